package org.addonsdata.search.compare;

import org.addonsdata.search.index.OwnIndex;

/**
 * What two small requests tell of the live index.
 *
 * @param documents how many are found in it now; {@link OwnIndex#documents} is how many it had at
 *     first
 * @param mappingMatches whether it was made from the definition of today
 */
public record QuickCheck(OwnIndex index, long documents, boolean mappingMatches) {}
