/** The servers that this module's tests run on, and what a test asks of their schemas. */
@NullMarked
package org.addonsdata.addons.servers;

import org.jspecify.annotations.NullMarked;
