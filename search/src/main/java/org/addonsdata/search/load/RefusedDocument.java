package org.addonsdata.search.load;

/** A document the server does not take, and why in its words. */
public record RefusedDocument(long key, String reason) {}
