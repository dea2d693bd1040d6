/**
 * Reads the rows of a query as the server sends them: length-encoded values, one after the other.
 * With MySQL Connector/J they are taken from its socket through one large buffer that is used again
 * and again; with another driver they are put together from what it hands out. Both give the same
 * bytes. Knows nothing of what the values mean.
 */
@NullMarked
package org.addonsdata.snapshot.wire;

import org.jspecify.annotations.NullMarked;
