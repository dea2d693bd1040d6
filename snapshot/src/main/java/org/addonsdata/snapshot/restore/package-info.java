/**
 * Brings a dump into a staging schema that the caller made, over connections of an account that can
 * reach nothing else. First the whole file is read and judged, and where its rows are is
 * remembered; then tables are made without secondary keys, several workers stream rows as {@code
 * LOAD DATA}, keys and foreign keys are added, everything is compared with the manifest. What
 * cannot be moved out of a staging schema is tried there, removed, and handed back as definitions.
 */
@NullMarked
package org.addonsdata.snapshot.restore;

import org.jspecify.annotations.NullMarked;
