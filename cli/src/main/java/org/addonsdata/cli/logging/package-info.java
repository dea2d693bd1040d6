/**
 * What is logged: the errors of libraries reach standard error, and with {@code --verbose} what our
 * own code tells at the level of debugging, without passwords. Otherwise our code reports progress
 * and throws.
 */
@NullMarked
package org.addonsdata.cli.logging;

import org.jspecify.annotations.NullMarked;
