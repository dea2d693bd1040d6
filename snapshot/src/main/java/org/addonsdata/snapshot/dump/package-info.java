/**
 * Reads dumps as the servers' clients do, statement by statement: {@link
 * org.addonsdata.snapshot.dump.DumpReader} takes bytes, follows quotes, comments, conditional
 * comments and {@code DELIMITER}, never goes back, and hands out {@link
 * org.addonsdata.snapshot.dump.DumpStatement}s that say what they are. Tokens are those of the
 * server that {@link org.addonsdata.snapshot.dump.DumpRules} names, and what is to run is rebuilt
 * from them. Rows are not collected but streamed to a {@link org.addonsdata.snapshot.dump.RowSink}.
 * What a dump does not need, or what can be read in two ways, becomes a {@link
 * org.addonsdata.snapshot.dump.DumpStatement.Refused}. Asks no server and executes nothing.
 */
@NullMarked
package org.addonsdata.snapshot.dump;

import org.jspecify.annotations.NullMarked;
