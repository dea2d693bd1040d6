/**
 * Generations of a database and the switch between them.
 *
 * <p>A generation is everything the live schema held or will hold: its tables, and the triggers,
 * views, routines and events upon them. It is named by an id that a row in its own bookkeeping
 * tables carries, so that the name moves with the tables. The live one is in the live schema; every
 * other one is parked in the schema {@code <live>__<id>}, be it still being built or replaced and
 * kept for undo. The switch detaches the objects that cannot be renamed (recording them in the
 * bookkeeping first), renames all tables of both schemas in one atomic statement, and attaches the
 * objects again. That one statement is the moment of truth: what is left to do after a crash can be
 * read from the bookkeeping on either side of it, so there is no other journal.
 *
 * <p>Knows nothing of what the tables hold, of search, or of who runs the server. Everything here
 * expects that its caller holds the {@link org.addonsdata.lifecycle.generation.OperationLock}.
 */
@NullMarked
package org.addonsdata.lifecycle.generation;

import org.jspecify.annotations.NullMarked;
