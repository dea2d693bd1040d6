/** What the tests of this module share: a source that changes, and a node that misbehaves. */
@NullMarked
package org.addonsdata.search.testkit;

import org.jspecify.annotations.NullMarked;
