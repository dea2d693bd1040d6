/**
 * What is done in detail, for those who asked for it by {@code --verbose}: each statement and
 * request, its server and its time. Costs nothing, not even the logging library, otherwise.
 */
@NullMarked
package org.addonsdata.core.details;

import org.jspecify.annotations.NullMarked;
