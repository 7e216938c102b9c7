package io.samui.storage.s3.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A line to a server that can be made to misbehave: it cuts, stalls and damages what passes. Faults wait in a queue for each
 * direction; the first one counts the bytes that pass from when it became the first, strikes, and makes room for the next.
 */
public final class TcpProxy implements AutoCloseable {

    /** Which way the bytes go. */
    public enum Way {
        TO_SERVER,
        TO_CLIENT
    }

    private enum Kind {
        CUT,
        STALL,
        DAMAGE
    }

    /** What happens after so many bytes. */
    private static final class Fault {
        private final Kind kind;
        private long bytesLeft;

        Fault(Kind kind, long bytes) {
            this.kind = kind;
            this.bytesLeft = bytes;
        }
    }

    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Deque<Fault> toServer = new ArrayDeque<>();
    private final Deque<Fault> toClient = new ArrayDeque<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private long passedToServer;
    private long passedToClient;
    private volatile boolean down;

    public TcpProxy(int target) {
        this.target = target;
        try {
            this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("accept", this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Connections that were made so far. */
    public int connections() {
        return connections.get();
    }

    /** Resets the connection after so many bytes. */
    public void cut(Way way, long afterBytes) {
        add(way, new Fault(Kind.CUT, afterBytes));
    }

    /** Holds everything back after so many bytes, until the other side gives up. */
    public void stall(Way way, long afterBytes) {
        add(way, new Fault(Kind.STALL, afterBytes));
    }

    /** Turns the bits of the byte that comes after so many. */
    public void damage(Way way, long afterBytes) {
        add(way, new Fault(Kind.DAMAGE, afterBytes));
    }

    /** The server is gone: connections that are open are reset, and so is each that comes. */
    public void goDown() {
        down = true;
        open.forEach(TcpProxy::reset);
    }

    /** The server is back. */
    public void comeUp() {
        down = false;
    }

    /** Bytes that have passed so far. */
    public synchronized long passed(Way way) {
        return way == Way.TO_SERVER ? passedToServer : passedToClient;
    }

    /** Faults that have not struck yet. */
    public synchronized int faultsLeft() {
        return toServer.size() + toClient.size();
    }

    private synchronized void add(Way way, Fault fault) {
        faults(way).add(fault);
    }

    private synchronized void strikeNext(Way way) {
        faults(way).addFirst(new Fault(Kind.DAMAGE, 0));
    }

    private Deque<Fault> faults(Way way) {
        return way == Way.TO_SERVER ? toServer : toClient;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                connections.incrementAndGet();
                if (down) {
                    reset(client);
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                start("to-server", () -> pump(client, server, Way.TO_SERVER));
                start("to-client", () -> pump(server, client, Way.TO_CLIENT));
            } catch (IOException e) {
                // closed, or the server is gone: the client finds out by itself
            }
        }
    }

    private void pump(Socket from, Socket to, Way way) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count; (count = in.read(buffer)) >= 0; ) {
                pass(buffer, count, out, way);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            reset(from);
            reset(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
        }
    }

    private void pass(byte[] buffer, int count, OutputStream out, Way way) throws IOException, InterruptedException {
        int passed = 0;
        while (passed < count) {
            Kind strikes = null;
            int until = count;
            synchronized (this) {
                Fault first = faults(way).peek();
                if (first != null && first.bytesLeft <= count - passed) {
                    until = passed + (int) first.bytesLeft;
                    strikes = faults(way).remove().kind;
                } else if (first != null) {
                    first.bytesLeft -= count - passed;
                }
                count(way, until - passed);
            }
            out.write(buffer, passed, until - passed);
            passed = until;
            if (strikes == Kind.CUT) {
                throw new IOException("cut on purpose");
            } else if (strikes == Kind.STALL) {
                closed.await();
            } else if (strikes == Kind.DAMAGE) {
                if (passed == count) {
                    strikeNext(way);
                    return;
                }
                buffer[passed] ^= 0x55;
                out.write(buffer, passed++, 1);
            }
        }
    }

    private void count(Way way, int bytes) {
        if (way == Way.TO_SERVER) {
            passedToServer += bytes;
        } else {
            passedToClient += bytes;
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // then it is closed already
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "tcp-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(TcpProxy::reset);
    }
}
