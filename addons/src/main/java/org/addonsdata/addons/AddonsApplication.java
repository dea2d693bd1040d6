package org.addonsdata.addons;

import java.util.List;
import java.util.function.Supplier;
import org.addonsdata.addons.index.AddonDocuments;
import org.addonsdata.addons.index.AddonIndex;
import org.addonsdata.addons.index.AddonSearchQuery;
import org.addonsdata.addons.migration.FlywayMigrations;
import org.addonsdata.addons.seed.SeedPopulation;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.application.Migrations;
import org.addonsdata.lifecycle.application.Population;
import org.addonsdata.lifecycle.application.SearchQueries;
import org.addonsdata.search.DocumentSource;
import org.addonsdata.search.IndexDefinition;
import org.addonsdata.search.index.IndexSettings;

/**
 * addons-server: its database, {@code olympia} unless said otherwise, and its index {@code addons}.
 */
public final class AddonsApplication implements Application {
    /** What the database is called upstream. */
    public static final String DATABASE = "olympia";

    private final String databaseName;
    private final Supplier<IndexSettings> indexSettings;

    /** With an index for one node. */
    public AddonsApplication() {
        this(DATABASE, IndexSettings::defaults);
    }

    /**
     * @param databaseName of the live schema
     * @param indexSettings asked for when the index is needed, which not every command does
     */
    public AddonsApplication(String databaseName, Supplier<IndexSettings> indexSettings) {
        this.databaseName = databaseName;
        this.indexSettings = indexSettings;
    }

    @Override
    public String databaseName() {
        return databaseName;
    }

    @Override
    public List<String> mainTables() {
        return List.of(
                "addons", "versions", "files", "users", "reviews", "collections", "log_activity");
    }

    @Override
    public Migrations migrations() {
        return new FlywayMigrations();
    }

    @Override
    public Population population() {
        return new SeedPopulation();
    }

    @Override
    public IndexDefinition indexDefinition() {
        return AddonIndex.definition();
    }

    @Override
    public IndexSettings indexSettings() {
        return indexSettings.get();
    }

    @Override
    public DocumentSource documents(Connections connections, String schema) {
        return new AddonDocuments(connections, schema);
    }

    @Override
    public SearchQueries searchQueries() {
        return AddonSearchQuery::of;
    }
}
