/**
 * Takes a snapshot. Sessions are opened that all see one moment; workers read stretches of tables
 * along their keys and turn rows into SQL; one writer puts the stretches into their order, cuts
 * statements and chunks by size alone, hashes and writes. So the bytes depend on the data, never on
 * the number of workers. Memory is bounded by what workers may hold before their turn. The
 * directory appears under its name only when it is complete.
 */
@NullMarked
package org.addonsdata.snapshot.export;

import org.jspecify.annotations.NullMarked;
