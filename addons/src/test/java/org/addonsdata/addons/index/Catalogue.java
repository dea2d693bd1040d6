package org.addonsdata.addons.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.addonsdata.addons.migration.FlywayMigrations;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.search.DocumentSource.KeyRange;
import org.addonsdata.testing.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A migrated schema of its own on the tests' database, empty or with the add-ons of {@code
 * catalogue.sql}.
 */
final class Catalogue implements AutoCloseable {
    static final KeyRange ALL = new KeyRange(0, Long.MAX_VALUE);

    private final TestDatabase database = TestDatabase.shared();
    private final String schema = database.freshSchema();

    static Catalogue empty() {
        var catalogue = new Catalogue();
        var task = Progress.silent().start("migrate", Progress.Unit.STEPS);
        new FlywayMigrations().migrate(catalogue.connections(), catalogue.schema, task);
        return catalogue;
    }

    static Catalogue filled() {
        var catalogue = empty();
        catalogue.execute(resource("catalogue.sql").split(";\n"));
        return catalogue;
    }

    static String resource(String name) {
        try (var stream = Objects.requireNonNull(Catalogue.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Connections connections() {
        return database.connections();
    }

    String schema() {
        return schema;
    }

    AddonDocuments documents() {
        return new AddonDocuments(connections(), schema);
    }

    void execute(String... statements) {
        try (var connection = connections().open(schema);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything in the catalogue as it would be indexed now. */
    List<Document> read() {
        try (var view = documents().open(1)) {
            var documents = new ArrayList<Document>();
            view.read(
                    ALL,
                    (key, version, source) -> documents.add(new Document(key, version, source)));
            return documents;
        }
    }

    Document read(long key) {
        try (var view = documents().open(1)) {
            var document = new AtomicReference<Document>();
            view.read(
                    List.of(key),
                    (id, version, source) -> document.set(new Document(id, version, source)));
            return Objects.requireNonNull(document.get());
        }
    }

    @Override
    public void close() {
        database.dropSchema(schema);
    }

    /** One document as its consumer got it. */
    record Document(long key, long version, byte[] source) {
        String text() {
            return new String(source, UTF_8);
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(source);
        }

        /** Key, version and text: what must be the same for two documents to be. */
        List<Object> content() {
            return List.of(key, version, text());
        }
    }
}
