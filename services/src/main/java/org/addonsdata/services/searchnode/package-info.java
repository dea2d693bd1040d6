/**
 * OpenSearch or Elasticsearch as one embedded node. A {@link
 * org.addonsdata.services.searchnode.SearchNode} is started on a directory of a volume, found by
 * its run file, waited for over HTTP and stopped. Its jars are copied once from the distribution
 * into the user's cache, so that nothing that rebuilds or deletes the distribution can pull them
 * from under a running node; an ahead-of-time cache that fits them makes it start in a third of the
 * time. Nothing here knows what is indexed.
 */
@NullMarked
package org.addonsdata.services.searchnode;

import org.jspecify.annotations.NullMarked;
