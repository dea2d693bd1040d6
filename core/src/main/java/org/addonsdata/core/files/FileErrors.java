package org.addonsdata.core.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/** What file systems refuse, in words: Java's own exceptions often say a name and no reason. */
public final class FileErrors {
    private FileErrors() {}

    /**
     * A path that cannot be read or written, and what to do about it.
     *
     * @param action such as {@code "create /some/where"}
     * @return with {@link ErrorCode#DISK_FULL} or {@link ErrorCode#PATH_NOT_WRITABLE}
     */
    public static DataException failed(String action, Path path, IOException cause) {
        if (isFull(cause)) {
            return DataException.of(ErrorCode.DISK_FULL, "the disk of " + path + " is full", cause)
                    .withHint("free some space; nothing that was there is lost");
        }
        return DataException.of(
                        ErrorCode.PATH_NOT_WRITABLE,
                        "cannot %s: %s".formatted(action, reason(cause)),
                        cause)
                .withHint("check its owner, its permissions and whether the disk is read-only");
    }

    /** The reason alone, without a full stop. */
    public static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such file or directory";
            case FileAlreadyExistsException e -> e.getFile() + " is not a directory";
            case NotDirectoryException e -> e.getFile() + " is not a directory";
            case CharacterCodingException _ -> "it is not UTF-8 text";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> String.valueOf(cause.getMessage());
        };
    }

    private static boolean isFull(IOException cause) {
        return String.valueOf(cause.getMessage()).contains("No space left");
    }
}
