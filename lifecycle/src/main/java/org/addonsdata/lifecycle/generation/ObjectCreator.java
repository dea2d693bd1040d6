package org.addonsdata.lifecycle.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.snapshot.dump.Definer;
import org.addonsdata.snapshot.objects.CreatedObjects;
import org.addonsdata.snapshot.objects.ObjectReader;
import org.addonsdata.snapshot.objects.SchemaObject;
import org.jspecify.annotations.Nullable;

/**
 * Creates views, triggers, routines and events in a schema so that none gets more rights than it is
 * meant to have. Each definition is checked first. What belongs to the application's account is
 * created by that account; where it may not, as with triggers on a MySQL that writes a binary log,
 * and for other definers, the administrator runs the statement, whose head was made here and names
 * the definer. What the server lists afterwards as something else is dropped at once.
 */
final class ObjectCreator implements AutoCloseable {
    private final Connection administrator;
    private final String schema;
    private final Connections owners;
    private @Nullable Owner owner;
    private boolean isAsked;

    private record Owner(Connection connection, Definer definer) {}

    /**
     * @param owners connections of the application's account
     */
    ObjectCreator(Connection administrator, String schema, Connections owners) {
        this.administrator = administrator;
        this.schema = schema;
        this.owners = owners;
    }

    /** Creates what can be created; what the server makes something else of is not. */
    CreatedObjects create(List<SchemaObject> objects) throws SQLException {
        if (objects.isEmpty()) {
            return new CreatedObjects(List.of(), Map.of());
        }
        administrator.setCatalog(schema);
        var result = CreatedObjects.create(objects, this::create);
        var created = new ArrayList<>(result.created());
        var reasons = new LinkedHashMap<>(result.reasons());
        var listed = new ObjectReader(administrator, schema).list();
        for (var object : result.created()) {
            if (listed.stream().noneMatch(one -> one.isAs(object))) {
                object.drop(administrator);
                created.remove(object);
                reasons.put(object, "the server made something else of it, which was dropped");
            }
        }
        return new CreatedObjects(created, reasons);
    }

    /** Creates one object, which the caller looks at. */
    void create(SchemaObject object) throws SQLException {
        var checked = object.checked();
        if (!createAsOwner(checked)) {
            checked.create(administrator);
        }
    }

    private boolean createAsOwner(SchemaObject object) throws SQLException {
        var account = owner().filter(one -> one.definer.equals(object.definer()));
        if (account.isEmpty()) {
            return false;
        }
        try {
            object.create(account.get().connection);
            return true;
        } catch (SQLException e) {
            if (DatabaseErrors.isLackOfRights(e)) {
                return false;
            }
            throw e;
        }
    }

    /** The application's account, if it is let in and can reach the schema. */
    private Optional<Owner> owner() {
        if (!isAsked) {
            isAsked = true;
            owner = open();
        }
        return Optional.ofNullable(owner);
    }

    private @Nullable Owner open() {
        try (var opened = new Closer()) {
            var connection = opened.own(owners.open(schema));
            var account = new Owner(connection, account(connection));
            opened.release();
            return account;
        } catch (SQLException e) {
            return null;
        }
    }

    /** The account as which a connection was let in. */
    static Definer account(Connection connection) throws SQLException {
        return Sql.first(
                        connection, "SELECT CURRENT_USER()", row -> Definer.parse(row.getString(1)))
                .orElseThrow();
    }

    @Override
    public void close() throws SQLException {
        if (owner != null) {
            owner.connection.close();
        }
    }
}
