/**
 * The search index of a generation: built from the schema in which the generation is being made,
 * published when the generation goes live, kept as long as the generation may come back. A
 * generation's index carries its id, so that what is published can always be held against what is
 * live.
 */
@NullMarked
package org.addonsdata.lifecycle.index;

import org.jspecify.annotations.NullMarked;
