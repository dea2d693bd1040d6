/**
 * Dumps that mean harm, each with the reason for which it is refused, or the word {@code loads}
 * where a restore lets it through because it can do none.
 */
@NullMarked
package org.addonsdata.testkit.hostile;

import org.jspecify.annotations.NullMarked;
