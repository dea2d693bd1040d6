package org.addonsdata.core.errors;

import java.util.Locale;

/**
 * The catalogue of errors a user can act on. The code is stable, part of the JSON output, and
 * decides the exit status.
 */
public enum ErrorCode {
    OPERATION_FAILED(ExitStatus.FAILED),
    DISK_FULL(ExitStatus.FAILED),
    PATH_NOT_WRITABLE(ExitStatus.FAILED),
    DATABASE_ERROR(ExitStatus.FAILED),
    SEARCH_ERROR(ExitStatus.FAILED),
    DOCUMENT_REFUSED(ExitStatus.FAILED),
    TIMED_OUT(ExitStatus.FAILED),
    NOTHING_TO_UNDO(ExitStatus.FAILED),
    SNAPSHOT_NOT_FOUND(ExitStatus.FAILED),
    VOLUME_NOT_FOUND(ExitStatus.FAILED),

    USAGE(ExitStatus.USAGE),
    SETTING_INVALID(ExitStatus.USAGE),
    PATH_NOT_ABSOLUTE(ExitStatus.USAGE),

    JAVA_NOT_FOUND(ExitStatus.NOT_READY),
    ENGINE_MISSING(ExitStatus.NOT_READY),
    DOCKER_UNAVAILABLE(ExitStatus.NOT_READY),
    IMAGE_UNAVAILABLE(ExitStatus.NOT_READY),
    PLATFORM_UNSUPPORTED(ExitStatus.NOT_READY),
    PORT_IN_USE(ExitStatus.NOT_READY),
    SERVER_NOT_RUNNING(ExitStatus.NOT_READY),
    SERVER_START_FAILED(ExitStatus.NOT_READY),
    SERVER_STOP_FAILED(ExitStatus.NOT_READY),
    SERVER_UNREACHABLE(ExitStatus.NOT_READY),
    ACCESS_DENIED(ExitStatus.NOT_READY),

    CONFIRMATION_NEEDED(ExitStatus.REFUSED),
    ANOTHER_MODE_RUNS(ExitStatus.REFUSED),
    VOLUME_EXISTS(ExitStatus.REFUSED),
    VOLUME_IN_USE(ExitStatus.REFUSED),
    VOLUME_NOT_OURS(ExitStatus.REFUSED),
    PROJECT_NOT_OURS(ExitStatus.REFUSED),
    VOLUME_FORMAT_NEWER(ExitStatus.REFUSED),
    VOLUME_SERVER_MISMATCH(ExitStatus.REFUSED),
    DATABASE_NOT_OURS(ExitStatus.REFUSED),
    INDEX_NOT_OURS(ExitStatus.REFUSED),
    TARGET_EXISTS(ExitStatus.REFUSED),
    STATEMENT_REFUSED(ExitStatus.REFUSED),

    BOOKKEEPING_DAMAGED(ExitStatus.INTEGRITY),
    VOLUME_DAMAGED(ExitStatus.INTEGRITY),
    SNAPSHOT_DAMAGED(ExitStatus.INTEGRITY),
    VERIFICATION_FAILED(ExitStatus.INTEGRITY),
    MIGRATION_FAILED(ExitStatus.INTEGRITY),

    LOCKED(ExitStatus.LOCKED),

    INTERRUPTED(ExitStatus.INTERRUPTED);

    private final ExitStatus status;

    ErrorCode(ExitStatus status) {
        this.status = status;
    }

    /** The exit status of a command that ends with this error. */
    public ExitStatus status() {
        return status;
    }

    /** The code as users and scripts see it, such as {@code port-in-use}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
