/**
 * The schema of the addons database as numbered SQL files, applied by Flyway. The files are named
 * by a list, so that nothing scans the class path and the fingerprint needs no database. Knows
 * nothing of what the tables will hold.
 */
@NullMarked
package org.addonsdata.addons.migration;

import org.jspecify.annotations.NullMarked;
