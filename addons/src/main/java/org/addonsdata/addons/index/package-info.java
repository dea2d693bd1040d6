/**
 * The search index of the add-ons: what it is ({@link org.addonsdata.addons.index.AddonIndex}), the
 * documents in it ({@link org.addonsdata.addons.index.AddonDocuments}) and how the site searches it
 * ({@link org.addonsdata.addons.index.AddonSearchQuery}).
 *
 * <p>For a range of keys a fixed number of queries, each ordered by add-on, is read whole; the
 * renderer walks their rows side by side, as a merge join does, and writes each document straight
 * to UTF-8 JSON, texts as the bytes the server sent. Knows the schema and the index; knows nothing
 * of clusters, bulk requests or who runs the servers.
 */
@NullMarked
package org.addonsdata.addons.index;

import org.jspecify.annotations.NullMarked;
