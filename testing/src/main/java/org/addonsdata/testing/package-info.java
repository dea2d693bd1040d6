/**
 * Real servers for the other modules' tests: one of each database and one search node for all tests
 * of a JVM, ended with the last test. For tests only; nothing of the product may use it.
 */
@NullMarked
package org.addonsdata.testing;

import org.jspecify.annotations.NullMarked;
