package org.addonsdata.cli.commands;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.Mode;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.SearchEndpoint.Login;
import org.addonsdata.services.ServiceStack;
import org.jspecify.annotations.Nullable;
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
            show(variables(name, running.database(), search(running, settings)));
        }
        return ExitStatus.DONE;
    }

    /** An external search server need not be given to reach the database. */
    private static @Nullable SearchEndpoint search(
            ServiceStack.Running running, Settings settings) {
        return Stacks.mode(settings) == Mode.EXTERNAL && !settings.has(Setting.SEARCH_URL)
                ? null
                : running.search();
    }

    private static Map<String, String> variables(
            String name, DatabaseEndpoint database, @Nullable SearchEndpoint search) {
        var account = database.application();
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
        variables.put("MYSQL_HOST", database.host().replaceAll("[\\[\\]]", ""));
        variables.put("MYSQL_TCP_PORT", Integer.toString(database.port()));
        variables.put("MYSQL_USER", account.user());
        variables.put("MYSQL_PWD", account.password());
        variables.put("MYSQL_DATABASE", name);
        if (search != null) {
            putSearch(variables, search);
        }
        return variables;
    }

    private static void putSearch(Map<String, String> variables, SearchEndpoint search) {
        var node = search.nodes().getFirst();
        var address = node.getPort() < 0 ? node.getHost() : node.getHost() + ":" + node.getPort();
        variables.put("ELASTICSEARCH_LOCATION", address);
        switch (search.login()) {
            case Login.None() -> {}
            case Login.Password(var user, var password) ->
                    variables.put(
                            "SEARCH_URL",
                            "%s://%s:%s@%s%s"
                                    .formatted(
                                            node.getScheme(),
                                            encoded(user),
                                            encoded(password),
                                            address,
                                            node.getRawPath()));
            case Login.ApiKey(var key) -> {
                variables.put("SEARCH_URL", node.toString());
                variables.put("SEARCH_API_KEY", key);
            }
        }
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
