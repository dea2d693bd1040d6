/**
 * Generations of data and the use cases upon them: initialise, reset, undo, reindex, status.
 * Whatever replaces data is built as a new generation aside, verified there and switched in one
 * step; see {@code docs/design.md}. Use cases take an options record, report to a {@link
 * org.addonsdata.core.progress.Progress}, return a result record, and print nothing. What is stored
 * is the {@link org.addonsdata.lifecycle.application.Application}'s business.
 */
@NullMarked
package org.addonsdata.lifecycle;

import org.jspecify.annotations.NullMarked;
