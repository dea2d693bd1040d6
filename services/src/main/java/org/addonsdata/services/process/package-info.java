/**
 * Servers as background processes that outlive the command that started them. A {@link
 * org.addonsdata.services.process.DaemonSpec} is started in a session of its own; its run file lets
 * later commands find it again, tell a living process from a dead, a lingering or a foreign one,
 * and stop it. {@link org.addonsdata.services.process.Readiness} waits for its first answer.
 * Nothing here knows which server it is.
 */
@NullMarked
package org.addonsdata.services.process;

import org.jspecify.annotations.NullMarked;
