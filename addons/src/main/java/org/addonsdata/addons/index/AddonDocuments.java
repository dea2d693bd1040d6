package org.addonsdata.addons.index;

import java.sql.SQLException;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.generation.DatabaseErrors;
import org.addonsdata.search.DocumentSource;

/**
 * The documents of the index {@code addons}: one for each row of the table {@code addons}, by its
 * id.
 *
 * <p>As upstream, every add-on has a document, whatever its status: those that are not public are
 * kept from searches by {@code status} and {@code is_disabled}, and staff can find them. Only a row
 * that is gone has none.
 *
 * <p>A document's version, and its field {@code modified}, is the greatest {@code modified} among
 * the add-on's row and the rows the document is made of: current version, file, license,
 * compatibility, authorship, categories, tags, previews, promotions and all translations shown. A
 * change of any of these is therefore noticed. Not noticed, until the add-on changes in another way
 * or a full reindex, are: a related row that was deleted while nothing else changed (a tag taken
 * off), a developer's new name (their row changes with every login), a tag's new text (its row
 * changes with every use), and a second change within one millisecond.
 *
 * <p>A view is one moment of the database: all its readers see the same rows, also with several
 * readers (see {@code SnapshotSessions}). Reading a range takes the same number of queries whatever
 * it holds.
 */
public final class AddonDocuments implements DocumentSource {
    private final Connections connections;
    private final String schema;

    /** Documents read from the schema, which may be a staged one. */
    public AddonDocuments(Connections connections, String schema) {
        this.connections = connections;
        this.schema = schema;
    }

    @Override
    public View open(int readers) {
        try {
            return new AddonView(SnapshotSessions.open(connections, schema, readers));
        } catch (SQLException e) {
            throw DatabaseErrors.failed("read the add-ons", e);
        }
    }
}
