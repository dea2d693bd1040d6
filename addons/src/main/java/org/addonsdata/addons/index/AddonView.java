package org.addonsdata.addons.index;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.search.DocumentSource;
import org.addonsdata.search.DocumentSource.DocumentConsumer;
import org.addonsdata.search.DocumentSource.KeyRange;
import org.addonsdata.search.DocumentSource.VersionConsumer;
import tools.jackson.core.JacksonException;

/** One moment of the add-ons. Every add-on belongs in the index; see {@link AddonDocuments}. */
final class AddonView implements DocumentSource.View {
    /** More documents than these are read part by part, so that memory stays bounded. */
    private static final int KEYS_AT_ONCE = 500;

    private final SnapshotSessions sessions;

    AddonView(SnapshotSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean isUnchangedSince(DocumentSource.View earlier) {
        return earlier instanceof AddonView view && sessions.seeTheSameAs(view.sessions);
    }

    @Override
    public long documentCount() {
        return sessions.call(session -> {
            try (var statement = session.connection().createStatement();
                    var result = statement.executeQuery("SELECT COUNT(*) FROM addons")) {
                result.next();
                return result.getLong(1);
            }
        });
    }

    @Override
    public List<KeyRange> split(int documentsPerRange) {
        return sessions.call(session -> {
            var ranges = new ArrayList<KeyRange>();
            long first = 0;
            for (long start : starts(session.connection(), Math.max(1, documentsPerRange))) {
                ranges.add(new KeyRange(first, start - 1));
                first = start;
            }
            ranges.add(new KeyRange(first, Long.MAX_VALUE));
            return List.copyOf(ranges);
        });
    }

    /** The keys that begin every range but the first, read as a stream. */
    private static List<Long> starts(Connection session, int documentsPerRange)
            throws SQLException {
        var starts = new ArrayList<Long>();
        try (var statement =
                session.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(Integer.MIN_VALUE);
            try (var keys = statement.executeQuery("SELECT id FROM addons ORDER BY id")) {
                for (long place = 0; keys.next(); place++) {
                    if (place > 0 && place % documentsPerRange == 0) {
                        starts.add(keys.getLong(1));
                    }
                }
            }
        }
        return starts;
    }

    @Override
    public void read(KeyRange range, DocumentConsumer consumer) {
        read(KeyCondition.of(range), consumer);
    }

    @Override
    public void read(List<Long> keys, DocumentConsumer consumer) {
        var sorted = keys.stream().distinct().sorted().toList();
        for (int start = 0; start < sorted.size(); start += KEYS_AT_ONCE) {
            var part = sorted.subList(start, Math.min(sorted.size(), start + KEYS_AT_ONCE));
            read(KeyCondition.of(part), consumer);
        }
    }

    private void read(KeyCondition keys, DocumentConsumer consumer) {
        sessions.<Boolean>call(session -> {
            session.rows().read(session.source(), keys);
            render(new AddonRenderer(session.rows()), session.rows(), consumer);
            return true;
        });
    }

    private static void render(AddonRenderer renderer, AddonRows rows, DocumentConsumer consumer) {
        try {
            renderer.renderAll(consumer);
        } catch (JacksonException e) {
            throw DataException.of(
                            ErrorCode.DOCUMENT_REFUSED,
                            "add-on "
                                    + rows.addons().addon()
                                    + " cannot be rendered: "
                                    + e.getOriginalMessage(),
                            e)
                    .withHint("a column of JSON in its previews or its file holds something else");
        }
    }

    @Override
    public void readVersions(KeyRange range, VersionConsumer consumer) {
        sessions.<Boolean>call(session -> {
            session.rows().readStamps(session.source(), KeyCondition.of(range));
            var addons = session.rows().addons();
            var related = session.rows().related();
            var modified = new ModifiedStamp();
            for (; !addons.atEnd(); addons.next()) {
                modified.begin(addons);
                for (var rows : related) {
                    if (rows.belongsTo(addons.addon())) {
                        modified.include(rows);
                    }
                }
                consumer.accept(addons.addon(), modified.epochMillis());
            }
            return true;
        });
    }

    @Override
    public void close() {
        sessions.close();
    }
}
