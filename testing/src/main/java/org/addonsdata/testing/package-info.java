/**
 * Real servers and strict habits for the other modules' tests: one of each database and one search
 * node for all tests of a JVM, ended with the last test, and a check that a test leaves nothing
 * running. For tests only; nothing of the product may use it.
 */
@NullMarked
package org.addonsdata.testing;

import org.jspecify.annotations.NullMarked;
