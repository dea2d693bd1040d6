/**
 * Speaks HTTP with a search server: several nodes, credentials, trust, deadlines, and errors that a
 * user can act on. A {@link org.addonsdata.search.cluster.Call} goes in, an {@link
 * org.addonsdata.search.cluster.Answer} comes out; what differs between the families of servers is
 * told by {@link org.addonsdata.search.cluster.ServerFamily}. Knows nothing of indexes or
 * documents. Stands on the JDK's own {@link java.net.HttpURLConnection}, because the other clients
 * take most of the time that a short command has: the first answer takes 13 ms with it, 78 ms with
 * {@code java.net.http} and 85 ms with Elasticsearch's low-level client, all three with an
 * ahead-of-time cache.
 */
@NullMarked
package org.addonsdata.search.cluster;

import org.jspecify.annotations.NullMarked;
