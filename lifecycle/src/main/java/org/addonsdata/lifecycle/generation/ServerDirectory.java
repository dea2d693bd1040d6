package org.addonsdata.lifecycle.generation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.addonsdata.core.sql.Connections;

/**
 * Where a database server has a schema's files, if that is on this machine and this user may look
 * there.
 *
 * @param data the server's data directory
 * @param schema that of the schema
 */
public record ServerDirectory(Path data, Path schema) {
    /** What MySQL and MariaDB name their files by. */
    private static final Set<String> OWN_FILES =
            Set.of(
                    "ibd", "isl", "cfg", "cfp", "sdi", "frm", "opt", "par", "MYD", "MYI", "MAD",
                    "MAI", "CSV", "CSM", "ARZ", "ARN", "MRG", "TRG", "TRN");

    /** Looks for it by the schema's own directory, which shows that it is that server's. */
    public static Optional<ServerDirectory> of(Connections connections, String schema) {
        try (var connection = connections.open(null)) {
            return Sql.first(
                            connection,
                            "SELECT @@datadir",
                            row -> Optional.ofNullable(row.getString(1)))
                    .flatMap(text -> text)
                    .map(Path::of)
                    .map(data -> new ServerDirectory(data, data.resolve(schema)))
                    .filter(found -> Files.isDirectory(found.schema()));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** Bytes that its disk has left; empty where nobody can tell. */
    public Optional<Long> freeBytes() {
        try {
            return Optional.of(Files.getFileStore(data).getUsableSpace());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Files that the server does not know, for which it cannot remove the directory. */
    public List<Path> strangers() {
        try (var files = Files.list(schema)) {
            return files.filter(file -> !isOwn(file.getFileName().toString())).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isOwn(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && OWN_FILES.contains(name.substring(dot + 1));
    }
}
