/**
 * The indexes behind an alias, from creation to deletion. An index that this tool makes says so in
 * its mapping's {@code _meta}, with the fingerprint of its definition and the generation of data it
 * belongs to; what does not say so is never changed or deleted. A new index is created aside,
 * sealed when it is filled and verified, and published by one alias action. Knows nothing of
 * documents.
 */
@NullMarked
package org.addonsdata.search.index;

import org.jspecify.annotations.NullMarked;
