/**
 * What a user can ask for: initialise, undo, reindex, status. Each takes its options record and the
 * {@link org.addonsdata.lifecycle.usecase.Workplace} it works in, takes the lock, finishes what a
 * crash interrupted, does its steps and returns what it did.
 */
@NullMarked
package org.addonsdata.lifecycle.usecase;

import org.jspecify.annotations.NullMarked;
