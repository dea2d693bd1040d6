package org.addonsdata.lifecycle;

import static org.addonsdata.core.sql.Names.quote;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.application.Migrations;
import org.addonsdata.lifecycle.application.Population;
import org.addonsdata.lifecycle.application.SearchQueries;
import org.addonsdata.search.DocumentSource;
import org.addonsdata.search.IndexDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small application with everything that makes a switch hard: foreign keys in a circle, triggers,
 * views upon views and upon functions, procedures, events, names that need quoting.
 */
public final class LibraryApplication implements Application {
    private static final List<String> STATEMENTS =
            List.of(
                    """
                    CREATE TABLE author (
                      id INT UNSIGNED NOT NULL PRIMARY KEY, name VARCHAR(50) NOT NULL, best_book INT UNSIGNED NULL,
                      modified DATETIME(6) NOT NULL DEFAULT '2026-01-01'
                    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4\
                    """,
                    """
                    CREATE TABLE `select` (
                      id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, title VARCHAR(50) NOT NULL,
                      author_id INT UNSIGNED NOT NULL, loans INT NOT NULL DEFAULT 0,
                      CONSTRAINT written_by FOREIGN KEY (author_id) REFERENCES author (id) ON DELETE CASCADE
                    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4\
                    """,
                    "ALTER TABLE author ADD CONSTRAINT best FOREIGN KEY (best_book) REFERENCES `select` (id)",
                    "CREATE TABLE `odd ``name``` (id INT NOT NULL PRIMARY KEY, note TEXT) ENGINE=InnoDB",
                    "CREATE TABLE audit (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, what VARCHAR(100)) ENGINE=InnoDB",
                    "CREATE FUNCTION shout(t VARCHAR(50)) RETURNS VARCHAR(60) DETERMINISTIC RETURN CONCAT(UPPER(t), '!')",
                    "CREATE PROCEDURE forget() BEGIN DELETE FROM audit; END",
                    "CREATE VIEW a_last AS SELECT shouted FROM z_first",
                    "CREATE TRIGGER first_trigger AFTER INSERT ON `select` FOR EACH ROW"
                            + " INSERT INTO audit (what) VALUES (CONCAT('one ', NEW.title))",
                    "CREATE TRIGGER second_trigger AFTER INSERT ON `select` FOR EACH ROW"
                            + " INSERT INTO audit (what) VALUES (CONCAT('two ', NEW.title))",
                    "CREATE EVENT yearly ON SCHEDULE EVERY 1 YEAR STARTS '2030-01-01' DO DELETE FROM audit");
    private static final String FIRST_VIEW =
            "CREATE VIEW z_first AS SELECT shout(title) AS shouted FROM `select`";

    private final String database;
    private final String alias;

    public LibraryApplication(String database) {
        this(database, database);
    }

    /** One whose index has another alias than its database's name. */
    public LibraryApplication(String database, String alias) {
        this.database = database;
        this.alias = alias;
    }

    @Override
    public String databaseName() {
        return database;
    }

    @Override
    public List<String> mainTables() {
        return List.of("author", "select");
    }

    @Override
    public Migrations migrations() {
        return new LibraryMigrations();
    }

    @Override
    public Population population() {
        return new LibraryPopulation();
    }

    @Override
    public IndexDefinition indexDefinition() {
        var json = JsonMapper.shared();
        return new IndexDefinition(
                alias,
                json.createObjectNode(),
                (ObjectNode)
                        json.readTree(
                                """
                                {"dynamic": false, "properties": {
                                  "id": {"type": "long"}, "name": {"type": "text"}, "modified": {"type": "date"}}}
                                """));
    }

    @Override
    public DocumentSource documents(Connections connections, String schema) {
        return new AuthorDocuments(connections, schema);
    }

    @Override
    public SearchQueries searchQueries() {
        return AuthorQuery::new;
    }

    private record AuthorQuery(SearchQueries.Wanted wanted) implements SearchQueries.Query {
        @Override
        public ObjectNode request(int size) {
            var body = JsonMapper.shared().createObjectNode().put("size", size);
            body.set("query", clauses().getFirst().query());
            return body;
        }

        @Override
        public List<SearchQueries.Clause> clauses() {
            var match = JsonMapper.shared().createObjectNode();
            match.putObject("match").put("name", wanted.words());
            return List.of(new SearchQueries.Clause("name", match));
        }

        @Override
        public SearchQueries.Found read(JsonNode source) {
            var name = source.path("name").asString("");
            return new SearchQueries.Found(name, name, "author", 0, List.of());
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static final class LibraryMigrations implements Migrations {
        @Override
        public String fingerprint() {
            return "library-1";
        }

        @Override
        public List<String> migrate(Connections connections, String schema, Progress.Task task) {
            try (var connection = connections.open(schema)) {
                if (recognises(connection, schema)) {
                    return List.of();
                }
                for (var sql : STATEMENTS) {
                    if (sql.startsWith("CREATE VIEW")) {
                        execute(connection, FIRST_VIEW);
                    }
                    execute(connection, sql);
                }
                return List.of("1 library");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean recognises(Connection connection, String schema) {
            try (var statement =
                    connection.prepareStatement(
                            "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA=? AND TABLE_NAME='author'")) {
                statement.setString(1, schema);
                try (var rows = statement.executeQuery()) {
                    return rows.next();
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class LibraryPopulation implements Population {
        @Override
        public Map<String, Long> loadInitialData(
                Connections connections, String schema, Progress.Task task) {
            return write(
                    connections,
                    schema,
                    "INSERT INTO author (id, name) VALUES (1, 'Ada'), (2, 'Grace')",
                    Map.of("author", 2L));
        }

        @Override
        public Map<String, Long> seed(
                Connections connections, String schema, SeedOptions options, Progress.Task task) {
            return write(
                    connections,
                    schema,
                    "INSERT INTO `select` (title, author_id) VALUES ('notes', 1), ('compilers', 2), ('bugs', 2)",
                    Map.of("select", 3L, "audit", 6L));
        }

        private static Map<String, Long> write(
                Connections connections, String schema, String sql, Map<String, Long> rows) {
            try (var connection = connections.open(schema)) {
                execute(connection, sql);
                return rows;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record AuthorDocuments(Connections connections, String schema)
            implements DocumentSource {
        @Override
        public View open(int readers) {
            return new AuthorView(connections, quote(schema, "author"));
        }
    }

    private record AuthorView(Connections connections, String table)
            implements DocumentSource.View {
        private static final String VERSION = "CAST(UNIX_TIMESTAMP(modified) * 1000 AS SIGNED)";

        @Override
        public long documentCount() {
            return keys("1=1").size();
        }

        @Override
        public List<DocumentSource.KeyRange> split(int documentsPerRange) {
            return List.of(new DocumentSource.KeyRange(0, Integer.MAX_VALUE));
        }

        @Override
        public void read(DocumentSource.KeyRange range, DocumentSource.DocumentConsumer consumer) {
            read(keys("id BETWEEN " + range.first() + " AND " + range.last()), consumer);
        }

        @Override
        public void read(List<Long> keys, DocumentSource.DocumentConsumer consumer) {
            for (var key : keys) {
                query(
                        "SELECT name, " + VERSION + " FROM " + table + " WHERE id=" + key,
                        row ->
                                consumer.accept(
                                        key,
                                        row.getLong(2),
                                        "{\"id\":%d,\"name\":\"%s\",\"modified\":%d}"
                                                .formatted(key, row.getString(1), row.getLong(2))
                                                .getBytes(StandardCharsets.UTF_8)));
            }
        }

        @Override
        public void readVersions(
                DocumentSource.KeyRange range, DocumentSource.VersionConsumer consumer) {
            query(
                    "SELECT id, "
                            + VERSION
                            + " FROM "
                            + table
                            + " WHERE id BETWEEN "
                            + range.first()
                            + " AND "
                            + range.last()
                            + " ORDER BY id",
                    row -> consumer.accept(row.getLong(1), row.getLong(2)));
        }

        private List<Long> keys(String condition) {
            var keys = new ArrayList<Long>();
            query(
                    "SELECT id FROM " + table + " WHERE " + condition + " ORDER BY id",
                    row -> keys.add(row.getLong(1)));
            return keys;
        }

        private interface RowConsumer {
            void accept(java.sql.ResultSet row) throws SQLException;
        }

        private void query(String sql, RowConsumer consumer) {
            try (var connection = connections.open(null);
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    consumer.accept(rows);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {}
    }
}
