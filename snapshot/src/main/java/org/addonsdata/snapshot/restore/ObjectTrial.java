package org.addonsdata.snapshot.restore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.snapshot.database.Sql;
import org.addonsdata.snapshot.dump.Definer;
import org.addonsdata.snapshot.objects.CreatedObjects;
import org.addonsdata.snapshot.objects.ObjectReader;
import org.addonsdata.snapshot.objects.ObjectReader.Listed;
import org.addonsdata.snapshot.objects.SchemaObject;
import org.jspecify.annotations.Nullable;

/**
 * Tries views, triggers, routines and events out in a staging schema: each is created there, events
 * so that they do not run, by an account that can reach nothing else, read back from the server,
 * and removed again. What was read back is what the server understood, and what can be created
 * later.
 */
public final class ObjectTrial {
    private static final int NEEDS_SUPER = 1419;

    private final Connection connection;
    private final Definer account;
    private final ObjectReader reader;
    private final @Nullable ObjectMaker maker;

    /**
     * @param connection of the restricted account, whose default schema is the staging schema; its
     *     session is left as it was
     * @param maker creates what the account may not; null where it may create everything
     */
    public ObjectTrial(Connection connection, @Nullable ObjectMaker maker) throws SQLException {
        this.connection = connection;
        this.account = Definer.parse(Sql.text(connection, "SELECT CURRENT_USER()"));
        this.reader = new ObjectReader(connection, Sql.text(connection, "SELECT DATABASE()"));
        this.maker = maker;
    }

    /** The account that everything belongs to while it is tried out. */
    Definer account() {
        return account;
    }

    /**
     * Creates the objects, reads them back and removes them.
     *
     * @return them as the server prints them, in the same order, with their definers
     * @throws DataException {@link ErrorCode#VERIFICATION_FAILED} that names every object that
     *     cannot be created, or what was created instead; whatever was created is gone again
     */
    public List<SchemaObject> run(List<SchemaObject> objects) throws SQLException {
        var before = reader.list();
        var tried = objects.stream().map(object -> object.ownedBy(account).asleep()).toList();
        var failures = CreatedObjects.create(tried, this::create).failures();
        var created = reader.list();
        created.removeIf(before::contains);
        try {
            require(failures.isEmpty(), String.join("; ", failures));
            return readBack(objects, tried, created);
        } finally {
            for (var object : created.reversed()) {
                object.drop(connection);
            }
        }
    }

    private void create(SchemaObject object) throws SQLException {
        try {
            object.create(connection);
        } catch (SQLException e) {
            if (maker == null || e.getErrorCode() != NEEDS_SUPER) {
                throw e;
            }
            maker.make(object);
        }
    }

    private List<SchemaObject> readBack(
            List<SchemaObject> objects, List<SchemaObject> tried, List<Listed> created)
            throws SQLException {
        var others = new ArrayList<>(created);
        var readBack = new ArrayList<SchemaObject>();
        for (int i = 0; i < tried.size(); i++) {
            var object = tried.get(i);
            var listed =
                    others.stream()
                            .filter(one -> one.isAs(object) && !one.awake())
                            .findFirst()
                            .orElseThrow(() ->
                                    failure(
                                            "the server did not create the %s as it was asked to"
                                                    .formatted(object)));
            others.remove(listed);
            var read = reader.read(listed).ownedBy(objects.get(i).definer());
            readBack.add(objects.get(i).isAwake() ? read.awake() : read);
        }
        require(
                others.isEmpty(),
                "the server created what it was not asked to: "
                        + others.stream().map(Listed::toString).collect(Collectors.joining(", ")));
        return readBack;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw failure(otherwise);
        }
    }

    private static DataException failure(String reason) {
        return DataException.of(ErrorCode.VERIFICATION_FAILED, reason)
                .withHint(
                        "nothing live was changed; correct or drop it where the dump comes from, and restore again");
    }
}
