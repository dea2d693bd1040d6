/**
 * Database and search as background processes on one volume. {@link
 * org.addonsdata.services.embedded.EmbeddedStack} checks everything that can be refused before it
 * starts anything, starts both side by side, attaches to what runs, and names what died. What a
 * killed command left half made is finished here, as only the whole of volume and server tells what
 * is valid.
 */
@NullMarked
package org.addonsdata.services.embedded;

import org.jspecify.annotations.NullMarked;
