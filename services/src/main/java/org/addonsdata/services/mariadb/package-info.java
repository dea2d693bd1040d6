/**
 * A real MariaDB from a binary jar: its server unpacked once per version into a cache, a data
 * directory made by the server's own bootstrap with this volume's accounts, the server started on
 * 127.0.0.1 and asked until it answers. Directories, ports and passwords come from the caller;
 * nothing here knows of volumes or of what is stored.
 */
@NullMarked
package org.addonsdata.services.mariadb;

import org.jspecify.annotations.NullMarked;
