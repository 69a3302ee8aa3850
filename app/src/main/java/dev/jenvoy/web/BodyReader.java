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
 * Reads one body without holding a thread while it waits for bytes: hands on what arrives, up to a limit of size, a limit of
 * what is sent beside it, and a limit of time for the whole. Works on the connection's I/O thread.
 */
public final class BodyReader implements ClientConnection.Body {

    /**
     * What may come between two bytes of a body, and after its last: chunk sizes, their extensions, trailers. As much as a
     * head may have. The decoder of chunks keeps trailers in memory, and has no limit of its own.
     */
    public static final int MOST_FRAMING = 16 * 1024;

    /** Why there is no body. */
    public enum Problem {
        /** More bytes came than are allowed. */
        TOO_LARGE,
        /** More came beside it than is allowed. */
        TOO_MUCH_FRAMING,
        /** It was not whole in time. */
        TOO_SLOW,
        /** The client ended early, or what it sent is no body. */
        BROKEN_OFF,
        /** It could not be kept. */
        NOT_KEPT,
        /** There was no more room for it, as others came that sent faster. */
        CROWDED_OUT
    }

    /** Takes a body in. All is told on the connection's I/O thread; one of the last two is, once. */
    public interface Listener {

        /**
         * The next bytes. The array is used again: it is not to be kept.
         *
         * @throws IOException when they cannot be kept
         */
        void bytes(byte[] bytes, int offset, int length) throws IOException;

        /** How many of the bytes lie on disk. */
        default long onDisk() {
            return 0;
        }

        /** All bytes were handed on. */
        void whole();

        /** There will be no more bytes. */
        void failed(Problem problem, IOException cause);
    }

    /**
     * What digests take bytes from. There are a few I/O threads: one for each of them is a fifth less of what a delivery of
     * 8 KB leaves to the collector than one for each body.
     */
    private static final ThreadLocal<byte[]> PIECE = ThreadLocal.withInitial(() -> new byte[16 * 1024]);

    /** What to answer to {@link Problem#TOO_MUCH_FRAMING}. */
    public static String tooMuchFraming() {
        return "expected at most " + MOST_FRAMING + " bytes of chunk sizes, extensions or trailers";
    }

    /** So much is read of one body before others have their turn: a large one keeps its thread for less than a millisecond. */
    private static final int TURN = 128 * 1024;

    private final HttpServerExchange exchange;
    private final ClientConnection client;
    private final long limit;
    private final Listener listener;
    private @Nullable StreamSourceChannel channel;
    private XnioExecutor.Key timer = () -> false;
    private long size;

    /** What the connection had received at the begin, and when the last byte of the body was taken. */
    private long first;

    private long last;
    private boolean over;

    /** @param limit how many bytes the body may have */
    public BodyReader(HttpServerExchange exchange, long limit, Listener listener) {
        this.exchange = exchange;
        this.client = ClientConnection.of(exchange);
        this.limit = limit;
        this.listener = listener;
    }

    /**
     * Begins to read, and returns; tells a client that waits for it to go on. To be called on the I/O thread.
     *
     * @param millis how long the whole body may take
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
        // As a rule a small body came with the head.
        read(body);
        if (over) {
            return;
        }
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

    /** Whether the system will say that there is more: what came already, and an end that is reached, it does not know of. */
    private boolean moreWillCome() {
        return size != exchange.getRequestContentLength() && ClientConnection.hasHandedOnAll(exchange);
    }

    /**
     * How much came beside the body since its last byte, seen when so many more bytes of it came; more than is allowed when it
     * is much in all.
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
