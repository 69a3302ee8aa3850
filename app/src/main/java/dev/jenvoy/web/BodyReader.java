package dev.jenvoy.web;

import dev.jenvoy.delivery.Payload;
import dev.jenvoy.delivery.PayloadWriter;
import dev.jenvoy.source.Reception;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads one body without holding a thread while it waits for bytes: hashes and collects what arrives, up to a limit of
 * size and a limit of time for the whole. Works on the connection's I/O thread.
 */
final class BodyReader {

    /** Told once what came of it. */
    interface Listener {

        /** The whole body; the listener's from now on. */
        void whole(Payload body);

        /** More bytes came than are allowed. */
        void tooLarge();

        /** It was not whole in time. */
        void tooSlow();

        /** The client ended early, or what it sent is no body. */
        void brokenOff(IOException cause);

        /** It could not be kept. */
        void noRoom(IOException cause);
    }

    /**
     * What digests take bytes from. There are a few I/O threads: one for each of them is a fifth less of what a delivery of
     * 8 KB leaves to the collector than one for each body.
     */
    private static final ThreadLocal<byte[]> PIECE = ThreadLocal.withInitial(() -> new byte[16 * 1024]);

    private final HttpServerExchange exchange;
    private final Reception reception;
    private final PayloadWriter writer;
    private final long limit;
    private final Listener listener;
    private boolean over;

    BodyReader(HttpServerExchange exchange, Reception reception, PayloadWriter writer, long limit, Listener listener) {
        this.exchange = exchange;
        this.reception = reception;
        this.writer = writer;
        this.limit = limit;
        this.listener = listener;
    }

    /**
     * Begins to read, and returns; tells a client that waits for it to go on. To be called on the I/O thread.
     *
     * @param millis how long the whole body may take
     */
    void begin(long millis) {
        long began = System.nanoTime();
        if (!HttpContinue.requiresContinueResponse(exchange)) {
            read(millis);
            return;
        }
        HttpContinue.sendContinueResponse(exchange, new IoCallback() {
            @Override
            public void onComplete(HttpServerExchange told, Sender sender) {
                read(millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            }

            @Override
            public void onException(HttpServerExchange told, Sender sender, IOException cause) {
                listener.brokenOff(cause);
            }
        });
    }

    private void read(long millis) {
        StreamSourceChannel channel = exchange.getRequestChannel();
        if (channel == null) {
            listener.brokenOff(new IOException("the body was read before"));
            return;
        }
        // As a rule a small body came with the head.
        read(channel);
        if (over) {
            return;
        }
        XnioExecutor.Key timer = exchange.getIoThread()
                .executeAfter(() -> end(channel, listener::tooSlow), Math.max(1, millis), TimeUnit.MILLISECONDS);
        channel.getReadSetter().set(source -> {
            read(source);
            if (over) {
                timer.remove();
            }
        });
        channel.resumeReads();
    }

    private void read(StreamSourceChannel channel) {
        try (PooledByteBuffer pooled =
                exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            byte[] bytes = PIECE.get();
            while (!over) {
                buffer.clear();
                int count;
                try {
                    count = channel.read(buffer);
                } catch (IOException e) {
                    end(channel, () -> listener.brokenOff(e));
                    return;
                }
                if (count == 0) {
                    return;
                }
                if (count < 0) {
                    finish(channel);
                    return;
                }
                buffer.flip();
                take(channel, buffer, bytes);
            }
        }
    }

    private void take(StreamSourceChannel channel, ByteBuffer buffer, byte[] bytes) {
        if (writer.size() + buffer.remaining() > limit) {
            end(channel, listener::tooLarge);
            return;
        }
        while (buffer.hasRemaining()) {
            int length = Math.min(bytes.length, buffer.remaining());
            buffer.get(bytes, 0, length);
            reception.update(bytes, 0, length);
            try {
                writer.write(bytes, 0, length);
            } catch (IOException e) {
                end(channel, () -> listener.noRoom(e));
                return;
            }
        }
    }

    private void finish(StreamSourceChannel channel) {
        over = true;
        channel.suspendReads();
        Payload body;
        try {
            body = writer.finish();
        } catch (IOException e) {
            writer.discard();
            listener.noRoom(e);
            return;
        }
        listener.whole(body);
    }

    private void end(StreamSourceChannel channel, Runnable tell) {
        if (over) {
            return;
        }
        over = true;
        channel.suspendReads();
        writer.discard();
        tell.run();
    }
}
