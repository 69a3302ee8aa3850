package dev.jenvoy.web.connection;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Closes a connection on which a client still sends a body that nobody wants. Closed at once, the client would often lose
 * the answer to a connection reset; so the sending side is closed, and what still comes is thrown away for a few seconds.
 * Where the listener runs out of places, such connections are the first to be closed.
 */
public final class LingeringClose {

    private static final long MILLIS = 5_000;

    /** So much is thrown away before other connections have their turn. */
    private static final int TURN = 128 * 1024;

    private final HttpServerConnection connection;
    private final StreamConnection channel;
    private final XnioExecutor.Key timer;

    private LingeringClose(HttpServerConnection connection) {
        this.connection = connection;
        this.channel = connection.getChannel();
        this.timer =
                channel.getIoThread().executeAfter(() -> IoUtils.safeClose(connection), MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Begins, and returns. */
    public static void of(HttpServerExchange exchange) {
        if (exchange.getConnection() instanceof HttpServerConnection connection) {
            StreamConnection channel = connection.getChannel();
            channel.getIoThread().execute(() -> new LingeringClose(connection).begin(exchange));
        } else {
            IoUtils.safeClose(exchange.getConnection());
        }
    }

    private void begin(HttpServerExchange exchange) {
        ClientConnection.of(exchange).leaves();
        try {
            channel.getSinkChannel().shutdownWrites();
            channel.getSinkChannel().flush();
        } catch (IOException e) {
            close();
            return;
        }
        // As the bytes come: a decoder of chunks would keep trailers in memory.
        channel.getSourceChannel().setConduit(connection.getOriginalSourceConduit());
        channel.getSourceChannel().setReadListener(this::drain);
        channel.getSourceChannel().resumeReads();
        channel.getSourceChannel().wakeupReads();
    }

    private void drain(ConduitStreamSourceChannel source) {
        try (PooledByteBuffer pooled = connection.getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            int read;
            int left = TURN;
            do {
                buffer.clear();
                read = source.read(buffer);
                left -= read;
            } while (read > 0 && left > 0);
            if (read < 0) {
                close();
            }
        } catch (IOException e) {
            close();
        }
    }

    private void close() {
        timer.remove();
        IoUtils.safeClose(connection);
    }
}
