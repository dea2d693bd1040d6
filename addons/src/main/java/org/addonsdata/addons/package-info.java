/**
 * The addons-server application: what the life cycle needs to know of its data. Migrations make the
 * schema, the population fills it, the index describes and renders its search documents; each lives
 * in a package of its own and they meet in the tables only.
 */
@NullMarked
package org.addonsdata.addons;

import org.jspecify.annotations.NullMarked;
