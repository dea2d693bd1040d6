/**
 * Owners for everything that runs or is open: a scope that joins what it forked, a closer that
 * closes in reverse and keeps every failure, deadlines, and cancellation that reaches all of them.
 */
@NullMarked
package org.addonsdata.core.concurrent;

import org.jspecify.annotations.NullMarked;
