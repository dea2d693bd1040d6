/** One class a command: its words, the use case it runs, and how its result reads. */
@NullMarked
package org.addonsdata.cli.commands;

import org.jspecify.annotations.NullMarked;
