/**
 * What lies between a snapshot and a generation: the account that may load into one schema only,
 * and the objects that are to be made when that schema's tables are live.
 */
@NullMarked
package org.addonsdata.lifecycle.restore;

import org.jspecify.annotations.NullMarked;
