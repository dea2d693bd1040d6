package org.addonsdata.services.process;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/** TCP ports of 127.0.0.1, the only address that servers here listen on. */
public final class Ports {
    private static final int HIGHEST = 65_535;

    private Ports() {}

    /** Whether a server could listen on the port now. */
    public static boolean isFree(int port) {
        try {
            listen(port);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Makes sure that a server can listen on the port.
     *
     * @param server that wants it, as users know it
     * @param variable to set for another port, such as {@code "MYSQL_PORT"}
     * @throws DataException {@link ErrorCode#PORT_IN_USE} that names port and variable, or {@link
     *     ErrorCode#SETTING_INVALID} for a port that cannot be had
     */
    public static void requireFree(int port, String server, String variable) {
        if (port < 1 || port > HIGHEST) {
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "%s is %d, which is no port".formatted(variable, port))
                    .withHint("set " + variable + " to a number from 1024 to 65535");
        }
        try {
            listen(port);
        } catch (BindException e) {
            throw unavailable(port, server, variable, e);
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.OPERATION_FAILED,
                    "cannot listen on port " + port + ": " + e.getMessage(),
                    e);
        }
    }

    /**
     * A port that was free a moment ago; for tests and for servers whose port nobody needs to know
     * before.
     */
    public static int anyFree() {
        try {
            return listen(0);
        } catch (IOException e) {
            throw DataException.of(
                    ErrorCode.OPERATION_FAILED, "no free port: " + e.getMessage(), e);
        }
    }

    private static DataException unavailable(
            int port, String server, String variable, BindException cause) {
        var message = cause.getMessage();
        if (message != null && message.contains("Permission denied")) {
            return DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "port %d for %s is reserved by the system".formatted(port, server))
                    .withHint("set " + variable + " to a number from 1024 to 65535");
        }
        return DataException.of(
                        ErrorCode.PORT_IN_USE,
                        "port %d for %s is in use".formatted(port, server),
                        cause)
                .withHint("stop what listens there, or set " + variable + " to another port");
    }

    private static int listen(int port) throws IOException {
        try (var socket = new ServerSocket()) {
            // A port whose last connections linger is free; one that somebody listens on is not.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return socket.getLocalPort();
        }
    }
}
