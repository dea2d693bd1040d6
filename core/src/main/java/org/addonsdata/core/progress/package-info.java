/**
 * How long work tells what it does: use cases report tasks, the command line draws them. Nothing
 * here prints.
 */
@NullMarked
package org.addonsdata.core.progress;

import org.jspecify.annotations.NullMarked;
