/**
 * The little that every module that speaks SQL shares: where connections come from, how names are
 * quoted, and how a server tells that its disk is full.
 */
@NullMarked
package org.addonsdata.core.sql;

import org.jspecify.annotations.NullMarked;
