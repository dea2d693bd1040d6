/**
 * A new index from nothing to verified: create, load, catch up, verify, complete. It stands aside
 * until its owner publishes it; when anything fails it is removed and what is live was never
 * touched.
 */
@NullMarked
package org.addonsdata.search.build;

import org.jspecify.annotations.NullMarked;
