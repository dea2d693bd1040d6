package org.addonsdata.lifecycle.generation;

import static org.addonsdata.core.sql.Names.quote;

import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.progress.Progress.Unit;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.LibraryApplication;
import org.addonsdata.lifecycle.application.Population.SeedOptions;
import org.addonsdata.lifecycle.generation.Generation.Origin;

/** Builds whole generations of the library, told apart by their second author's name. */
record GenerationBuilder(Connections connections, LibraryApplication application) {
    static final Progress.Task TASK = Progress.silent().start("test", Unit.STEPS);

    Generations.Staged build(Generations generations, String author) {
        var staged = generations.stage(Origin.RESET);
        var schema = staged.schema();
        application.migrations().migrate(connections, schema, TASK);
        application.population().loadInitialData(connections, schema, TASK);
        application.population().seed(connections, schema, SeedOptions.DEFAULT, TASK);
        new SchemaContent(connections)
                .execute(
                        "UPDATE %s SET name='%s' WHERE id=2"
                                .formatted(quote(schema, "author"), author));
        return staged;
    }

    /** The same with so many tables more, each of which refers to the one before it. */
    Generations.Staged buildWide(Generations generations, String author, int moreTables) {
        var staged = build(generations, author);
        var content = new SchemaContent(connections);
        for (int i = 0; i < moreTables; i++) {
            var table = quote(staged.schema(), "more_" + i);
            var before = i == 0 ? "author" : "more_" + (i - 1);
            content.execute(
                    "CREATE TABLE %s (id INT UNSIGNED NOT NULL PRIMARY KEY, name VARCHAR(50), FOREIGN KEY (id) REFERENCES %s (id)) ENGINE=InnoDB"
                            .formatted(table, quote(staged.schema(), before)));
            content.execute("INSERT INTO %s VALUES (2, '%s')".formatted(table, author));
        }
        return staged;
    }
}
