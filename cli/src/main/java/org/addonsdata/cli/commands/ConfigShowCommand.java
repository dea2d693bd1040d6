package org.addonsdata.cli.commands;

import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.cli.settings.Variables;
import org.addonsdata.core.errors.ExitStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Prints every setting, its value, and where that came from.")
@Manual(
        details = {
            "A flag is stronger than the environment, the environment than addons-data.yaml in the project, that than config.yaml of the user, that than what 'up' remembered, that than the default. Passwords are not shown."
        },
        changes = "Nothing.",
        examples = {
            @Example(line = "addons-data config show", does = "for a person"),
            @Example(
                    line = "addons-data config show --mysql-port 23306 --json",
                    does = "what another command would have with that flag, for a script")
        })
final class ConfigShowCommand extends DataCommand {
    @Mixin private final ServerOptions servers = new ServerOptions();

    ConfigShowCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var settings = settings(servers.flags());
        if (console().isJson()) {
            console().result(json(settings));
        } else {
            show(settings);
        }
        Variables.unknown(invocation().environment())
                .forEach((name, meant) -> console().remark(unknown(name, meant)));
        return ExitStatus.DONE;
    }

    private static String unknown(String name, Optional<String> meant) {
        return "warning: nothing reads the variable "
                + name
                + meant.map(nearest -> "; did you mean " + nearest + "?").orElse("");
    }

    private void show(Settings settings) {
        SettingLines.of(settings).forEach(console()::line);
        settings.indexSection()
                .ifPresent(index -> console().line("%-22s %s".formatted("index", index)));
        for (var file : invocation().configurationFiles()) {
            console()
                    .line(
                            "%-22s %s%s"
                                    .formatted(
                                            "file",
                                            file,
                                            Files.exists(file) ? "" : " (not there)"));
        }
    }

    private ObjectNode json(Settings settings) {
        var json = JsonMapper.shared().createObjectNode();
        var list = json.putObject("settings");
        for (var setting : Setting.values()) {
            var one = list.putObject(setting.name());
            one.put("value", settings.has(setting) ? SettingLines.text(settings, setting) : null);
            one.put("source", source(settings, setting));
            var file = settings.file(setting);
            if (file != null) {
                one.put("file", file.toString());
            }
        }
        settings.indexSection().ifPresent(index -> json.set("index", index));
        var files = json.putArray("files");
        for (var file : invocation().configurationFiles()) {
            files.addObject().put("path", file.toString()).put("exists", Files.exists(file));
        }
        Variables.unknown(invocation().environment())
                .keySet()
                .forEach(json.putArray("unknownVariables")::add);
        return json;
    }

    private static @Nullable String source(Settings settings, Setting setting) {
        return settings.has(setting)
                ? settings.value(setting).source().name().toLowerCase(Locale.ROOT)
                : null;
    }
}
