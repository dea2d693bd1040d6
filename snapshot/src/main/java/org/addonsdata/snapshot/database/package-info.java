/**
 * What a database holds, read from the server's own tables: its version, tables with columns and
 * keys, and the definitions of views, triggers, routines and events. Reads only; knows nothing of
 * files.
 */
@NullMarked
package org.addonsdata.snapshot.database;

import org.jspecify.annotations.NullMarked;
