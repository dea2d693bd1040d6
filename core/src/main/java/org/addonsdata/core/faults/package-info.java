/** Named moments at which tests make things go wrong. In ordinary runs they do nothing. */
@NullMarked
package org.addonsdata.core.faults;

import org.jspecify.annotations.NullMarked;
