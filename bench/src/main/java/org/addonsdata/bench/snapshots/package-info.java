/**
 * How fast data is exported and restored, side by side with the tools that people use today.
 *
 * <p>{@link org.addonsdata.bench.snapshots.SnapshotBench} starts each server that can be had, fills
 * it with generated add-ons, and lets every contender export and restore them in turns, each in a
 * process of its own: our built distribution, the server's own dump tool and client, mydumper and
 * myloader. What was restored is compared with what was exported. Then the same with many small
 * tables. The figures go to a table, a JSON file and a chart.
 */
@NullMarked
package org.addonsdata.bench.snapshots;

import org.jspecify.annotations.NullMarked;
