/**
 * The directory that snapshots are kept in: which are there, which of them are whole, which is the
 * latest, and which may go. Needs no server.
 */
@NullMarked
package org.addonsdata.snapshot.store;

import org.jspecify.annotations.NullMarked;
