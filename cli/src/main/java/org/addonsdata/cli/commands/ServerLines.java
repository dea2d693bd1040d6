package org.addonsdata.cli.commands;

import org.addonsdata.cli.console.Console;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.lifecycle.usecase.Initialisation;
import org.addonsdata.services.ServiceStack;
import tools.jackson.databind.json.JsonMapper;

/** Where the servers answer, as the last lines of the commands that start or fill them. */
record ServerLines(ServiceStack.Running running, Settings settings) {
    void show(Console console, Initialisation.Result result) {
        var database = running.database();
        var search = running.search().nodes().getFirst();
        var volume = settings.text(Setting.DATA_VOLUME);
        if (console.isJson()) {
            var json = JsonMapper.shared().createObjectNode();
            json.put("volume", volume);
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
        console.line("volume    " + volume);
    }
}
