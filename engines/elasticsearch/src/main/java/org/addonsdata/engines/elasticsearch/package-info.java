/**
 * Elasticsearch as one node in a process of its own. Settings come in as arguments; everything else
 * is HTTP. Knows nothing of the rest of the product, which starts it by the name of its main class.
 */
@NullMarked
package org.addonsdata.engines.elasticsearch;

import org.jspecify.annotations.NullMarked;
