/**
 * Servers that somebody else runs, one or a cluster. {@link
 * org.addonsdata.services.external.DatabaseUrl} reads where they are; {@link
 * org.addonsdata.services.external.ExternalStack} starts and stops nothing: it asks whether they
 * answer, chooses the node of a cluster that a command works with, and hands its endpoint on.
 * {@link org.addonsdata.services.external.Locality} tells what is private from what may be
 * production. Where settings and passwords come from, and how the search server is spoken to, it is
 * told.
 */
@NullMarked
package org.addonsdata.services.external;

import org.jspecify.annotations.NullMarked;
