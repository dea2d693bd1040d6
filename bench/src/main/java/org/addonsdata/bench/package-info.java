/**
 * Benchmarks. Each is a main that measures in one run what it compares, several times, and prints
 * medians and spread.
 */
@NullMarked
package org.addonsdata.bench;

import org.jspecify.annotations.NullMarked;
