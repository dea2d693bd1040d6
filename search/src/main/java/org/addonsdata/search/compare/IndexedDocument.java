package org.addonsdata.search.compare;

import org.addonsdata.search.load.DocumentState;

/**
 * A document as the index has it: its key, its version and the state that a write may depend on.
 */
record IndexedDocument(long key, long version, DocumentState state) {}
