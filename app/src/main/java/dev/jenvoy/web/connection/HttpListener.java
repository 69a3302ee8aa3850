package dev.jenvoy.web.connection;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/**
 * An HTTP/1.1 listener that holds a limited number of connections, each under limits of size and time. Undertow's own
 * builder has no place for what watches a connection, so its parts are put together here.
 */
public final class HttpListener {

    /** Senders' headers come to one or two kilobytes. */
    private static final int LARGEST_HEAD = 16 * 1024;

    private static final int MOST_HEADERS = 100;

    /** As large as Undertow's own builder makes them: a little less than what one call to the system writes. */
    private static final int BUFFER = 16 * 1024 - 20;

    /** Each thread keeps a few for later; what a crowd needs beyond them is given back to the system. */
    private static final int BUFFERS_KEPT = 4;

    private final InetSocketAddress wanted;
    private final Threads threads;
    private final OptionMap options;
    private final HttpHandler handler;
    private final Connections connections;
    private @Nullable XnioWorker worker;
    private @Nullable AcceptingChannel<StreamConnection> channel;

    /**
     * How many threads there are.
     *
     * @param io those that read and write
     * @param core those that may block, and are kept
     * @param most those that may block, when there is more to do
     */
    public record Threads(int io, int core, int most) {}

    /**
     * @param wanted where to listen; port 0 takes a free one
     * @param idleTime how long a connection may be without the begin of a request
     * @param headTime how long a request's head may take to arrive from its first byte
     * @param connections those that it holds, and their limits
     */
    public HttpListener(
            InetSocketAddress wanted,
            Threads threads,
            Duration idleTime,
            Duration headTime,
            Connections connections,
            HttpHandler handler) {
        this.wanted = wanted;
        this.threads = threads;
        this.connections = connections;
        this.handler = handler;
        this.options = OptionMap.builder()
                // Limits of bodies are kept by those who read them, who answer; Undertow breaks off.
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .set(UndertowOptions.MAX_HEADER_SIZE, LARGEST_HEAD)
                .set(UndertowOptions.MAX_HEADERS, MOST_HEADERS)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) headTime.toMillis())
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, (int) idleTime.toMillis())
                .set(UndertowOptions.ALWAYS_SET_DATE, true)
                // An answer is on its way before the next request of its connection is read.
                .set(UndertowOptions.BUFFER_PIPELINED_DATA, false)
                .getMap();
    }

    /**
     * Binds, and serves from then on.
     *
     * @throws RuntimeException with a {@link java.net.BindException} as its cause when the address is taken
     */
    public synchronized void start() {
        XnioWorker made = null;
        try {
            if (wanted.isUnresolved()) {
                throw new UnknownHostException(wanted.getHostString());
            }
            made = Xnio.getInstance(HttpListener.class.getClassLoader())
                    .createWorker(OptionMap.builder()
                            .set(Options.WORKER_IO_THREADS, threads.io())
                            .set(Options.WORKER_TASK_CORE_THREADS, threads.core())
                            .set(Options.WORKER_TASK_MAX_THREADS, threads.most())
                            .set(Options.TCP_NODELAY, true)
                            .set(Options.CORK, true)
                            .getMap());
            channel = made.createStreamConnectionServer(
                    wanted, ChannelListeners.openListenerAdapter(opening()), sockets());
            channel.resumeAccepts();
            worker = made;
        } catch (IOException e) {
            if (made != null) {
                made.shutdownNow();
            }
            throw new UncheckedIOException(e);
        }
    }

    private OptionMap sockets() {
        return OptionMap.builder()
                .set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .set(Options.BACKLOG, 1000)
                // XNIO stops one before its high water.
                .set(Options.CONNECTION_HIGH_WATER, connections.most() + 1)
                .set(Options.CONNECTION_LOW_WATER, connections.most())
                .getMap();
    }

    private org.xnio.ChannelListener<StreamConnection> opening() {
        ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER, -1, BUFFERS_KEPT);
        HttpOpenListener http = new HttpOpenListener(buffers, options);
        http.setRootHandler(exchange -> {
            ClientConnection client = ClientConnection.of(exchange);
            client.begins(exchange);
            handler.handleRequest(exchange);
        });
        return opened -> connections.open(opened, http);
    }

    /** Where it listens, once it does. */
    public synchronized InetSocketAddress address() {
        if (channel == null) {
            throw new IllegalStateException("it does not listen");
        }
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /** Its threads, once it listens. */
    public synchronized XnioWorker worker() {
        if (worker == null) {
            throw new IllegalStateException("it does not listen");
        }
        return worker;
    }

    /** Closes all connections. Blocks until the threads have ended. */
    public synchronized void stop() throws InterruptedException {
        IoUtils.safeClose(channel);
        channel = null;
        if (worker != null) {
            worker.shutdown();
            worker.awaitTermination();
            worker = null;
        }
    }
}
