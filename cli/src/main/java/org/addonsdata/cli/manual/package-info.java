/**
 * What a command tells about itself beyond its options: what it changes, how it ends, examples. It
 * is written once, in an annotation on the command, and shown as help, as man page and in tests.
 * Reads command models; knows no command.
 */
@NullMarked
package org.addonsdata.cli.manual;

import org.jspecify.annotations.NullMarked;
