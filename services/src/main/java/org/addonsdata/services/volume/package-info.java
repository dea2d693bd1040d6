/**
 * Volumes: directories that outlast every command and every server. A {@link
 * org.addonsdata.services.volume.Volume} knows where on it everything lies, what it holds and
 * whether it is ours at all; {@link org.addonsdata.services.volume.Volumes} finds, lists and
 * removes them. What is not ours is never touched, and what was interrupted is finished or swept by
 * the next one. Nothing here starts a server.
 */
@NullMarked
package org.addonsdata.services.volume;

import org.jspecify.annotations.NullMarked;
