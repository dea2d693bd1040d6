package org.addonsdata.cli.commands;

import org.addonsdata.cli.console.Console;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.lifecycle.usecase.Initialisation;
import org.addonsdata.services.Mode;
import org.addonsdata.services.ServiceStack;
import tools.jackson.databind.json.JsonMapper;

/** Where the servers answer, as the last lines of the commands that start or fill them. */
record ServerLines(ServiceStack.Running running, Settings settings) {
    void show(Console console, Initialisation.Result result) {
        var database = running.database();
        var search = running.search().nodes().getFirst();
        if (console.isJson()) {
            var json = JsonMapper.shared().createObjectNode();
            if (onVolume()) {
                json.put("volume", settings.text(Setting.DATA_VOLUME));
            }
            json.putObject("database").put("host", database.host()).put("port", database.port());
            json.put("search", search.toString());
            var steps = json.putArray("steps");
            for (var step : result.steps()) {
                steps.addObject()
                        .put("step", step.name().text())
                        .put("performed", step.performed())
                        .put("detail", step.detail());
            }
            console.result(json);
            return;
        }
        console.line("database  mysql://%s:%d".formatted(database.host(), database.port()));
        console.line("search    " + search);
        if (onVolume()) {
            console.line("volume    " + settings.text(Setting.DATA_VOLUME));
        }
    }

    private boolean onVolume() {
        return Stacks.mode(settings) != Mode.EXTERNAL;
    }
}
