/**
 * How fast an index is filled, side by side on the embedded servers: by this tool, in the way
 * addons-server does it, and at the limit, by documents that were rendered beforehand. {@link
 * org.addonsdata.bench.index.IndexBench} starts the servers on a volume of its own, seeds it, and
 * runs every way in a process of its own, which measures itself; then it compares what is in the
 * indexes. Servers and seed are those of the product.
 */
@NullMarked
package org.addonsdata.bench.index;

import org.jspecify.annotations.NullMarked;
