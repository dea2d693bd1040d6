/**
 * Named moments at which tests make things go wrong. In ordinary runs they do nothing. Whoever has
 * a {@link org.addonsdata.core.progress.Progress} or a task of one tells it the moments, so that
 * libraries need no listener more; use cases have theirs in their workplace.
 */
@NullMarked
package org.addonsdata.core.faults;

import org.jspecify.annotations.NullMarked;
