package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.generation.Generation.Origin;

/**
 * Which of the generations that undo keeps goes next. What this tool did not fill neither counts
 * nor goes, until a person says so.
 */
final class Retention {
    private final Connection connection;
    private final Connections owners;
    private final Application application;
    private final Schemas schemas;

    /**
     * @param owners connections of the application's account, which reads the rows of the live
     *     schema
     */
    Retention(Connection connection, Connections owners, Application application) {
        this.connection = connection;
        this.owners = owners;
        this.application = application;
        this.schemas = new Schemas(connection, application.databaseName());
    }

    /**
     * @param kept what undo could put back now, the one that it puts back first at the head
     * @return what there is to say of it
     */
    List<String> trim(List<Generation> kept, int keep) throws SQLException {
        if (kept.size() <= Math.max(1, keep)) {
            return List.of();
        }
        var notes = new ArrayList<String>();
        var filled = new ArrayList<>(kept);
        filled.removeIf(generation -> !generation.isFilledByThisTool());
        kept.stream()
                .skip(1)
                .filter(generation -> !filled.contains(generation))
                .map(Retention::keptUntilForgotten)
                .forEach(notes::add);
        if (filled.size() > Math.max(1, keep)) {
            filled.remove(kept.getFirst());
            filled.sort(Comparator.comparing(Generation::lastLive));
            dropOldest(filled, kept, notes);
        }
        return notes;
    }

    private static String keptUntilForgotten(Generation generation) {
        return "undo keeps the generation %s, as addons-data did not fill it; 'undo --forget %s' drops it"
                .formatted(generation.id(), generation.id());
    }

    private void dropOldest(List<Generation> oldestFirst, List<Generation> kept, List<String> notes)
            throws SQLException {
        var oldest = oldestFirst.getFirst();
        if (!isLastWithRows(oldest, kept)) {
            notes.addAll(drop(oldest));
            return;
        }
        notes.add(
                "undo keeps the generation %s beyond its time, as no other has any rows"
                        .formatted(oldest.id()));
        if (oldestFirst.size() > 1) {
            var empty = oldestFirst.get(1);
            notes.add("the generation %s, which has none, was dropped".formatted(empty.id()));
            notes.addAll(drop(empty));
        }
    }

    private List<String> drop(Generation generation) throws SQLException {
        return new Sweep(connection, application.databaseName()).discard(generation.id());
    }

    private boolean isLastWithRows(Generation oldest, List<Generation> kept) throws SQLException {
        if (isLiveFilled()) {
            return false;
        }
        for (var other : kept) {
            if (!other.equals(oldest) && hasRows(other)) {
                return false;
            }
        }
        return hasRows(oldest);
    }

    private boolean isLiveFilled() throws SQLException {
        try (var reader = owners.open(null)) {
            return hasRows(reader, application.databaseName(), Optional.empty());
        }
    }

    private boolean hasRows(Generation generation) throws SQLException {
        return hasRows(connection, schemas.of(generation.id()), Optional.of(generation.origin()));
    }

    /** Of the application only its main tables count: migrations fill some of the others. */
    private boolean hasRows(Connection reader, String schema, Optional<Origin> origin)
            throws SQLException {
        var tables = schemas.tables(schema);
        if (origin.isEmpty() || !origin.get().isForeign()) {
            var main = application.mainTables();
            if (tables.stream().anyMatch(main::contains)) {
                tables.retainAll(main);
            }
        }
        for (var table : tables) {
            if (isFilled(reader, schema, table)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFilled(Connection reader, String schema, String table)
            throws SQLException {
        return Sql.first(
                        reader,
                        "SELECT 1 FROM " + quote(schema, table) + " LIMIT 1",
                        row -> row.getInt(1))
                .isPresent();
    }
}
