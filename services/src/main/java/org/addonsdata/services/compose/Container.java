package org.addonsdata.services.compose;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A container as {@code docker container inspect} tells it.
 *
 * @param service its name in the Compose file; empty for one that is not of Compose
 * @param ours whether it came of a {@code docker-compose.yml} of addons-data
 * @param health what its health check says, such as {@code starting} or {@code unhealthy}; empty
 *     where it has none
 * @param port published on 127.0.0.1 for the server's own, 0 for none
 * @param mounts names of volumes and paths of directories
 */
record Container(
        String id,
        String name,
        String service,
        boolean ours,
        String image,
        boolean running,
        int exitStatus,
        boolean outOfMemory,
        String health,
        Optional<Instant> started,
        int port,
        TreeSet<String> mounts) {
    private static final String SERVICE_LABEL = "com.docker.compose.service";

    /** In the Compose file, so that containers of another project of this name are not ours. */
    private static final String OUR_LABEL = "org.addonsdata.service";

    static Container of(JsonNode object) {
        var labels = object.path("Config").path("Labels");
        var state = object.path("State");
        return new Container(
                object.path("Id").asString(""),
                object.path("Name").asString("").replaceFirst("^/", ""),
                labels.path(SERVICE_LABEL).asString(""),
                labels.has(OUR_LABEL),
                object.path("Config").path("Image").asString(""),
                state.path("Running").asBoolean(false),
                state.path("ExitCode").asInt(0),
                state.path("OOMKilled").asBoolean(false),
                state.path("Health").path("Status").asString(""),
                instant(state.path("StartedAt").asString("")),
                port(object.path("HostConfig").path("PortBindings")),
                mounts(object.path("Mounts")));
    }

    /** One that has ended is called so too, but its end says more. */
    boolean isUnhealthy() {
        return running && health.equals("unhealthy");
    }

    /** One that was made and could not be started has not. */
    boolean hasRun() {
        return started.filter(instant -> instant.isAfter(Instant.EPOCH)).isPresent();
    }

    /** Why it does not run, as a clause. */
    String end() {
        return outOfMemory
                ? "was killed, as it wanted more memory than it may have"
                : "ended with status " + exitStatus;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int port(JsonNode bindings) {
        for (var binding : bindings.properties()) {
            var port = binding.getValue().path(0).path("HostPort").asString("");
            if (!port.isEmpty()) {
                return Integer.parseInt(port);
            }
        }
        return 0;
    }

    private static TreeSet<String> mounts(JsonNode list) {
        var mounts = new TreeSet<String>();
        for (var mount : list.values()) {
            var isVolume = mount.path("Type").asString("").equals("volume");
            mounts.add(mount.path(isVolume ? "Name" : "Source").asString(""));
        }
        return mounts;
    }
}
