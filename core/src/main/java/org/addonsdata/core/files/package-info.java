/**
 * Files that must not be half there: written aside, synced, moved; private to their owner; and
 * locks between processes.
 */
@NullMarked
package org.addonsdata.core.files;

import org.jspecify.annotations.NullMarked;
