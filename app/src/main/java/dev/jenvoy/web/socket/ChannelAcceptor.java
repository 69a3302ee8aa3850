package dev.jenvoy.web.socket;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;

/**
 * Accepts the connections of one socket, and watches which of them can be read or written. It does that on a thread of
 * its own, because XNIO's threads watch only what XNIO accepted. All other work happens on XNIO's threads: each time a
 * connection becomes ready costs one handover (see {@code docs/concepts/performance.md}, "Unix sockets").
 */
final class ChannelAcceptor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.http");

    /** How soon to look again whether there is room for a further connection. */
    private static final long FULL_MILLIS = 50;

    /** How long to wait after a failure of accept, such as a lack of descriptors. */
    private static final long FAILED_MILLIS = 200;

    /** Limits how many connections are accepted before others get a turn. */
    private static final int AT_ONCE = 64;

    private final ServerSocketChannel server;
    private final XnioWorker worker;
    private final Consumer<StreamConnection> opened;
    private final IntPredicate isFull;

    /** How many are accepted, but not yet counted by {@link #isFull}. */
    private final AtomicInteger opening = new AtomicInteger();

    private final Selector selector;
    private final SelectionKey accepting;
    private volatile boolean stopped;
    private long pauseMillis;

    private ChannelAcceptor(
            ServerSocketChannel server, XnioWorker worker, Consumer<StreamConnection> opened, IntPredicate isFull)
            throws IOException {
        this.server = server;
        this.worker = worker;
        this.opened = opened;
        this.isFull = isFull;
        server.configureBlocking(false);
        selector = Selector.open();
        accepting = server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Begins to accept, on a daemon thread.
     *
     * @param server a bound socket, which is closed with the acceptor
     * @param opened receives each connection, on its I/O thread
     * @param isFull says whether further clients have to wait, while so many connections are accepted but not yet
     *     received by {@code opened}
     */
    static ChannelAcceptor begin(
            ServerSocketChannel server, XnioWorker worker, Consumer<StreamConnection> opened, IntPredicate isFull)
            throws IOException {
        ChannelAcceptor acceptor = new ChannelAcceptor(server, worker, opened, isFull);
        Thread thread = new Thread(acceptor::watch, "socket-acceptor");
        thread.setDaemon(true);
        thread.start();
        return acceptor;
    }

    private void watch() {
        while (selector.isOpen()) {
            try {
                int unusedCount = selector.select(this::ready, pauseMillis);
                resume();
            } catch (ClosedSelectorException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.error("watching a socket failed", e);
                pauseMillis = FAILED_MILLIS;
            }
        }
    }

    /** Accepts again after a pause. */
    private void resume() {
        if (pauseMillis > 0 && !stopped && !isFull.test(opening.get())) {
            pauseMillis = 0;
            accepting.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private void ready(SelectionKey key) {
        if (key == accepting) {
            accept();
            return;
        }
        try {
            int ready = key.readyOps();
            // One handover for each time that it becomes ready: the I/O thread asks for the next.
            key.interestOpsAnd(~ready);
            ((ChannelConduit) key.attachment()).ready(ready);
        } catch (CancelledKeyException e) {
            // Another thread closed the connection meanwhile.
            return;
        }
    }

    private void accept() {
        for (int i = 0; i < AT_ONCE; i++) {
            if (stopped || isFull.test(opening.get())) {
                pause(FULL_MILLIS);
                return;
            }
            try {
                SocketChannel channel = server.accept();
                if (channel == null) {
                    return;
                }
                serve(channel);
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warn("a connection could not be accepted cause=\"{}\"", e.getMessage());
                }
                pause(FAILED_MILLIS);
                return;
            }
        }
    }

    private void pause(long millis) {
        accepting.interestOps(0);
        pauseMillis = millis;
    }

    private void serve(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        SelectionKey key;
        try {
            key = channel.register(selector, 0);
        } catch (ClosedSelectorException e) {
            channel.close();
            return;
        }
        ChannelConnection connection = new ChannelConnection(worker.getIoThread(), channel, key);
        opening.incrementAndGet();
        try {
            connection.getIoThread().execute(() -> open(connection));
        } catch (RuntimeException e) {
            opening.decrementAndGet();
            throw e;
        }
    }

    private void open(StreamConnection connection) {
        try {
            opened.accept(connection);
        } finally {
            opening.decrementAndGet();
        }
    }

    /** Accepts no further connections, and closes those that are open. Returns at once; a second call does nothing. */
    @Override
    public void close() throws IOException {
        if (stopped) {
            return;
        }
        stopped = true;
        server.close();
        for (SelectionKey key : Set.copyOf(selector.keys())) {
            if (key.attachment() instanceof ChannelConduit conduit) {
                conduit.close();
            }
        }
        selector.close();
    }
}
