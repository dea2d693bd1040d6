/**
 * What can go wrong for a user: one exception type, one catalogue of codes, each with the exit
 * status of the command that meets it. Errors travel up unlogged, gain context on the way, and one
 * place in the command line prints them.
 */
@NullMarked
package org.addonsdata.core.errors;

import org.jspecify.annotations.NullMarked;
