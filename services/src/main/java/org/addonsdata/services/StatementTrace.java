package org.addonsdata.services;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.Query;
import com.mysql.cj.interceptors.QueryInterceptor;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.Resultset;
import com.mysql.cj.protocol.ServerSession;
import java.util.Properties;
import java.util.function.Supplier;
import org.addonsdata.core.details.Details;
import org.jspecify.annotations.Nullable;

/**
 * Tells each statement of a connection and how long it took, where somebody asked for it. The
 * driver makes one for every connection and calls it from the thread that uses that.
 */
public final class StatementTrace implements QueryInterceptor {
    /** Beyond this there is row after row. */
    private static final int MOST_CHARACTERS = 200;

    private String server = "";
    private long started;

    /** Has the driver use this, if anybody listens. */
    static void register(Properties properties) {
        if (Details.wanted()) {
            properties.setProperty("queryInterceptors", StatementTrace.class.getName());
        }
    }

    @Override
    public QueryInterceptor init(MysqlConnection connection, Properties properties, Log log) {
        server = properties.getProperty("host", "") + ":" + properties.getProperty("port", "");
        Details.tell(server, "connected as " + properties.getProperty("user", ""));
        return this;
    }

    @Override
    // The driver's interface has it so.
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T extends Resultset> @Nullable T preProcess(Supplier<String> statement, Query query) {
        started = System.nanoTime();
        return null;
    }

    @Override
    public <T extends Resultset> @Nullable T postProcess(
            Supplier<String> statement, Query query, T result, ServerSession session) {
        Details.tell(server, started, oneLine(statement.get()));
        return null;
    }

    private static String oneLine(@Nullable String statement) {
        if (statement == null) {
            return "(prepared)";
        }
        var line = statement.strip().replaceAll("\\s+", " ");
        return line.length() <= MOST_CHARACTERS
                ? line
                : "%s… (%,d characters)"
                        .formatted(line.substring(0, MOST_CHARACTERS), statement.length());
    }

    @Override
    public boolean executeTopLevelOnly() {
        return true;
    }

    @Override
    public void destroy() {
        server = "";
    }
}
