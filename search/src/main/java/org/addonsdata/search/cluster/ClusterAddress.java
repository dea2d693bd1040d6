package org.addonsdata.search.cluster;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Where a cluster is and how to get in.
 *
 * @param nodes at least one {@code http} or {@code https} address, without credentials; a path is a
 *     prefix, as behind a proxy
 */
public record ClusterAddress(List<URI> nodes, Credentials credentials, TlsOptions tls) {
    private static final int MAX_PORT = 65_535;

    public ClusterAddress {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("no nodes");
        }
        nodes = List.copyOf(nodes);
    }

    /** A cluster without security. */
    public static ClusterAddress of(URI... nodes) {
        return new ClusterAddress(Arrays.asList(nodes), new Credentials.None(), TlsOptions.SYSTEM);
    }

    /**
     * Reads addresses as a person writes them: {@code
     * https://user:password@one:9200,https://two:9200}.
     *
     * @throws DataException with {@link ErrorCode#SETTING_INVALID}
     */
    public static ClusterAddress parse(String addresses) {
        var nodes = new ArrayList<URI>();
        Credentials credentials = new Credentials.None();
        for (var address : addresses.split(",", -1)) {
            var uri = uriOf(address.strip());
            var userInfo = uri.getRawUserInfo();
            if (userInfo != null) {
                credentials = basic(userInfo);
            }
            nodes.add(withoutUser(uri));
        }
        return new ClusterAddress(nodes, credentials, TlsOptions.SYSTEM);
    }

    public ClusterAddress withCredentials(Credentials replacement) {
        return new ClusterAddress(nodes, replacement, tls);
    }

    public ClusterAddress withTls(TlsOptions replacement) {
        return new ClusterAddress(nodes, credentials, replacement);
    }

    /** Whether every node is on this machine, where compressing costs more than it saves. */
    boolean isLocal() {
        return nodes.stream().allMatch(node -> isLoopback(node.getHost()));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static URI uriOf(String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException _) {
            throw invalid(null);
        }
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw invalid(uri.getHost());
        }
        if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            throw invalid(uri.getHost() + " has a port that is not from 1 to 65535");
        }
        return uri;
    }

    private static DataException invalid(@Nullable String host) {
        return DataException.of(
                        ErrorCode.SETTING_INVALID,
                        "not an address of a search server" + (host == null ? "" : ": " + host))
                .withHint(
                        "write it as http://host:9200 or https://user:password@host:9200; several with commas");
    }

    private static Credentials basic(String userInfo) {
        var colon = userInfo.indexOf(':');
        if (colon < 0) {
            return new Credentials.Basic(decode(userInfo), "");
        }
        return new Credentials.Basic(
                decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1)));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static URI withoutUser(URI uri) {
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var path = uri.getRawPath() == null ? "" : uri.getRawPath();
        var prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return URI.create(uri.getScheme() + "://" + uri.getHost() + port + prefix);
    }
}
