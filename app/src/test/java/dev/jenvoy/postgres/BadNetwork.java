package dev.jenvoy.postgres;

import dev.jenvoy.machine.SocketPlace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A port of loopback that leads to another one over a network that can be slow, silent or cut. Bytes keep their order and are
 * never changed. Each connection has its threads, so it serves tens of them, not thousands.
 */
public final class BadNetwork implements AutoCloseable {

    private static final int CHUNK_BYTES = 16 * 1024;
    private static final int MOST_CHUNKS = 256;
    private static final int TO_CONNECT_MILLIS = 2_000;

    private final ServerSocket entrance;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object changes = new Object();

    private final SocketPlace far;
    private volatile InetSocketAddress target;
    private volatile long delayNanos;
    private volatile boolean cut;
    private boolean silent;

    private BadNetwork(ServerSocket entrance, SocketPlace far, InetSocketAddress target) {
        this.entrance = entrance;
        this.far = far;
        this.target = target;
    }

    /** Opens a way to a port of loopback, which is as good as loopback until somebody makes it worse. */
    public static BadNetwork to(int port) {
        return between(
                SocketPlace.HERE, SocketPlace.HERE, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /**
     * Opens a way from one network into another.
     *
     * @param near on whose loopback it begins
     * @param far from where it goes on to the target
     */
    public static BadNetwork between(SocketPlace near, SocketPlace far, InetSocketAddress target) {
        try {
            ServerSocket entrance = near.call(() -> new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            BadNetwork network = new BadNetwork(entrance, far, target);
            daemon("bad-network", network::accept);
            return network;
        } catch (Exception e) {
            throw new IllegalStateException("no way to " + target, e);
        }
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** Lets bytes arrive so much later than they were sent, in each direction. */
    public void delay(Duration oneWay) {
        delayNanos = oneWay.toNanos();
    }

    /** Leads new connections to another port of the same address. */
    public void redirect(int port) {
        target = new InetSocketAddress(target.getAddress(), port);
    }

    /** Lets nothing arrive any more, without a sign of it: connections look alive, and what is sent waits. */
    public void silence() {
        setSilent(true);
    }

    /** Ends a silence; what waited arrives. */
    public void speak() {
        setSilent(false);
    }

    private void setSilent(boolean value) {
        synchronized (changes) {
            silent = value;
            changes.notifyAll();
        }
    }

    /** Resets all connections, and each new one at once. */
    public void cut() {
        cut = true;
        resetAll();
    }

    /** Takes connections again. */
    public void mend() {
        cut = false;
    }

    /** Resets the connections that are there; new ones are taken. */
    public void resetAll() {
        sockets.forEach(this::reset);
    }

    private void reset(Socket socket) {
        sockets.remove(socket);
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to be done with it.
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                sockets.add(near);
                if (cut) {
                    reset(near);
                } else {
                    daemon("bad-network-connect", () -> connect(near));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket near) {
        far.enter();
        Socket other = new Socket();
        try {
            other.connect(target, TO_CONNECT_MILLIS);
            other.setTcpNoDelay(true);
            near.setTcpNoDelay(true);
        } catch (IOException e) {
            reset(near);
            close(other);
            return;
        }
        sockets.add(other);
        if (cut) {
            reset(near);
            reset(other);
            return;
        }
        carry(near, other);
        carry(other, near);
    }

    private void carry(Socket from, Socket to) {
        BlockingQueue<Chunk> underWay = new ArrayBlockingQueue<>(MOST_CHUNKS);
        daemon("bad-network-read", () -> read(from, underWay));
        daemon("bad-network-write", () -> write(underWay, from, to));
    }

    private void read(Socket from, BlockingQueue<Chunk> underWay) {
        byte[] buffer = new byte[CHUNK_BYTES];
        try {
            try {
                InputStream in = from.getInputStream();
                for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                    underWay.put(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime() + delayNanos));
                }
            } catch (IOException e) {
                // A reset arrives at the other end as an end.
            }
            underWay.put(new Chunk(new byte[0], System.nanoTime() + delayNanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(BlockingQueue<Chunk> underWay, Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = underWay.take(); chunk.bytes().length > 0; chunk = underWay.take()) {
                awaitArrival(chunk);
                out.write(chunk.bytes());
            }
            awaitArrival(new Chunk(new byte[0], System.nanoTime()));
            to.shutdownOutput();
        } catch (IOException e) {
            reset(from);
            reset(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitArrival(Chunk chunk) throws InterruptedException {
        synchronized (changes) {
            long left = chunk.due() - System.nanoTime();
            while (silent || left > 0) {
                changes.wait(silent ? 0 : left / 1_000_000 + 1);
                left = chunk.due() - System.nanoTime();
            }
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Resets all connections and gives the port back. */
    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    /** Bytes that may arrive from this moment on; no bytes: the end. */
    private record Chunk(byte[] bytes, long due) {}
}
