package org.addonsdata.services.compose;

import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.services.compose.ComposeProject.Containers;
import org.addonsdata.services.compose.ComposeSettings.Server;
import org.addonsdata.services.compose.DockerProgram.Output;
import org.addonsdata.services.process.Ports;

/**
 * The way to running containers, in this order: refuse what cannot end well, fetch the images, make
 * the volume if it is missing, look at what lies on it if it is not, and only then start.
 *
 * @param before the containers there are already
 */
record ComposeStart(ComposeProject project, DataMount mount, Docker docker, Containers before) {
    private static final String MYSQL_IMAGE = "MYSQL_IMAGE";
    private static final String SEARCH_IMAGE = "SEARCH_IMAGE";

    boolean isNeeded() {
        return !isRunning(before.database()) || !isRunning(before.search());
    }

    private static boolean isRunning(Optional<Container> container) {
        return container.filter(Container::running).isPresent();
    }

    /**
     * Does everything but start.
     *
     * @throws DataException as {@link ComposeStack#start}
     */
    void prepare(Progress progress) {
        var database = project.settings().database();
        var search = project.settings().search();
        requireFile();
        if (!isRunning(before.database())) {
            // Before the ports: whoever has the volume often has the port, too.
            requireUnused();
        }
        requirePorts(database, search);
        if (!isRunning(before.database())) {
            fetch(database, MYSQL_IMAGE, progress);
            prepareVolume(database, progress);
        }
        if (!isRunning(before.search())) {
            fetch(search, SEARCH_IMAGE, progress);
        }
        noteDeath(before.database(), progress);
        noteDeath(before.search(), progress);
    }

    /** Starts, and waits until the health checks are content. */
    Output up() {
        return project.up(docker.program(), docker.cancellation());
    }

    private void requireFile() {
        if (!java.nio.file.Files.isReadable(project.settings().file())) {
            throw DataException.of(
                            ErrorCode.ENGINE_MISSING, "there is no " + project.settings().file())
                    .withHint("build the distribution anew: make build");
        }
    }

    private void requirePorts(Server database, Server search) {
        if (database.port() == search.port()) {
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "MYSQL_PORT and SEARCH_PORT are both " + search.port())
                    .withHint("set one of them to another port");
        }
        if (!isRunning(before.database())) {
            Ports.requireFree(database.port(), database.image(), "MYSQL_PORT");
        }
        if (!isRunning(before.search())) {
            Ports.requireFree(search.port(), search.image(), "SEARCH_PORT");
        }
    }

    /** Two servers on one volume damage it. */
    private void requireUnused() {
        docker.containersOn(mount.text()).stream()
                .filter(Container::running)
                .findFirst()
                .ifPresent(container -> {
                    throw DataException.of(
                                    ErrorCode.VOLUME_IN_USE,
                                    "%s is in use by the container %s"
                                            .formatted(mount.place(), container.name()))
                            .withHint("stop that container first, or use another DATA_VOLUME");
                });
    }

    private void fetch(Server server, String variable, Progress progress) {
        if (docker.hasImage(server.image())) {
            return;
        }
        try (var task = progress.start("image " + server.image(), Progress.Unit.STEPS)) {
            docker.pull(server.image(), variable);
            task.done("fetched");
        }
    }

    private void prepareVolume(Server database, Progress progress) {
        if (!mount.exists(docker)) {
            mount.create(docker);
            progress.note("created " + mount.place());
            return;
        }
        var looked =
                docker.look(
                        database.image(), mount.text(), DataDirectory.PATH, DataDirectory.SCRIPT);
        DataDirectory.parse(looked.out()).requireServable(mount.text(), database.image());
    }

    private static void noteDeath(Optional<Container> container, Progress progress) {
        container
                .filter(found -> !found.running() && found.hasRun())
                .ifPresent(found ->
                        progress.note(
                                "the container %s %s; starting it again"
                                        .formatted(found.name(), found.end())));
    }
}
