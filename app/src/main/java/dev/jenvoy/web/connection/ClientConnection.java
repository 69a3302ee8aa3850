package dev.jenvoy.web.connection;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;

/**
 * Tracks one connection: when its client last sent or read something, and whether the server waits for it. Safe for use
 * by several threads.
 */
public final class ClientConnection implements ExchangeCompletionListener {

    /**
     * Limits how many bytes of a request are read that are not part of the body: a chunk's size, its extension,
     * trailers, a body after a rejection. Each piece of a body that is read grants this amount again.
     */
    static final int UNWANTED = 64 * 1024;

    /**
     * How long a connection that carried a verified request may be silent before it counts as silent. A proxy reuses
     * such connections.
     */
    private static final long GOOD_FOR = TimeUnit.SECONDS.toNanos(10);

    private final Connections all;
    private final StreamConnection raw;
    private final PipelineTurns turns;

    /** The connection above its encryption, else the raw one. Set once, before the connection is served. */
    private StreamConnection channel;

    /** Bytes received, and the number of bytes up to which the connection is read. Used by the I/O thread only. */
    private long received;

    private long allowed = UNWANTED;

    /** When the client last sent or read, in {@link System#nanoTime}. */
    private volatile long heard = System.nanoTime();

    /** Whether the server works on a request, so that it does not wait for the client. */
    private volatile boolean working;

    /** Whether the response was sent. The connection is then read only so that the client receives the response. */
    private volatile boolean leaving;

    /** Whether the next request has already arrived and waits for its turn. */
    private volatile boolean pipelined;

    /** Whether a request of this connection was verified. */
    private volatile boolean proven;

    private volatile @Nullable Body body;
    private volatile XnioExecutor.@Nullable Key stalled;

    /** A body that is being read. */
    public interface Body {

        /** Returns how many bytes of the body are on disk. */
        long onDisk();

        /** Drops the body and tells its sender to try again. Called on the connection's I/O thread. */
        void breakOff();
    }

    ClientConnection(Connections all, StreamConnection raw, PipelineTurns turns) {
        this.all = all;
        this.raw = raw;
        this.channel = raw;
        this.turns = turns;
    }

    /** Notes that the connection is encrypted, and returns the connection above that. */
    StreamConnection encrypted(StreamConnection above) {
        channel = above;
        return above;
    }

    /** Returns the connection of a request. */
    public static ClientConnection of(HttpServerExchange exchange) {
        HttpServerConnection connection = (HttpServerConnection) exchange.getConnection();
        return ((ReceivingConduit) connection.getOriginalSourceConduit()).client();
    }

    /**
     * Returns whether everything that arrived on this request's connection was passed on. Must be called on the I/O
     * thread.
     */
    public static boolean hasHandedOnAll(HttpServerExchange exchange) {
        return ((HttpServerConnection) exchange.getConnection()).getExtraBytes() == null;
    }

    /**
     * Keeps the connection watched while the server works on a request whose body has arrived whole. Undertow stops
     * watching when a head is complete and begins again after the response: from another thread, that would wake the I/O
     * thread for every delivery. Must be called on the I/O thread; see {@code docs/concepts/performance.md}, "Choices that
     * were measured".
     *
     * <p>Leaves out what another thread reads after the response: pipelined requests, connections that end with it, and
     * encrypted ones.
     */
    public void staysWatched(HttpServerExchange exchange) {
        if (channel == raw && exchange.isPersistent() && !exchange.isResponseComplete() && hasHandedOnAll(exchange)) {
            raw.getSourceChannel().setReadListener(source -> suspendWhileWorking());
            ((HttpServerConnection) exchange.getConnection())
                    .getOriginalSourceConduit()
                    .resumeReads();
        }
    }

    /**
     * Stops watching when the client sends or closes before its response. Does nothing from the response on: then
     * Undertow is about to put its own listener in place of this one and watches again, which must not be undone.
     */
    private synchronized void suspendWhileWorking() {
        if (working) {
            raw.getSourceChannel().suspendReads();
        }
    }

    /** Returns all connections of the same listener. */
    public Connections all() {
        return all;
    }

    StreamConnection channel() {
        return channel;
    }

    /** Returns the connection below its encryption; the same as {@link #channel} for a plain one. */
    StreamConnection raw() {
        return raw;
    }

    /** Notes that a request's head is complete. */
    void begins(HttpServerExchange exchange) {
        working = true;
        allowed = received + UNWANTED;
        exchange.addExchangeCompleteListener(this);
    }

    /** Notes that a request was answered. If the next request has already arrived, it waits for its turn. */
    @Override
    public void exchangeEvent(HttpServerExchange exchange, NextListener next) {
        heard = System.nanoTime();
        pipelined =
                exchange.isPersistent() && ((HttpServerConnection) exchange.getConnection()).getExtraBytes() != null;
        synchronized (this) {
            working = false;
        }
        if (!pipelined) {
            next.proceed();
        } else if (exchange.isInIoThread()) {
            turns.await(() -> readOn(next));
        } else {
            Connections.onItsThread(this, () -> turns.await(() -> readOn(next)));
        }
    }

    /**
     * Does nothing for a closed connection: Undertow would otherwise keep its timer, and the whole connection with it.
     */
    private void readOn(NextListener next) {
        if (channel.isOpen()) {
            next.proceed();
        }
    }

    /** Notes that the server waits for a body. Must be called on the I/O thread. */
    public void awaits(Body newBody) {
        body = newBody;
        heard = System.nanoTime();
        working = false;
    }

    /** Returns how many bytes arrived on the connection, before any decoding. Must be called on the I/O thread. */
    public long received() {
        return received;
    }

    /** Notes that some of the expected body was read. Must be called on the I/O thread. */
    public void took() {
        allowed = received + UNWANTED;
    }

    /** Notes that the body is complete or no longer wanted, and that the server works on the request. */
    public void awaitsNoMore() {
        working = true;
        body = null;
    }

    /** Notes that a request was verified. Such a connection may be silent somewhat longer than others. */
    public void proves() {
        proven = true;
    }

    /**
     * Notes that the request was answered. The connection is closed as soon as its client has received the response.
     * Must be called on the I/O thread.
     */
    public void leaves() {
        leaving = true;
        allowed = Long.MAX_VALUE;
    }

    /** Counts received bytes. */
    void received(long count) throws IOException {
        if (count > 0) {
            heard = System.nanoTime();
            received += count;
            if (received > allowed) {
                throw new IOException("too many bytes that are no body");
            }
        }
    }

    /** Counts sent bytes. */
    void sent(long count, boolean left) {
        if (left) {
            if (count > 0) {
                heard = System.nanoTime();
            }
            stall();
        } else if (stalled != null) {
            flow();
        }
    }

    /** Starts the timer for a client that does not read its response. */
    private synchronized void stall() {
        if (stalled == null) {
            try {
                stalled = channel.getIoThread()
                        .executeAfter(this::close, all.answerTime().toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // The listener is stopping and closes all connections.
                return;
            }
        }
    }

    private synchronized void flow() {
        XnioExecutor.Key key = stalled;
        stalled = null;
        if (key != null) {
            heard = System.nanoTime();
            key.remove();
        }
    }

    /**
     * Returns for how many nanoseconds the client has let the server wait, less {@link #GOOD_FOR} for a verified
     * client. Negative while the server does not wait for the client. Webhook senders do not pipeline, so a connection
     * whose next request waits for its turn counts as the most silent. Pipelining clients then cannot take the places
     * of others.
     */
    long silentSince(long now) {
        if (leaving) {
            return Long.MAX_VALUE;
        }
        if (working && stalled == null) {
            return -1;
        }
        if (pipelined) {
            return Long.MAX_VALUE;
        }
        return now - heard - (proven ? GOOD_FOR : 0);
    }

    @Nullable
    Body body() {
        return body;
    }

    /**
     * Closes the connection if it is still silent. Called on its I/O thread, after the connection was chosen on another
     * thread.
     */
    void closeIfSilent() {
        if (Connections.isLate(silentSince(System.nanoTime()))) {
            close();
        }
    }

    /** Releases what the connection held. Called on the thread that closed it. */
    void closed() {
        flow();
        Body unfinished = body;
        if (unfinished != null) {
            try {
                channel.getIoThread().execute(unfinished::breakOff);
            } catch (RejectedExecutionException e) {
                // The listener is stopping; the next start deletes unfinished bodies.
                return;
            }
        }
    }

    private void close() {
        IoUtils.safeClose(channel);
    }
}
