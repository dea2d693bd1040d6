/**
 * What a person or a script sees: results on standard output, progress and errors on standard
 * error. On a terminal tasks are drawn in place; elsewhere they are plain lines.
 */
@NullMarked
package org.addonsdata.cli.console;

import org.jspecify.annotations.NullMarked;
