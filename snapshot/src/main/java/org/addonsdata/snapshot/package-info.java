/**
 * The {@code .sql} snapshot: written from several connections at one consistent moment, the same
 * bytes for the same data, with a manifest; read back by a lexer that lets through only what a dump
 * needs. A library that needs JDBC connections and knows nothing of add-ons, of search, or of who
 * runs the servers.
 */
@NullMarked
package org.addonsdata.snapshot;

import org.jspecify.annotations.NullMarked;
