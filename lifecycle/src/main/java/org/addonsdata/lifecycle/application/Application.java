package org.addonsdata.lifecycle.application;

import java.util.List;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.search.DocumentSource;
import org.addonsdata.search.IndexDefinition;
import org.addonsdata.search.index.IndexSettings;

/** An application whose truth is in MySQL and whose search is in Elasticsearch. */
public interface Application {
    /** The live schema, such as {@code olympia}. */
    String databaseName();

    /**
     * The tables whose row counts tell a person how much data there is, in the order to show them.
     */
    List<String> mainTables();

    Migrations migrations();

    Population population();

    IndexDefinition indexDefinition();

    /** What the people who run the search server have decided; for one node unless they have. */
    default IndexSettings indexSettings() {
        return IndexSettings.defaults();
    }

    /** The documents of the index, read from the given schema, which may be a staged one. */
    DocumentSource documents(Connections connections, String schema);

    /** How the index is searched. */
    SearchQueries searchQueries();
}
