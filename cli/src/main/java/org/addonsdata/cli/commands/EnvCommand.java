package org.addonsdata.cli.commands;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.SearchEndpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "env",
        mixinStandardHelpOptions = true,
        description = "Prints what an application needs to connect, quoted for a shell.")
@Manual(
        changes = "Nothing.",
        ends = {ExitStatus.NOT_READY},
        examples = {
            @Example(
                    line = "eval \"$(addons-data env)\"",
                    does = "sets the variables in this shell"),
            @Example(line = "addons-data env --json", does = "the same as an object")
        })
final class EnvCommand extends DataCommand {
    @Mixin private final ServerOptions servers = new ServerOptions();

    EnvCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var settings = settings(servers.flags());
        try (var running = Stacks.attached(Stacks.of(invocation(), settings))) {
            var name = invocation().application(settings).databaseName();
            show(variables(name, running.database(), running.search()));
        }
        return ExitStatus.DONE;
    }

    private Map<String, String> variables(
            String name, DatabaseEndpoint database, SearchEndpoint search) {
        var account = database.application();
        var node = search.nodes().getFirst();
        var variables = new LinkedHashMap<String, String>();
        variables.put(
                "DATABASE_URL",
                "mysql://%s:%s@%s:%d/%s"
                        .formatted(
                                encoded(account.user()),
                                encoded(account.password()),
                                database.host(),
                                database.port(),
                                encoded(name)));
        variables.put("MYSQL_HOST", database.host());
        variables.put("MYSQL_TCP_PORT", Integer.toString(database.port()));
        variables.put("MYSQL_USER", account.user());
        variables.put("MYSQL_PWD", account.password());
        variables.put("MYSQL_DATABASE", name);
        variables.put("ELASTICSEARCH_LOCATION", node.getHost() + ":" + node.getPort());
        return variables;
    }

    private void show(Map<String, String> variables) {
        if (console().isJson()) {
            var json = JsonMapper.shared().createObjectNode();
            variables.forEach(json::put);
            console().result(json);
        } else {
            variables.forEach(
                    (name, value) -> console().line("export " + name + "=" + quoted(value)));
        }
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Between single quotes a shell takes everything as it is, but for the quote itself. */
    static String quoted(String value) {
        return value.matches("[A-Za-z0-9_./:@%+-]+")
                ? value
                : "'" + value.replace("'", "'\\''") + "'";
    }
}
