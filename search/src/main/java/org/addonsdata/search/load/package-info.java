/**
 * Fills an index. Readers take key ranges from a view of the source, render each document once into
 * the lines of a bulk request, and hand full requests through a short queue to senders; so much is
 * in memory at once and no more, whatever the size of the source. The number of senders and the
 * size of requests follow the throughput that is measured. Each request is repeated until every
 * document in it is accepted or refused for good. On the way a digest of keys and versions is kept
 * for each range, from which a later view tells what has changed since. Knows nothing of aliases.
 */
@NullMarked
package org.addonsdata.search.load;

import org.jspecify.annotations.NullMarked;
