/**
 * Writes rows into tables quickly: callers append values in the order of a table's columns, full
 * buffers go to the server on several connections, as {@code LOAD DATA LOCAL} streams where client
 * and server allow it and as multi-row inserts elsewhere. Memory is bounded by the number of tables
 * and connections, whatever the number of rows. Knows the tables' columns, not what the rows mean.
 */
@NullMarked
package org.addonsdata.addons.load;

import org.jspecify.annotations.NullMarked;
