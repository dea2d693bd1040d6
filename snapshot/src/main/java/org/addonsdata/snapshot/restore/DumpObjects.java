package org.addonsdata.snapshot.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.snapshot.database.ServerVersion;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.dump.Definer;
import org.addonsdata.snapshot.dump.DumpStatement.CreateObject;
import org.addonsdata.snapshot.dump.DumpStatement.ObjectKind;
import org.addonsdata.snapshot.dump.SessionSettings;
import org.addonsdata.snapshot.dump.ViewOrder;
import org.addonsdata.snapshot.objects.SchemaObject;
import org.addonsdata.snapshot.objects.SchemaObject.Session;

/** A dump's views, triggers, routines and events, in the order in which they can be created. */
final class DumpObjects {
    private static final Set<String> MARIADB_ONLY =
            Set.of(
                    "NO_AUTO_CREATE_USER",
                    "ORACLE",
                    "IGNORE_BAD_TABLE_OPTIONS",
                    "SIMULTANEOUS_ASSIGNMENT",
                    "EMPTY_STRING_IS_NULL",
                    "TIME_ROUND_FRACTIONAL",
                    "MYSQL40",
                    "MYSQL323",
                    "DB2",
                    "MAXDB",
                    "MSSQL",
                    "POSTGRESQL",
                    "NO_FIELD_OPTIONS",
                    "NO_KEY_OPTIONS",
                    "NO_TABLE_OPTIONS");
    private static final Set<String> MYSQL_ONLY = Set.of("TIME_TRUNCATE_FRACTIONAL");

    private final List<CreateObject> all;

    /** With collations that the server knows. */
    DumpObjects(DumpContents contents, CollationRule collations) {
        this.all = ordered(contents).stream().map(object -> mapped(object, collations)).toList();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    private static List<CreateObject> ordered(DumpContents contents) {
        var views = new HashMap<String, String>();
        contents.objects.values().stream()
                .filter(object -> object.kind() == ObjectKind.VIEW)
                .forEach(object -> views.put(object.name(), object.sql()));
        var rankOfView = new HashMap<String, Integer>();
        ViewOrder.of(views).forEach(view -> rankOfView.put(view, rankOfView.size()));
        var order =
                Comparator.comparing(CreateObject::kind)
                        .thenComparingInt(object ->
                                object.kind() == ObjectKind.VIEW
                                        ? rankOfView.getOrDefault(object.name(), 0)
                                        : 0);
        return contents.objects.values().stream().sorted(order).toList();
    }

    private static CreateObject mapped(CreateObject object, CollationRule collations) {
        var settings = object.settings();
        return new CreateObject(
                object.location(),
                object.kind(),
                object.name(),
                object.table(),
                object.definer(),
                collations.apply(object.sql(), settings.sqlMode()),
                new SessionSettings(
                        settings.characterSet(),
                        collations.target(settings.collation()),
                        settings.sqlMode(),
                        settings.timeZone()));
    }

    /**
     * The objects as this server reads them.
     *
     * @param connection whose sql_mode is changed
     * @param creator who will create them
     * @throws DataException {@link ErrorCode#STATEMENT_REFUSED} where the server reads one as
     *     something else than it was taken for
     */
    List<SchemaObject> readBy(Connection connection, ServerVersion version, Definer creator)
            throws SQLException {
        var modes = new HashMap<String, String>();
        var objects = new ArrayList<SchemaObject>();
        for (var object : all) {
            var asked = object.settings().sqlMode();
            if (!modes.containsKey(asked)) {
                modes.put(asked, effective(connection, known(asked, version)));
            }
            objects.add(readBy(object, modes.getOrDefault(asked, ""), creator));
        }
        return objects;
    }

    private static SchemaObject readBy(CreateObject object, String sqlMode, Definer creator) {
        var settings = object.settings();
        var session =
                new Session(
                        sqlMode,
                        settings.collation(),
                        object.kind() == ObjectKind.EVENT ? settings.timeZone() : "");
        var read = SchemaObject.parse(object.sql(), session, "", creator).ownedBy(creator);
        if (read.kind() != object.kind()
                || !read.name().equals(object.name())
                || !read.table().equals(object.table())) {
            throw DataException.of(
                            ErrorCode.STATEMENT_REFUSED,
                            "%s: the server would read another statement: the %s"
                                    .formatted(object.location(), read))
                    .withHint("nothing was changed; take the dump without this object");
        }
        return read;
    }

    /** A name that stands for several modes, or is written otherwise, as the server resolves it. */
    private static String effective(Connection connection, String sqlMode) throws SQLException {
        Sql.run(connection, "SET SESSION sql_mode = " + Sql.literal(sqlMode));
        return Sql.text(connection, "SELECT @@SESSION.sql_mode");
    }

    private static String known(String sqlMode, ServerVersion version) {
        var unknown = version.isMariaDb() ? MYSQL_ONLY : MARIADB_ONLY;
        return Arrays.stream(sqlMode.split(","))
                .filter(mode -> !unknown.contains(mode.strip().toUpperCase(Locale.ROOT)))
                .collect(Collectors.joining(","));
    }
}
