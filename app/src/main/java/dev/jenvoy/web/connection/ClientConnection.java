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
 * What is known of one connection: when its client last sent or read something, and whether the server waits for it. Safe
 * for use by several threads.
 */
public final class ClientConnection implements ExchangeCompletionListener {

    /**
     * How many bytes are read of a request of which nothing is wanted: a chunk's size, its extension, trailers, a body after a
     * refusal. Whoever reads a body allows as many again with each piece of it.
     */
    static final int UNWANTED = 64 * 1024;

    /** What a connection by which something good came may be silent before it counts as silent: a proxy uses it again. */
    private static final long GOOD_FOR = TimeUnit.SECONDS.toNanos(10);

    private final Connections all;
    private final StreamConnection channel;
    private final PipelineTurns turns;

    /** How many bytes came, and up to how many are read. Of the I/O thread alone. */
    private long received;

    private long allowed = UNWANTED;

    /** When the client last sent or read, in {@link System#nanoTime}. */
    private volatile long heard = System.nanoTime();

    /** Whether the server is at work on a request: its client is waited for no longer. */
    private volatile boolean working;

    /** Whether it was answered, and is only read on so that the client finds the answer. */
    private volatile boolean leaving;

    /** Whether its next request is there already and waits for its turn. */
    private volatile boolean pipelined;

    /** Whether somebody vouched for what came by it. */
    private volatile boolean proven;

    private volatile @Nullable Body body;
    private volatile XnioExecutor.@Nullable Key stalled;

    /** A body that is being read. */
    public interface Body {

        /** How many bytes of it lie on disk. */
        long onDisk();

        /** Has it given up, and its sender told to come again. Called on the connection's I/O thread. */
        void breakOff();
    }

    ClientConnection(Connections all, StreamConnection channel, PipelineTurns turns) {
        this.all = all;
        this.channel = channel;
        this.turns = turns;
    }

    /** The one that a request came by. */
    public static ClientConnection of(HttpServerExchange exchange) {
        HttpServerConnection connection = (HttpServerConnection) exchange.getConnection();
        return ((ReceivingConduit) connection.getOriginalSourceConduit()).client();
    }

    /** Whether everything that came by this request's connection was handed on. To be called on the I/O thread. */
    public static boolean hasHandedOnAll(HttpServerExchange exchange) {
        return ((HttpServerConnection) exchange.getConnection()).getExtraBytes() == null;
    }

    /** All of the same listener. */
    public Connections all() {
        return all;
    }

    StreamConnection channel() {
        return channel;
    }

    /** A request's head is whole. */
    void begins(HttpServerExchange exchange) {
        working = true;
        allowed = received + UNWANTED;
        exchange.addExchangeCompleteListener(this);
    }

    /** A request was answered. The next one, where it is there already, waits for the connection's turn. */
    @Override
    public void exchangeEvent(HttpServerExchange exchange, NextListener next) {
        heard = System.nanoTime();
        pipelined =
                exchange.isPersistent() && ((HttpServerConnection) exchange.getConnection()).getExtraBytes() != null;
        working = false;
        if (!pipelined) {
            next.proceed();
        } else if (exchange.isInIoThread()) {
            turns.await(() -> readOn(next));
        } else {
            Connections.onItsThread(this, () -> turns.await(() -> readOn(next)));
        }
    }

    /** Undertow would keep the time of a closed one, and all of it with that. */
    private void readOn(NextListener next) {
        if (channel.isOpen()) {
            next.proceed();
        }
    }

    /** The server waits for a body from now on. To be called on the I/O thread. */
    public void awaits(Body newBody) {
        body = newBody;
        heard = System.nanoTime();
        working = false;
    }

    /** How many bytes came by it, before anything had decoded them. To be called on the I/O thread. */
    public long received() {
        return received;
    }

    /** Some of the body that is waited for was taken. To be called on the I/O thread. */
    public void took() {
        allowed = received + UNWANTED;
    }

    /** The body is whole, or not wanted any more: the server goes to work. */
    public void awaitsNoMore() {
        working = true;
        body = null;
    }

    /** A request that came by it was found good: it is kept somewhat longer than those of strangers. */
    public void proves() {
        proven = true;
    }

    /** It was answered, and is to be closed once its client has found that. To be called on the I/O thread. */
    public void leaves() {
        leaving = true;
        allowed = Long.MAX_VALUE;
    }

    /** So many bytes came. */
    void received(long count) throws IOException {
        if (count > 0) {
            heard = System.nanoTime();
            received += count;
            if (received > allowed) {
                throw new IOException("too many bytes that are no body");
            }
        }
    }

    /** So many bytes went out. */
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

    /** The client does not take all that there is for it. */
    private synchronized void stall() {
        if (stalled == null) {
            try {
                stalled = channel.getIoThread()
                        .executeAfter(this::close, all.answerTime().toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // The listener stops, and closes all connections.
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
     * For how long, in nanoseconds, its client has let the server wait, for a proven one less; negative while the server does
     * not wait for it. Webhook senders do not pipeline: a connection whose next request waits for its turn counts as the most
     * silent, so that a crowd of them keeps no place from others.
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

    /** On its I/O thread: it may have been heard of since it was chosen. */
    void closeIfSilent() {
        if (Connections.isLate(silentSince(System.nanoTime()))) {
            close();
        }
    }

    /** What it held is given back. By whatever thread closed it. */
    void closed() {
        flow();
        Body unfinished = body;
        if (unfinished != null) {
            try {
                channel.getIoThread().execute(unfinished::breakOff);
            } catch (RejectedExecutionException e) {
                // The listener stops; what is left of bodies is deleted at the next start.
                return;
            }
        }
    }

    private void close() {
        IoUtils.safeClose(channel);
    }
}
