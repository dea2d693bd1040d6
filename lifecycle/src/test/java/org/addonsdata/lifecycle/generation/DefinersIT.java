package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.addonsdata.core.faults.FaultPoints;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.LibraryApplication;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.snapshot.dump.Definer;
import org.addonsdata.snapshot.dump.DumpStatement.ObjectKind;
import org.addonsdata.snapshot.objects.SchemaObject;
import org.addonsdata.snapshot.objects.SchemaObject.Session;
import org.addonsdata.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose objects are whose, on a server whose application has an account of its own. */
@ParameterizedClass
@MethodSource("org.addonsdata.testing.TestServer#all")
class DefinersIT {
    private static final String USERS = "SELECT CONCAT(User, '@', Host) FROM mysql.user ORDER BY 1";
    private static final Session SESSION = new Session("", "utf8mb4_general_ci", "+00:00");

    private final TestServer server;
    private final SchemaContent content;
    private final String live;
    private final Definer application;
    private final Connections owners;
    private final Generations generations;

    DefinersIT(TestServer server) {
        this.server = server;
        this.content = new SchemaContent(server.connections());
        this.live = server.freshSchemaName();
        this.application = new Definer(live, "127.0.0.1");
        this.owners =
                new DatabaseEndpoint(
                                server.endpoint().host(),
                                server.endpoint().port(),
                                server.endpoint().administrator(),
                                new Account(live, "secret"))
                        .connections(new Account(live, "secret"));
        this.generations =
                new Generations(
                        server.connections(),
                        owners,
                        new LibraryApplication(live),
                        FaultPoints.NONE);
    }

    @BeforeEach
    void makeAccount() {
        content.execute("CREATE USER %s IDENTIFIED BY 'secret'".formatted(account()));
        content.execute("GRANT ALL ON %s.* TO %s".formatted(quote(live), account()));
        content.execute("CREATE DATABASE " + quote(live));
        generations.switchTo(build("first").id());
    }

    @AfterEach
    void dropEverything() {
        content.schemasOf(live)
                .forEach(schema -> content.execute("DROP DATABASE " + quote(schema)));
        content.execute("DROP DATABASE IF EXISTS " + quote(live + "__meta"));
        content.execute("DROP USER " + account());
    }

    private String account() {
        return "'%s'@'127.0.0.1'".formatted(live);
    }

    private Generations.Staged build(String author) {
        return new GenerationBuilder(server.connections(), new LibraryApplication(live))
                .build(generations, author);
    }

    @Test
    void everyoneHasTheirObjectsBackAfterAnUndo() throws SQLException {
        content.execute("CREATE VIEW %s AS SELECT 1".formatted(quote(live, "of_root")));
        try (var connection = server.connections().open(live)) {
            for (var object : ofApplication()) {
                object.create(connection);
            }
        }
        var before = definers();
        assertThat(before).contains("of_app " + application, "tr_app " + application);

        generations.switchTo(build("second").id());
        assertThat(definers()).doesNotContain("of_app " + application);
        generations.switchTo(generations.replaced().orElseThrow().id());

        assertThat(definers()).isEqualTo(before);
        assertThat(content.query("SELECT COUNT(*) FROM " + quote(live, "of_app")))
                .containsExactly("2");
    }

    private List<SchemaObject> ofApplication() {
        return List.of(
                object(
                        "CREATE FUNCTION f_app() RETURNS INT DETERMINISTIC /* why */ RETURN '{d 1}' + 1"),
                object("CREATE PROCEDURE p_app() BEGIN SELECT 1; SELECT f_app(); END"),
                object("CREATE VIEW of_app AS SELECT id, f_app() AS f FROM author"),
                object("CREATE TRIGGER tr_app BEFORE UPDATE ON author FOR EACH ROW SET @a = 1"),
                object("CREATE EVENT ev_app ON SCHEDULE EVERY 1 YEAR DO DELETE FROM audit"));
    }

    private SchemaObject object(String statement) {
        return SchemaObject.parse(statement, SESSION, "", application);
    }

    @Test
    void whatTheRecordHoldsOfAnotherKindNameOrDefinerIsNotCreated() {
        var users = content.query(USERS);
        var before = definers();
        var evil = "CREATE USER evil@'127.0.0.1' IDENTIFIED BY 'x'";
        var staged = build("second");
        generations.record(
                staged.schema(),
                List.of(
                        forged(ObjectKind.EVENT, "nothing", evil),
                        forged(
                                ObjectKind.VIEW,
                                "v",
                                "CREATE DEFINER=root@localhost VIEW v AS SELECT 1"),
                        forged(ObjectKind.VIEW, "w", "CREATE PROCEDURE w() SELECT 1"),
                        forged(
                                ObjectKind.FUNCTION,
                                "x",
                                "CREATE FUNCTION y() RETURNS INT RETURN 1"),
                        forged(
                                ObjectKind.TRIGGER,
                                "t",
                                "CREATE TRIGGER t BEFORE INSERT ON author FOR EACH ROW SET @a = 1"),
                        forged(
                                ObjectKind.PROCEDURE,
                                "p",
                                "/*!99999 CREATE -- */ CREATE PROCEDURE p() SELECT 1")));

        var missing = generations.switchTo(staged.id()).missing();

        assertThat(missing)
                .hasSize(6)
                .allMatch(failure -> failure.contains("could not be created"));
        assertThat(content.query(USERS)).isEqualTo(users);
        assertThat(definers()).isEqualTo(before);
    }

    private SchemaObject forged(ObjectKind kind, String name, String definition) {
        return new SchemaObject(kind, name, "", application, SESSION, definition);
    }

    @Test
    void whatAnEarlierVersionRecordedBecomesTheApplications() {
        var users = content.query(USERS);
        content.execute("DROP DATABASE " + quote(live + "__meta"));
        for (var object : List.of("VIEW z_first", "VIEW a_last", "FUNCTION shout")) {
            content.execute("DROP " + object.replace(" ", " " + quote(live) + "."));
        }
        content.execute(
                "CREATE TABLE %s (id VARCHAR(32), state VARCHAR(16), origin VARCHAR(16), created DATETIME(6), replaces VARCHAR(32), migrations VARCHAR(64))"
                        .formatted(quote(live, "addons_data_generation")));
        content.execute(
                "INSERT INTO %s VALUES ('20261122155100_ab12','LIVE','RESET','2026-11-22 15:51:00',NULL,NULL)"
                        .formatted(quote(live, "addons_data_generation")));
        content.execute(
                "CREATE TABLE %s (position INT, kind VARCHAR(16), name VARCHAR(64), sql_mode TEXT, collation_connection VARCHAR(64), time_zone VARCHAR(64), definition LONGTEXT)"
                        .formatted(quote(live, "addons_data_object")));
        content.execute(
                """
                INSERT INTO %s VALUES
                (0,'EVENT','nothing','','','','CREATE OR REPLACE USER evil3@''127.0.0.1'' IDENTIFIED BY ''x'''),
                (1,'VIEW','mine','','','','CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW `mine` AS SELECT 1'),
                (2,'EVENT','mine','','','','CREATE VIEW `other` AS SELECT 1')
                """
                        .formatted(quote(live, "addons_data_object")));

        var notes = generations.recover();

        assertThat(notes)
                .anyMatch(note -> note.contains("EVENT nothing"))
                .anyMatch(note -> note.contains("EVENT mine"));
        assertThat(content.query(USERS)).isEqualTo(users);
        assertThat(definers())
                .contains("mine " + application)
                .noneMatch(one -> one.contains("other"));
    }

    /** Name and definer of every object of the live schema. */
    private List<String> definers() {
        return content.query(
                """
                SELECT CONCAT(TABLE_NAME, ' ', DEFINER) FROM information_schema.VIEWS WHERE TABLE_SCHEMA='%1$s'
                UNION SELECT CONCAT(TRIGGER_NAME, ' ', DEFINER) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA='%1$s'
                UNION SELECT CONCAT(ROUTINE_NAME, ' ', DEFINER) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA='%1$s'
                UNION SELECT CONCAT(EVENT_NAME, ' ', DEFINER) FROM information_schema.EVENTS WHERE EVENT_SCHEMA='%1$s'
                ORDER BY 1
                """
                        .formatted(live));
    }
}
