/**
 * Feeds a reader with inputs that are nearly right: examples of its format, changed at random from
 * a seed that is printed when one fails. A reader must answer every input in time, within little
 * memory, and with its result or its own kind of error.
 */
@NullMarked
package org.addonsdata.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
