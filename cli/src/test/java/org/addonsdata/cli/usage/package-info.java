/**
 * The command line as people use it: the built distribution and make, run as processes on machines
 * of their own (a home directory, a volume, two ports), and looked at from outside: exit status,
 * output, files, the servers' own interfaces. A {@link org.addonsdata.cli.usage.Machine} stops what
 * it started by its process id and fails when something is left. Nothing here may know how a
 * command does its work.
 */
@NullMarked
package org.addonsdata.cli.usage;

import org.jspecify.annotations.NullMarked;
