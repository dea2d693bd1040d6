package org.addonsdata.services.external;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The address of a database as people write it: {@code
 * mysql://user:password@host:port,host2/database?sslMode=…}, with {@code mariadb://}, {@code
 * jdbc:mysql://} and {@code jdbc:mariadb://} too. User and password may be percent-encoded, an IPv6
 * host is in brackets. Errors never show the address, as it may hold a password.
 *
 * @param hosts at least one, in the order they are tried in
 * @param user null where the address has none
 * @param password null where the address has none
 * @param database null where the address has none
 * @param options by their names in lower case, without {@code -} and {@code _}
 */
public record DatabaseUrl(
        List<HostPort> hosts,
        @Nullable String user,
        @Nullable String password,
        @Nullable String database,
        Map<String, String> options) {
    private static final int DEFAULT_PORT = 3306;
    private static final int MAX_PORT = 65_535;
    private static final String IN_BRACKETS = "[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?";

    /** Options that say how the connection is protected; see {@link TlsChoice}. */
    private static final Set<String> PROTECTING = Set.of("sslmode", "serversslcert", "sslca");

    private static final Set<String> ACCOUNT = Set.of("user", "password");

    /** What sessions are given anyway, so that a copied address need not be edited. */
    private static final Set<String> GIVEN =
            Set.of(
                    "characterencoding",
                    "useunicode",
                    "charset",
                    "connectioncollation",
                    "servertimezone",
                    "connectiontimezone",
                    "zerodatetimebehavior");

    public DatabaseUrl {
        hosts = List.copyOf(hosts);
        options = Map.copyOf(options);
    }

    /** A host and a port. */
    public record HostPort(String host, int port) {
        /** With an IPv6 address in brackets. */
        @Override
        public String toString() {
            return bracketed(host) + ":" + port;
        }
    }

    /** An IPv6 address in brackets, as in URLs; any other host as it is. */
    public static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    /**
     * Reads an address.
     *
     * @throws DataException with {@link ErrorCode#SETTING_INVALID}
     */
    public static DatabaseUrl parse(String url) {
        var afterScheme = withoutScheme(url.strip());
        var question = afterScheme.indexOf('?');
        var options = question < 0 ? "" : afterScheme.substring(question + 1);
        var beforeOptions = question < 0 ? afterScheme : afterScheme.substring(0, question);
        // A password that is not encoded may hold an @ or a slash, a host never does.
        var at = beforeOptions.lastIndexOf('@');
        var account = at < 0 ? null : beforeOptions.substring(0, at);
        var place = beforeOptions.substring(at + 1);
        var slash = place.indexOf('/');
        var hosts = hosts(slash < 0 ? place : place.substring(0, slash));
        var database = slash < 0 ? "" : decoded(place.substring(slash + 1));
        return new DatabaseUrl(
                        hosts,
                        userOf(account),
                        passwordOf(account),
                        database.isEmpty() ? null : database,
                        options(options))
                .withAccountFromOptions();
    }

    private static String withoutScheme(String url) {
        var lower = url.toLowerCase(Locale.ROOT);
        var start = lower.startsWith("jdbc:") ? "jdbc:".length() : 0;
        for (var scheme : List.of("mysql://", "mariadb://")) {
            if (lower.startsWith(scheme, start)) {
                return url.substring(start + scheme.length());
            }
        }
        throw invalid("begins neither with mysql:// nor with jdbc:mysql:// or jdbc:mariadb://");
    }

    private static @Nullable String userOf(@Nullable String account) {
        if (account == null) {
            return null;
        }
        var colon = account.indexOf(':');
        return decoded(colon < 0 ? account : account.substring(0, colon));
    }

    private static @Nullable String passwordOf(@Nullable String account) {
        var colon = account == null ? -1 : account.indexOf(':');
        return account == null || colon < 0 ? null : decoded(account.substring(colon + 1));
    }

    private DatabaseUrl withAccountFromOptions() {
        var rest = new LinkedHashMap<>(options);
        var optionUser = rest.remove("user");
        var optionPassword = rest.remove("password");
        return new DatabaseUrl(
                hosts,
                user == null ? optionUser : user,
                password == null ? optionPassword : password,
                database,
                rest);
    }

    private static List<HostPort> hosts(String text) {
        var hosts = new ArrayList<HostPort>();
        for (var host : text.split(",", -1)) {
            hosts.add(host(host.strip()));
        }
        return hosts;
    }

    private static HostPort host(String text) {
        if (text.startsWith("[")) {
            var end = text.indexOf(']');
            if (end < 0) {
                throw invalid("has an IPv6 host without a closing bracket");
            }
            if (!text.substring(1, end).matches(IN_BRACKETS)) {
                throw invalid("has something else than an IPv6 address in brackets");
            }
            return new HostPort(text.substring(1, end), port(text.substring(end + 1)));
        }
        var colon = text.indexOf(':');
        var name = colon < 0 ? text : text.substring(0, colon);
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw invalid(
                    name.isEmpty() ? "names no host" : "has a host that no host can be called");
        }
        return new HostPort(name, port(colon < 0 ? "" : text.substring(colon)));
    }

    private static int port(String text) {
        if (text.isEmpty()) {
            return DEFAULT_PORT;
        }
        if (!text.matches(":[0-9]{1,5}")) {
            throw invalid("has a port that is not a number; an IPv6 host is written in brackets");
        }
        var port = Integer.parseInt(text.substring(1));
        if (port < 1 || port > MAX_PORT) {
            throw invalid("has a port that is not from 1 to 65535");
        }
        return port;
    }

    private static Map<String, String> options(String text) {
        var options = new LinkedHashMap<String, String>();
        for (var option : text.split("&", -1)) {
            if (option.isEmpty()) {
                continue;
            }
            var equals = option.indexOf('=');
            var name = equals < 0 ? option : option.substring(0, equals);
            var key = name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
            // Only in its plain spelling is a password found by whoever keeps or shows addresses.
            if (!PROTECTING.contains(key)
                    && !ACCOUNT.contains(name.toLowerCase(Locale.ROOT))
                    && !GIVEN.contains(key)) {
                throw unknown(name, text);
            }
            if (!GIVEN.contains(key)) {
                options.put(key, equals < 0 ? "" : decoded(option.substring(equals + 1)));
            }
        }
        return options;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw invalid("has a % that no two hexadecimal digits follow; write it as %25");
        }
    }

    /** What stands for a name may be the rest of a password that holds {@code &} or {@code ?}. */
    private static DataException unknown(String name, String options) {
        var isName = name.matches("[A-Za-z][A-Za-z_-]{0,40}") && options.contains(name + "=");
        var mayBeSecret = !isName || options.toLowerCase(Locale.ROOT).contains("pass");
        return DataException.of(
                        ErrorCode.SETTING_INVALID,
                        "DATABASE_URL has %s, which is not known"
                                .formatted(mayBeSecret ? "an option" : "the option '" + name + "'"))
                .withHint(
                        "sslMode and sslCa are; leave others out, as sessions are set up all the same");
    }

    private static DataException invalid(String reason) {
        return DataException.of(ErrorCode.SETTING_INVALID, "DATABASE_URL " + reason)
                .withHint(
                        "write it as mysql://user:password@host:3306/olympia, special characters of the password"
                                + " percent-encoded; several hosts with commas");
    }

    /** The same address without a password, which may be kept and shown. */
    public String withoutPassword() {
        var text = new StringBuilder("mysql://");
        if (user != null) {
            text.append(encoded(user)).append('@');
        }
        text.append(hosts.stream().map(HostPort::toString).collect(Collectors.joining(",")));
        text.append('/').append(database == null ? "" : encoded(database));
        var separator = "?";
        for (var option : new java.util.TreeMap<>(options).entrySet()) {
            text.append(separator).append(option.getKey()).append('=');
            text.append(encoded(option.getValue()));
            separator = "&";
        }
        return text.toString();
    }

    /** Percent-encodes what a URL gives a meaning. */
    public static String encoded(String part) {
        return java.net.URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return withoutPassword();
    }
}
