package org.addonsdata.search.load;

/**
 * The state of an indexed document that a write may depend on; see "Optimistic concurrency
 * control".
 */
public record DocumentState(long sequenceNumber, long primaryTerm) {}
