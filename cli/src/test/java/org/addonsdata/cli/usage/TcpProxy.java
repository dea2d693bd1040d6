package org.addonsdata.cli.usage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.addonsdata.core.concurrent.Deadline;

/**
 * What stands between a client and a server: it counts the bytes, and can lose every connection
 * after so many of them, take none for a while, and end those on which nothing was said.
 */
final class TcpProxy implements AutoCloseable {
    private static final int NEVER_IDLE = 0;

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong toServer = new AtomicLong();
    private final AtomicLong toClient = new AtomicLong();
    private volatile long cutAfterToServer = Long.MAX_VALUE;
    private volatile long cutAfterToClient = Long.MAX_VALUE;
    private volatile Duration outage = Duration.ZERO;
    private volatile Deadline away = Deadline.after(Duration.ZERO);
    private volatile Runnable onCut = () -> {};
    private volatile int idleMillis = NEVER_IDLE;
    private final AtomicLong cuts = new AtomicLong();

    private TcpProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    static TcpProxy to(int port) {
        return on("127.0.0.1", port);
    }

    /** The same on another address of this machine. */
    static TcpProxy on(String address, int port) {
        try {
            var proxy = new TcpProxy(new ServerSocket(0, 50, InetAddress.ofLiteral(address)), port);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How often the network went away, or a connection was ended for being idle. */
    long cuts() {
        return cuts.get();
    }

    /** Done at the moment the network goes away, before anybody notices. */
    void onCut(Runnable action) {
        onCut = action;
    }

    /** From now on: after so many bytes from the server everything is lost, for that long. */
    void goAwayAfterToClient(long bytes, Duration time) {
        outage = time;
        cutAfterToClient = toClient.get() + bytes;
    }

    /** The same for bytes that go to the server. */
    void goAwayAfterToServer(long bytes, Duration time) {
        outage = time;
        cutAfterToServer = toServer.get() + bytes;
    }

    /** Ends connections, from now on opened, on which nothing was said for so long. */
    void endIdle(Duration time) {
        idleMillis = Math.toIntExact(time.toMillis());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                if (!away.isOver()) {
                    client.close();
                    continue;
                }
                var server = new Socket();
                server.connect(new InetSocketAddress("127.0.0.1", target));
                open.add(client);
                open.add(server);
                client.setSoTimeout(idleMillis);
                server.setSoTimeout(idleMillis);
                var last = new AtomicLong(System.nanoTime());
                Thread.ofVirtual().start(() -> pump(client, server, true, last));
                Thread.ofVirtual().start(() -> pump(server, client, false, last));
            } catch (IOException _) {
                // The server is down, or we are closed.
            }
        }
    }

    private void pump(Socket from, Socket to, boolean isToServer, AtomicLong last) {
        var buffer = new byte[1 << 14];
        var counter = isToServer ? toServer : toClient;
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int read = read(in, buffer, last); read >= 0; read = read(in, buffer, last)) {
                last.set(System.nanoTime());
                long total = counter.addAndGet(read);
                if (total > (isToServer ? cutAfterToServer : cutAfterToClient)) {
                    goAway();
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (SocketTimeoutException _) {
            cuts.incrementAndGet();
        } catch (IOException _) {
            // One side has gone; so does the other.
        } finally {
            close(from);
            close(to);
        }
    }

    /** A connection is idle when nothing is said in either direction. */
    private int read(InputStream in, byte[] buffer, AtomicLong last) throws IOException {
        while (true) {
            try {
                return in.read(buffer);
            } catch (SocketTimeoutException e) {
                if (System.nanoTime() - last.get() >= idleMillis * 1_000_000L) {
                    throw e;
                }
            }
        }
    }

    private synchronized void goAway() {
        cutAfterToServer = Long.MAX_VALUE;
        cutAfterToClient = Long.MAX_VALUE;
        away = Deadline.after(outage);
        onCut.run();
        cuts.incrementAndGet();
        open.forEach(this::reset);
    }

    /** Without a word of farewell. */
    private void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // It is closed already.
        }
        close(socket);
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException _) {
            // Closed all the same.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(this::close);
    }
}
