package org.addonsdata.snapshot.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.core.sql.FullDisk;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.dump.DumpRules;
import org.addonsdata.snapshot.dump.DumpStatement.ObjectKind;

/**
 * Restores dumps into a staging schema. The connections must be of an account that can reach that
 * schema only (see {@link RestoreAccount}), by MySQL Connector/J with {@code
 * allowLoadLocalInfile=true}: nothing else than the stream handed to it is ever sent.
 */
public final class Restorer {
    /** What a dump is read for where there is no server to ask. */
    public static final ServerVersion MARIADB =
            new ServerVersion(ServerVersion.Flavor.MARIADB, 10, 11, 0);

    private final Connections connections;
    private final Progress progress;
    private final Cancellation cancellation;

    public Restorer(Connections connections, Progress progress, Cancellation cancellation) {
        this.connections = connections;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /**
     * Reads a dump and says what it would do; needs no server and changes nothing.
     *
     * @param rules of the server that would be restored on
     * @throws DataException {@link ErrorCode#SNAPSHOT_NOT_FOUND}, {@link
     *     ErrorCode#SNAPSHOT_DAMAGED}
     */
    public static RestorePlan plan(
            Path source, DumpRules rules, Progress progress, Cancellation cancellation) {
        var dump = DumpFile.at(source);
        var contents = read(dump, rules, progress, cancellation);
        if (contents.skippedConditionals > 0) {
            progress.note(
                    "%,d conditional comments are none of the code of %s, which it is read for"
                            .formatted(contents.skippedConditionals, rules.server()));
        }
        return plan(dump, contents);
    }

    /** The same for {@link #likelyServer}. */
    public static RestorePlan plan(Path source, Progress progress, Cancellation cancellation) {
        return plan(source, DumpRules.of(likelyServer(source)), progress, cancellation);
    }

    /** A server as the dump was made on, where it names that, else {@link #MARIADB}. */
    public static ServerVersion likelyServer(Path source) {
        return DumpFile.at(source).source().orElse(MARIADB);
    }

    private static DumpContents read(
            DumpFile dump, DumpRules rules, Progress progress, Cancellation cancellation) {
        var contents = new Preflight(dump, rules, cancellation).read(progress);
        rules.reservedTables().forEach(contents::leaveOut);
        if (contents.tables.isEmpty() && (contents.refusals.isEmpty() || contents.brokenOff)) {
            var reasons = reasons(contents);
            throw DataException.of(
                            ErrorCode.SNAPSHOT_DAMAGED,
                            dump.file()
                                    + " holds no table"
                                    + (reasons.isEmpty() ? "" : ": " + String.join("; ", reasons)))
                    .withHint(
                            "nothing was changed, as nothing would have taken its place; name the dump of a database with CREATE TABLE statements");
        }
        return contents;
    }

    /**
     * Restores a dump into an empty schema and verifies it there.
     *
     * @throws DataException {@link ErrorCode#SNAPSHOT_NOT_FOUND}, {@link
     *     ErrorCode#SNAPSHOT_DAMAGED}, {@link ErrorCode#STATEMENT_REFUSED} before anything is
     *     touched; {@link ErrorCode#DATABASE_ERROR}, {@link ErrorCode#VERIFICATION_FAILED}, {@link
     *     ErrorCode#INTERRUPTED} after which the schema is to be dropped
     */
    public RestoreResult restore(RestoreOptions options) {
        var dump = DumpFile.at(options.source());
        try {
            var rules = options.rules(server(options.schema()));
            var contents = read(dump, rules, progress, cancellation);
            var plan = plan(dump, contents);
            refuse(plan);
            options.review().accept(plan);
            var job =
                    new RestoreJob(
                            connections, progress, cancellation, options, dump, rules, contents);
            return new Restoration(job, plan).run();
        } catch (SQLException e) {
            throw failure(e);
        } catch (IOException e) {
            throw dump.unreadable(e);
        }
    }

    /** Which conditional comments are code depends on it. */
    private ServerVersion server(String schema) throws SQLException {
        try (var connection = connections.open(schema)) {
            return ServerVersion.read(connection);
        }
    }

    private DataException failure(SQLException e) {
        return cancellation.isCancelled()
                ? Cancellation.interrupted()
                : DataException.of(
                                FullDisk.isReasonOf(e)
                                        ? ErrorCode.DISK_FULL
                                        : ErrorCode.DATABASE_ERROR,
                                "the database failed the restore: " + e.getMessage(),
                                e)
                        .withHint("nothing live was changed");
    }

    private static void refuse(RestorePlan plan) {
        if (!plan.refused().isEmpty()) {
            throw DataException.of(
                            ErrorCode.STATEMENT_REFUSED,
                            "the dump holds what a restore does not run: "
                                    + String.join("; ", plan.refused()))
                    .withHint("nothing was changed; --dry-run shows all of it");
        }
    }

    private static RestorePlan plan(DumpFile dump, DumpContents contents) {
        return new RestorePlan(
                dump.file(),
                contents.origin,
                dump.manifest() != null,
                Map.copyOf(contents.rowsByTable()),
                objects(contents),
                named(contents),
                reasons(contents),
                contents.plainBytes,
                contents.regions.stream().mapToLong(RowRegion::largestRowBytes).max().orElse(0));
    }

    private static List<String> named(DumpContents contents) {
        return contents.objects.values().stream()
                .map(object -> object.kind().name().toLowerCase(Locale.ROOT) + " " + object.name())
                .toList();
    }

    private static List<String> reasons(DumpContents contents) {
        return contents.refusals.stream()
                .map(refused -> refused.location() + ": " + refused.reason())
                .toList();
    }

    /** How many of each kind of object, tables apart. */
    static Map<String, Long> objects(DumpContents contents) {
        var objects = new LinkedHashMap<String, Long>();
        objects.put("sequences", (long) contents.sequences.size());
        for (var kind : ObjectKind.values()) {
            objects.put(kind.name().toLowerCase(Locale.ROOT) + "s", contents.count(kind));
        }
        return objects;
    }
}
