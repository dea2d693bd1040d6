/**
 * MySQL and Elasticsearch as containers of Docker Compose. {@link
 * org.addonsdata.services.compose.ComposeStack} checks what can be refused before anything is
 * started, creates the external volume if it is missing, runs {@code docker compose up --wait} on
 * the project's {@code docker-compose.yml}, and waits until both servers answer; {@link
 * org.addonsdata.services.compose.DockerVolumes} speaks of the volumes. Everything goes through the
 * {@code docker} program of the user, so that contexts, sockets and plugins are theirs. Nothing is
 * touched but the containers, the network and the search volume of one project, and the volume that
 * was named. Nothing here knows what is stored.
 */
@NullMarked
package org.addonsdata.services.compose;

import org.jspecify.annotations.NullMarked;
