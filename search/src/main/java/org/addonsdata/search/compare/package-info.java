/**
 * Finds what differs between an index and its source, and makes it the same. Both are read by key
 * range, ascending, and walked side by side, so that no more than a page of either is in memory.
 * What differs is read from the source once more and written under the condition that nobody else
 * has written it meanwhile. The same comparison catches up with changes made during a load, checks
 * a live index, and repairs it.
 */
@NullMarked
package org.addonsdata.search.compare;

import org.jspecify.annotations.NullMarked;
