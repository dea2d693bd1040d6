/**
 * The database and the search server an application's data lives in, and the volumes they live on.
 * A {@link org.addonsdata.services.ServiceStack} starts, finds and stops both; where they come from
 * is its secret. Nothing here knows what is stored.
 */
@NullMarked
package org.addonsdata.services;

import org.jspecify.annotations.NullMarked;
