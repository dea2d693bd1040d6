/**
 * What every module needs and none owns: errors, progress, cancellation, owners for threads and
 * resources, files that are whole or not there, locks, settings. Knows nothing of databases, search
 * or add-ons, and prints nothing.
 */
@NullMarked
package org.addonsdata.core;

import org.jspecify.annotations.NullMarked;
