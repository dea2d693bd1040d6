package org.addonsdata.lifecycle.generation;

import java.util.Optional;
import java.util.regex.Pattern;
import org.addonsdata.snapshot.dump.Definitions;

/**
 * Something in a schema that cannot be renamed into another one together with the tables.
 *
 * @param session what its text depends on beside itself
 * @param definition the statement that creates it, without a schema before its name
 */
public record SchemaObject(Kind kind, String name, Session session, String definition) {
    private static final Pattern DEFINER =
            Pattern.compile("\\A[^(']*?\\bDEFINER=(`(?:[^`]|``)*`@`(?:[^`]|``)*`)");

    /** In the order in which objects are attached; they are detached in the reverse order. */
    public enum Kind {
        FUNCTION,
        PROCEDURE,
        VIEW,
        TRIGGER,
        EVENT
    }

    /**
     * The session variables that the server stores with an object and that creating it again must
     * restore.
     */
    public record Session(String sqlMode, String collationConnection, String timeZone) {
        /**
         * What a dump does not tell is empty and taken from the session that creates the object.
         */
        Session orElse(Session own) {
            return new Session(
                    sqlMode,
                    collationConnection.isEmpty() ? own.collationConnection : collationConnection,
                    timeZone.isEmpty() ? own.timeZone : timeZone);
        }
    }

    /** The account that the definition names, as it is written there. */
    Optional<String> definer() {
        var matcher = DEFINER.matcher(definition);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Whether a MySQL that writes a binary log lets only trusted accounts create it. */
    boolean isLogged() {
        return kind == Kind.FUNCTION || kind == Kind.TRIGGER;
    }

    /** The same, but an event so that it does not run. */
    SchemaObject asleep() {
        return kind == Kind.EVENT
                ? new SchemaObject(
                        kind, name, session, Definitions.disabledEvent(definition, session.sqlMode))
                : this;
    }

    /** The same with whoever creates it as the definer. */
    SchemaObject ofCreator() {
        var matcher = DEFINER.matcher(definition);
        if (!matcher.find()) {
            return this;
        }
        var before = definition.substring(0, matcher.start(1) - "DEFINER=".length());
        return new SchemaObject(kind, name, session, before + definition.substring(matcher.end(1)));
    }

    boolean isSameAs(SchemaObject other) {
        return kind == other.kind && name.equals(other.name);
    }
}
