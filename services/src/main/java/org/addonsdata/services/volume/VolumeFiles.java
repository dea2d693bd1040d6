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
import org.addonsdata.core.files.FileErrors;

/** Errors and walks that volumes share. */
final class VolumeFiles {
    private VolumeFiles() {}

    /** What a user can do about a path that cannot be read or written. */
    static DataException failure(String verb, Path path, IOException cause) {
        return FileErrors.failed(verb + " " + path, path, cause);
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
