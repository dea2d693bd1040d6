package org.addonsdata.cli.commands;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.lifecycle.index.SearchServers;
import org.addonsdata.search.cluster.ClusterAddress;
import org.addonsdata.search.cluster.Credentials;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.services.DatabaseTls;
import org.addonsdata.services.DatabaseTls.SslMode;
import org.addonsdata.services.SearchEndpoint;
import org.addonsdata.services.SearchEndpoint.Login;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.services.external.DatabaseUrl;
import org.addonsdata.services.external.ExternalSettings;
import org.addonsdata.services.external.ExternalStack;
import org.addonsdata.services.external.Locality;
import org.addonsdata.services.external.TlsChoice;
import org.addonsdata.services.external.TrustFile;
import org.jspecify.annotations.Nullable;

/**
 * Builds the servers of one's own that settings mean. What is more particular is stronger: a
 * setting of its own than what an address says.
 */
final class ExternalStacks {
    private final Invocation invocation;
    private final Settings settings;
    private final SecretSettings secrets;

    private ExternalStacks(Invocation invocation, Settings settings) {
        this.invocation = invocation;
        this.settings = settings;
        this.secrets = new SecretSettings(settings);
    }

    /**
     * @throws DataException with {@link ErrorCode#SETTING_INVALID} that shows no password
     */
    static ServiceStack of(Invocation invocation, Settings settings) {
        return new ExternalStacks(invocation, settings).stack();
    }

    static DataException noVolumes() {
        return DataException.of(
                        ErrorCode.USAGE, "external servers have no volumes of ours (MODE=external)")
                .withHint("for those of the embedded servers: MODE=embedded");
    }

    /** The live schema's name, where the address has one. */
    static Optional<String> databaseName(Settings settings) {
        return settings.has(Setting.DATABASE_URL)
                ? Optional.ofNullable(
                        DatabaseUrl.parse(settings.text(Setting.DATABASE_URL)).database())
                : Optional.empty();
    }

    private ServiceStack stack() {
        secrets.refuseOnCommandLine(Setting.DATABASE_URL, Setting.DATABASE_PASSWORD_FILE);
        secrets.refuseOnCommandLine(Setting.SEARCH_URL, Setting.SEARCH_PASSWORD_FILE);
        var url = DatabaseUrl.parse(required(Setting.DATABASE_URL));
        return new ExternalStack(
                new ExternalSettings(
                        url.hosts(),
                        invocation.application(settings).databaseName(),
                        tls(url),
                        account(url),
                        restorer(),
                        this::search,
                        invocation.dataHome().resolve("external")),
                endpoint -> SearchServers.cluster(endpoint).family().toString(),
                Locality.Resolver.SYSTEM);
    }

    private String required(Setting setting) {
        if (!settings.has(setting)) {
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "MODE is external, and %s is not set".formatted(setting))
                    .withHint("set it to the " + setting.meaning());
        }
        return settings.text(setting);
    }

    private Account account(DatabaseUrl url) {
        if (url.user() == null) {
            throw DataException.of(ErrorCode.SETTING_INVALID, "DATABASE_URL names no user")
                    .withHint("write it as mysql://user@host/olympia");
        }
        var password =
                secrets.read(Setting.DATABASE_PASSWORD, Setting.DATABASE_PASSWORD_FILE)
                        .orElse(url.password() == null ? "" : url.password());
        return new Account(url.user(), password);
    }

    private @Nullable Account restorer() {
        return settings.has(Setting.RESTORE_USER)
                ? new Account(
                        settings.text(Setting.RESTORE_USER),
                        secrets.read(Setting.RESTORE_PASSWORD, Setting.RESTORE_PASSWORD_FILE)
                                .orElse(""))
                : null;
    }

    private DatabaseTls tls(DatabaseUrl url) {
        var mode =
                settings.has(Setting.DATABASE_TLS)
                        ? TlsChoice.parse("DATABASE_TLS", settings.text(Setting.DATABASE_TLS))
                        : url.options().containsKey("sslmode")
                                ? TlsChoice.parse("sslMode", url.options().get("sslmode"))
                                : usual(url);
        return new DatabaseTls(
                mode,
                authority(url)
                        .map(pem -> TrustFile.of(pem, invocation.cacheHome().resolve("trust")))
                        .orElse(null));
    }

    /** Nobody stands between on loopback; elsewhere somebody may. */
    private static SslMode usual(DatabaseUrl url) {
        return url.hosts().stream()
                        .allMatch(host ->
                                Locality.of(host.host(), Locality.Resolver.SYSTEM)
                                        == Locality.LOOPBACK)
                ? SslMode.PREFERRED
                : SslMode.VERIFY_IDENTITY;
    }

    private Optional<Path> authority(DatabaseUrl url) {
        if (settings.has(Setting.DATABASE_CA)) {
            return Optional.of(file(Setting.DATABASE_CA));
        }
        return Optional.ofNullable(
                        url.options().getOrDefault("sslca", url.options().get("serversslcert")))
                .map(Path::of);
    }

    private Path file(Setting setting) {
        return invocation.project().directory().resolve(settings.text(setting)).normalize();
    }

    private SearchEndpoint search() {
        var address = ClusterAddress.parse(required(Setting.SEARCH_URL));
        var login = login(address.credentials());
        refuseUnprotected(address.nodes(), login);
        return new SearchEndpoint(address.nodes(), login, trust());
    }

    private SearchEndpoint.Trust trust() {
        var isPinned =
                settings.has(Setting.SEARCH_FINGERPRINT)
                        && !settings.isWeaker(Setting.SEARCH_FINGERPRINT, Setting.SEARCH_CA);
        return new SearchEndpoint.Trust(
                settings.has(Setting.SEARCH_CA) ? file(Setting.SEARCH_CA) : null,
                isPinned ? settings.text(Setting.SEARCH_FINGERPRINT) : null);
    }

    private Login login(Credentials written) {
        var key = secrets.read(Setting.SEARCH_API_KEY, Setting.SEARCH_API_KEY_FILE);
        var hasNewPassword =
                settings.isWeaker(Setting.SEARCH_API_KEY_FILE, Setting.SEARCH_PASSWORD)
                        || settings.isWeaker(
                                Setting.SEARCH_API_KEY_FILE, Setting.SEARCH_PASSWORD_FILE);
        if (key.isPresent() && !hasNewPassword) {
            return new Login.ApiKey(key.get());
        }
        var password = secrets.read(Setting.SEARCH_PASSWORD, Setting.SEARCH_PASSWORD_FILE);
        return switch (written) {
            case Credentials.Basic(var user, var own) ->
                    new Login.Password(user, password.orElse(own));
            case Credentials.ApiKey(var encoded) -> new Login.ApiKey(encoded);
            case Credentials.None() -> {
                if (password.isPresent()) {
                    throw DataException.of(
                                    ErrorCode.SETTING_INVALID,
                                    "there is a password for the search server, and SEARCH_URL names no user")
                            .withHint("write it as https://user@host:9200");
                }
                yield new Login.None();
            }
        };
    }

    private static void refuseUnprotected(List<URI> nodes, Login login) {
        if (login instanceof Login.None) {
            return;
        }
        for (var node : nodes) {
            if ("http".equals(node.getScheme())
                    && Locality.of(node.getHost(), Locality.Resolver.SYSTEM) == Locality.PUBLIC) {
                throw DataException.of(
                                ErrorCode.SETTING_INVALID,
                                "SEARCH_URL would send a secret unprotected to " + node.getHost())
                        .withHint("use https://");
            }
        }
    }
}
