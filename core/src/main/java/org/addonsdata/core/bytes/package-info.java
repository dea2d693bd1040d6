/**
 * The little that everything which works with arrays of bytes shares. Knows nothing of what they
 * hold.
 */
@NullMarked
package org.addonsdata.core.bytes;

import org.jspecify.annotations.NullMarked;
