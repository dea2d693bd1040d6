package org.addonsdata.services.volume;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/** Errors and walks that volumes share. */
final class VolumeFiles {
    private VolumeFiles() {}

    /** What a user can do about a path that cannot be read or written. */
    static DataException failure(String verb, Path path, IOException cause) {
        var reason = String.valueOf(cause.getMessage());
        if (reason.contains("No space left")) {
            return DataException.of(ErrorCode.DISK_FULL, "the disk of " + path + " is full", cause)
                    .withHint("free some space; nothing that was there is lost");
        }
        return DataException.of(
                        ErrorCode.PATH_NOT_WRITABLE,
                        "cannot %s %s: %s".formatted(verb, path, explain(cause)),
                        cause)
                .withHint("check its owner, its permissions and whether the disk is read-only");
    }

    private static String explain(IOException cause) {
        return switch (cause) {
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case java.nio.file.FileAlreadyExistsException e -> e.getFile() + " is not a directory";
            case java.nio.file.NotDirectoryException e -> e.getFile() + " is not a directory";
            default -> String.valueOf(cause.getMessage());
        };
    }

    static List<Path> children(Path directory) throws IOException {
        var found = new ArrayList<Path>();
        try (var entries = Files.newDirectoryStream(directory)) {
            entries.forEach(found::add);
        }
        return found;
    }

    /**
     * The bytes on disk of a tree's files, as far as they can be read; files may come and go
     * meanwhile.
     */
    static long size(Path tree) {
        var total = new long[1];
        try {
            Files.walkFileTree(
                    tree,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            total[0] += attributes.size();
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException failure) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            return total[0];
        }
        return total[0];
    }
}
