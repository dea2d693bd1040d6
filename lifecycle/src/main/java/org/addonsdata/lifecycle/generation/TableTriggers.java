package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The triggers that one generation's tables have when they are live. */
interface TableTriggers {
    /** The triggers' names by table, in the order in which they are created. */
    Map<String, List<String>> names();

    /**
     * Creates those of a table of the live schema that are not there, in a session that may hold
     * the table under LOCK TABLES and so can reach no other one. What cannot be created is left
     * out: whoever attaches the other objects finds it missing and says so.
     */
    void create(Connection session, String table) throws SQLException;
}
