/**
 * The life cycle of a search index: create, fill in bulk, verify, move the alias, check, repair,
 * drop. Speaks to Elasticsearch 6.8 to 9 and OpenSearch 2 and 3 over HTTP. Takes a definition
 * (settings and mapping), a source of documents by key range and a cluster; knows nothing of
 * add-ons, of SQL, or of who runs the servers.
 */
@NullMarked
package org.addonsdata.search;

import org.jspecify.annotations.NullMarked;
