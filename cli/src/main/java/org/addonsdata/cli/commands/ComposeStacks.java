package org.addonsdata.cli.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.services.compose.ComposeSettings;
import org.addonsdata.services.compose.ComposeSettings.Server;
import org.addonsdata.services.compose.ComposeStack;
import org.addonsdata.services.compose.DockerVolumes;
import org.addonsdata.services.volume.VolumeStore;

/** Builds the containers that settings mean. */
final class ComposeStacks {
    private static final String FILE = "docker-compose.yml";

    /** Somebody else's file in the same place has not. */
    private static final String MARK = "org.addonsdata.service:";

    private ComposeStacks() {}

    static VolumeStore volumes(Invocation invocation) {
        return new DockerVolumes(state(invocation), invocation.environment());
    }

    static ServiceStack of(Invocation invocation, Settings settings) {
        return new ComposeStack(
                new ComposeSettings(
                        settings.text(Setting.DATA_VOLUME),
                        state(invocation),
                        file(invocation),
                        given(settings, Setting.DOCKER_PROJECT),
                        server(settings, Setting.MYSQL_IMAGE, Setting.MYSQL_PORT),
                        server(settings, Setting.SEARCH_IMAGE, Setting.SEARCH_PORT),
                        settings.text(Setting.SEARCH_HEAP),
                        given(settings, Setting.MYSQL_ROOT_PASSWORD).orElse(""),
                        invocation.environment()));
    }

    private static Path state(Invocation invocation) {
        return invocation.dataHome().resolve("compose");
    }

    private static Server server(Settings settings, Setting image, Setting port) {
        return new Server(
                settings.text(image),
                settings.isChosen(image),
                settings.port(port),
                settings.isChosen(port));
    }

    private static Optional<String> given(Settings settings, Setting setting) {
        return settings.has(setting) ? Optional.of(settings.text(setting)) : Optional.empty();
    }

    /** The directory's own, if it has ours, so that it can be changed there; or as delivered. */
    private static Path file(Invocation invocation) {
        var own = invocation.project().directory().resolve(FILE);
        try {
            if (Files.isRegularFile(own) && Files.readString(own).contains(MARK)) {
                return own;
            }
        } catch (IOException e) {
            return invocation.home().resolve(FILE);
        }
        return invocation.home().resolve(FILE);
    }
}
