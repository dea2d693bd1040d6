package org.addonsdata.addons;

import java.util.List;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.application.Migrations;
import org.addonsdata.lifecycle.application.Population;
import org.addonsdata.lifecycle.application.SearchQueries;
import org.addonsdata.search.DocumentSource;
import org.addonsdata.search.IndexDefinition;

/** The real application under other names, with a part of it replaced where a test wants that. */
record TestedApplication(
        String databaseName,
        IndexDefinition indexDefinition,
        Migrations migrations,
        Population population)
        implements Application {
    private static final AddonsApplication REAL = new AddonsApplication();

    static TestedApplication named(String database, String alias) {
        var index = REAL.indexDefinition();
        return new TestedApplication(
                database,
                new IndexDefinition(alias, index.settings(), index.mapping()),
                REAL.migrations(),
                REAL.population());
    }

    TestedApplication with(Migrations other) {
        return new TestedApplication(databaseName, indexDefinition, other, population);
    }

    TestedApplication with(Population other) {
        return new TestedApplication(databaseName, indexDefinition, migrations, other);
    }

    TestedApplication with(IndexDefinition other) {
        return new TestedApplication(databaseName, other, migrations, population);
    }

    @Override
    public List<String> mainTables() {
        return REAL.mainTables();
    }

    @Override
    public DocumentSource documents(Connections connections, String schema) {
        return REAL.documents(connections, schema);
    }

    @Override
    public SearchQueries searchQueries() {
        return REAL.searchQueries();
    }
}
