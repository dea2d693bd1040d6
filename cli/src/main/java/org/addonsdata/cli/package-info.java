/**
 * The command line: parses words into an options record, runs one use case, shows its result.
 * Commands hold no logic of their own.
 */
@NullMarked
package org.addonsdata.cli;

import org.jspecify.annotations.NullMarked;
