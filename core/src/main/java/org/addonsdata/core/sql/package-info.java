/**
 * The little that every module that speaks SQL shares: where connections come from and how names
 * are quoted.
 */
@NullMarked
package org.addonsdata.core.sql;

import org.jspecify.annotations.NullMarked;
