/**
 * What all benchmarks measure with: the time, processor time and memory of one process, the figures
 * of several runs of the same thing, and the turns in which the things compared are run. Knows
 * nothing of what is measured.
 */
@NullMarked
package org.addonsdata.bench.measure;

import org.jspecify.annotations.NullMarked;
