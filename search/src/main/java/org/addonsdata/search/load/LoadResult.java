package org.addonsdata.search.load;

/**
 * What a load wrote.
 *
 * @param documents how many the server took
 * @param bytes of their bulk requests, before compression
 * @param digests of what the view held
 */
public record LoadResult(long documents, long bytes, RangeDigests digests) {}
