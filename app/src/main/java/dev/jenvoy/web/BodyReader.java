package dev.jenvoy.web;

import dev.jenvoy.web.connection.ClientConnection;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads one body without holding a thread while it waits for bytes. Passes on the bytes as they arrive, up to three
 * limits: the body's size, the bytes sent beside it, and the time for the whole body. Works on the connection's I/O
 * thread.
 */
public final class BodyReader implements ClientConnection.Body {

    /**
     * Limits what a client may send between two bytes of a body and after the last: chunk sizes, their extensions,
     * trailers. Equals the limit of a request's head. Undertow's chunk decoder keeps trailers in memory and has no
     * limit of its own.
     */
    public static final int MOST_FRAMING = 16 * 1024;

    /** Says why a body could not be read. */
    public enum Problem {
        /** The body has more bytes than allowed. */
        TOO_LARGE,
        /** The client sent more bytes beside the body than allowed. */
        TOO_MUCH_FRAMING,
        /** The body was not complete in time. */
        TOO_SLOW,
        /** The client ended early, or sent malformed chunks. */
        BROKEN_OFF,
        /** The bytes could not be stored. */
        NOT_KEPT,
        /** The body was dropped to make room for clients that send faster. */
        CROWDED_OUT
    }

    /**
     * Receives a body. All methods are called on the connection's I/O thread; exactly one of {@link #whole} and {@link
     * #failed} is called, once.
     */
    public interface Listener {

        /**
         * Receives the next bytes. The array is reused, so the listener must not keep it.
         *
         * @throws IOException when the bytes cannot be stored
         */
        void bytes(byte[] bytes, int offset, int length) throws IOException;

        /** Returns how many of the bytes are on disk. */
        default long onDisk() {
            return 0;
        }

        /** Reports that all bytes were passed on. */
        void whole();

        /** Reports that no more bytes follow. */
        void failed(Problem problem, IOException cause);
    }

    /**
     * Holds the array from which digests read, one for each I/O thread. One array for each body would give the garbage
     * collector more to do.
     */
    private static final ThreadLocal<byte[]> PIECE = ThreadLocal.withInitial(() -> new byte[16 * 1024]);

    /** Returns the error text for {@link Problem#TOO_MUCH_FRAMING}. */
    public static String tooMuchFraming() {
        return "expected at most " + MOST_FRAMING + " bytes of chunk sizes, extensions or trailers";
    }

    /**
     * Limits how much of one body is read before other connections get a turn. A large body then holds its thread for
     * less than a millisecond.
     */
    private static final int TURN = 128 * 1024;

    private final HttpServerExchange exchange;
    private final ClientConnection client;
    private final long limit;
    private final Listener listener;
    private @Nullable StreamSourceChannel channel;
    private XnioExecutor.Key timer = () -> false;
    private long size;

    /** Bytes that the connection had received when the body began, and when its last byte was read. */
    private long first;

    private long last;
    private boolean over;

    /** Whether the body did not arrive together with the head, so that this reader watches the connection. */
    private boolean waited;

    /** @param limit maximum size of the body in bytes */
    public BodyReader(HttpServerExchange exchange, long limit, Listener listener) {
        this.exchange = exchange;
        this.client = ClientConnection.of(exchange);
        this.limit = limit;
        this.listener = listener;
    }

    /**
     * Starts to read and returns. Sends {@code 100 Continue} to a client that waits for it. Must be called on the I/O
     * thread.
     *
     * @param millis time limit for the whole body
     */
    public void begin(long millis) {
        long began = System.nanoTime();
        if (!HttpContinue.requiresContinueResponse(exchange)) {
            read(millis);
            return;
        }
        HttpContinue.sendContinueResponse(exchange, new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange told, Sender sender) {
                long left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                if (told.isInIoThread()) {
                    read(left);
                } else {
                    told.dispatch(told.getIoThread(), () -> read(left));
                }
            }

            @Override
            public void onException(HttpServerExchange told, Sender sender, IOException cause) {
                listener.failed(Problem.BROKEN_OFF, cause);
            }
        });
    }

    private void read(long millis) {
        StreamSourceChannel body = exchange.getRequestChannel();
        if (body == null) {
            listener.failed(Problem.BROKEN_OFF, new IOException("the body was read before"));
            return;
        }
        channel = body;
        first = client.received();
        last = first;
        // Usually a small body arrived together with the head.
        read(body);
        if (over) {
            return;
        }
        waited = true;
        client.awaits(this);
        timer = exchange.getIoThread()
                .executeAfter(
                        () -> end(Problem.TOO_SLOW, new IOException("too slow")),
                        Math.max(1, millis),
                        TimeUnit.MILLISECONDS);
        body.getReadSetter().set(this::read);
        body.resumeReads();
    }

    private void read(StreamSourceChannel body) {
        try (PooledByteBuffer pooled =
                exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            byte[] bytes = PIECE.get();
            long turn = size + TURN;
            while (!over) {
                if (size > turn && moreWillCome()) {
                    return;
                }
                buffer.clear();
                int count;
                try {
                    count = body.read(buffer);
                } catch (IOException e) {
                    end(Problem.BROKEN_OFF, e);
                    return;
                }
                if (count < 0) {
                    finish();
                    return;
                }
                if (framing(count) > MOST_FRAMING) {
                    end(Problem.TOO_MUCH_FRAMING, new IOException("too much beside the body"));
                    return;
                }
                if (count == 0) {
                    return;
                }
                buffer.flip();
                take(buffer, bytes);
            }
        }
    }

    /**
     * Returns whether the system will report that more bytes are ready. It does not report bytes that were already read
     * from the socket, nor the end of a body.
     */
    private boolean moreWillCome() {
        return size != exchange.getRequestContentLength() && ClientConnection.hasHandedOnAll(exchange);
    }

    /**
     * Returns how many bytes arrived beside the body since its last byte. Returns more than the limit if their total is
     * too large.
     *
     * @param count how many more bytes of the body were just read
     */
    private long framing(int count) {
        long received = client.received();
        if ((received - first) / 2 - MOST_FRAMING > limit) {
            return Long.MAX_VALUE;
        }
        if (count == 0) {
            return received - last;
        }
        last = received;
        client.took();
        return 0;
    }

    private void take(ByteBuffer buffer, byte[] bytes) {
        size += buffer.remaining();
        if (size > limit) {
            end(Problem.TOO_LARGE, new IOException("too large"));
            return;
        }
        while (buffer.hasRemaining()) {
            int length = Math.min(bytes.length, buffer.remaining());
            buffer.get(bytes, 0, length);
            try {
                listener.bytes(bytes, 0, length);
            } catch (IOException e) {
                end(Problem.NOT_KEPT, e);
                return;
            }
        }
    }

    private void finish() {
        stop();
        if (!waited) {
            client.staysWatched(exchange);
        }
        listener.whole();
    }

    private void end(Problem problem, IOException cause) {
        if (!over) {
            stop();
            listener.failed(problem, cause);
        }
    }

    private void stop() {
        over = true;
        timer.remove();
        client.awaitsNoMore();
        if (channel != null) {
            channel.suspendReads();
        }
    }

    @Override
    public long onDisk() {
        return listener.onDisk();
    }

    @Override
    public void breakOff() {
        end(Problem.CROWDED_OUT, new IOException("no room for it any more"));
    }
}
