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
import java.util.Optional;
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
 * An HTTP/1.1 listener that holds a limited number of connections, each with limits of size and time. Undertow's
 * builder cannot watch connections, so this class assembles its parts.
 */
public final class HttpListener {

    /** Senders' headers have one or two kilobytes. */
    private static final int LARGEST_HEAD = 16 * 1024;

    private static final int MOST_HEADERS = 100;

    /** Equals the buffer size of Undertow's builder: a little less than one write call to the system takes. */
    private static final int BUFFER = 16 * 1024 - 20;

    /** How many buffers each thread keeps for reuse. Further buffers are released. */
    private static final int BUFFERS_KEPT = 4;

    private final Doors doors;
    private final Threads threads;
    private final OptionMap options;
    private final HttpHandler handler;
    private final Connections connections;
    private @Nullable XnioWorker worker;
    private @Nullable AcceptingChannel<StreamConnection> channel;

    /**
     * The sizes of the thread pools.
     *
     * @param io threads that read and write
     * @param core threads that may block, kept alive
     * @param most maximum number of threads that may block
     */
    public record Threads(int io, int core, int most) {}

    /**
     * @param doors where clients connect
     * @param idleTime how long a connection may wait for the start of a request
     * @param headTime time limit for a request's head, from its first byte
     * @param connections the connections and their limits
     */
    public HttpListener(
            Doors doors,
            Threads threads,
            Duration idleTime,
            Duration headTime,
            Connections connections,
            HttpHandler handler) {
        this.doors = doors;
        this.threads = threads;
        this.connections = connections;
        this.handler = handler;
        this.options = OptionMap.builder()
                // The body readers enforce limits and send a response. Undertow's limit would close the connection
                // without one.
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .set(UndertowOptions.MAX_HEADER_SIZE, LARGEST_HEAD)
                .set(UndertowOptions.MAX_HEADERS, MOST_HEADERS)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) headTime.toMillis())
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, (int) idleTime.toMillis())
                .set(UndertowOptions.ALWAYS_SET_DATE, true)
                // Sends a response before the connection's next request is read.
                .set(UndertowOptions.BUFFER_PIPELINED_DATA, false)
                .getMap();
    }

    /**
     * Binds the address, opens the other entrances and starts to serve.
     *
     * @throws RuntimeException with a {@link java.net.BindException} as its cause when the address is taken
     */
    public synchronized void start() {
        XnioWorker made = null;
        try {
            if (doors.hasOwnPort() && doors.address().isUnresolved()) {
                throw new UnknownHostException(doors.address().getHostString());
            }
            made = Xnio.getInstance(HttpListener.class.getClassLoader())
                    .createWorker(OptionMap.builder()
                            .set(Options.WORKER_IO_THREADS, threads.io())
                            .set(Options.WORKER_TASK_CORE_THREADS, threads.core())
                            .set(Options.WORKER_TASK_MAX_THREADS, threads.most())
                            .set(Options.TCP_NODELAY, true)
                            .set(Options.CORK, true)
                            .getMap());
            HttpOpenListener http = http();
            if (doors.hasOwnPort()) {
                channel = made.createStreamConnectionServer(
                        doors.address(),
                        ChannelListeners.openListenerAdapter(
                                opened -> connections.open(opened, doors.encryption(), http)),
                        sockets());
            }
            for (Entrance entrance : doors.entrances()) {
                Optional<Encryption> encryption = entrance.isEncrypted() ? doors.encryption() : Optional.empty();
                entrance.open(made, opened -> connections.open(opened, encryption, http), connections::isFull);
            }
            if (channel != null) {
                channel.resumeAccepts();
            }
            worker = made;
        } catch (IOException e) {
            shut();
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
                // XNIO stops at one connection below its high water mark.
                .set(Options.CONNECTION_HIGH_WATER, connections.most() + 1)
                .set(Options.CONNECTION_LOW_WATER, connections.most())
                .getMap();
    }

    private HttpOpenListener http() {
        ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER, -1, BUFFERS_KEPT);
        HttpOpenListener http = new HttpOpenListener(buffers, options);
        http.setRootHandler(exchange -> {
            ClientConnection client = ClientConnection.of(exchange);
            client.begins(exchange);
            handler.handleRequest(exchange);
        });
        return http;
    }

    /** Returns the address on which it listens. Must be called after {@link #start}. */
    public synchronized InetSocketAddress address() {
        if (worker == null) {
            throw new IllegalStateException("it does not listen");
        }
        return channel != null
                ? (InetSocketAddress) channel.getLocalAddress()
                : doors.entrances().stream()
                        .flatMap(entrance -> entrance.port().stream())
                        .findFirst()
                        .orElseThrow();
    }

    /** Returns its threads. Must be called after {@link #start}. */
    public synchronized XnioWorker worker() {
        if (worker == null) {
            throw new IllegalStateException("it does not listen");
        }
        return worker;
    }

    /** Closes all connections. Blocks until the threads have ended. */
    public synchronized void stop() throws InterruptedException {
        shut();
        if (worker != null) {
            worker.shutdown();
            worker.awaitTermination();
            worker = null;
        }
    }

    private void shut() {
        IoUtils.safeClose(channel);
        channel = null;
        doors.entrances().forEach(Entrance::close);
    }
}
