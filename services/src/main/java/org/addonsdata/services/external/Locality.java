package org.addonsdata.services.external;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * How near a host is. Whatever is neither on this machine nor in a private network may be
 * production.
 */
public enum Locality {
    /** This machine alone. */
    LOOPBACK,
    /** RFC 1918, unique local (RFC 4193) and link-local addresses. */
    PRIVATE,
    /** Anything else, and hosts that no address is known of. */
    PUBLIC;

    /** How a name becomes addresses. */
    public interface Resolver {
        /** By whatever the machine is set up with. */
        Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

        List<InetAddress> addresses(String host) throws UnknownHostException;
    }

    /** Of a host with several addresses the farthest counts. */
    public static Locality of(String host, Resolver resolver) {
        try {
            return resolver.addresses(host).stream()
                    .map(Locality::of)
                    .max(Enum::compareTo)
                    .orElse(PUBLIC);
        } catch (UnknownHostException _) {
            return PUBLIC;
        }
    }

    private static Locality of(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        return address.isSiteLocalAddress()
                        || address.isLinkLocalAddress()
                        || isUniqueLocal(address)
                ? PRIVATE
                : PUBLIC;
    }

    /** fc00::/7. */
    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
    }
}
