/**
 * The files of a snapshot: their names, the manifest, and how rows are hashed. {@code
 * docs/snapshot-format.md} says the same in words for other programs.
 */
@NullMarked
package org.addonsdata.snapshot.format;

import org.jspecify.annotations.NullMarked;
