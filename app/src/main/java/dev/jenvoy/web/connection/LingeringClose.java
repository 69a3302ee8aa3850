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
import org.xnio.conduits.ReadReadyHandler;

/**
 * Closes a connection on which a client still sends an unwanted body. If the connection were closed at once, the client
 * would often get a connection reset in place of the response. This class closes the sending side first, and discards
 * further bytes for a few seconds. When the listener runs out of places, such connections are closed first.
 */
public final class LingeringClose {

    private static final long MILLIS = 5_000;

    /** Limits how many bytes are discarded before other connections get a turn. */
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

    /** Starts to close, and returns. */
    public static void of(HttpServerExchange exchange) {
        if (exchange.getConnection() instanceof HttpServerConnection connection) {
            StreamConnection channel = connection.getChannel();
            channel.getIoThread().execute(() -> new LingeringClose(connection).begin(exchange));
        } else {
            IoUtils.safeClose(exchange.getConnection());
        }
    }

    private void begin(HttpServerExchange exchange) {
        ClientConnection client = ClientConnection.of(exchange);
        client.leaves();
        try {
            channel.getSinkChannel().shutdownWrites();
            channel.getSinkChannel().flush();
        } catch (IOException e) {
            close();
            return;
        }
        ConduitStreamSourceChannel source = client.raw().getSourceChannel();
        if (client.raw() == channel) {
            // Reads raw bytes, because a chunk decoder would keep trailers in memory.
            source.setConduit(connection.getOriginalSourceConduit());
        } else {
            // Nothing is decrypted any more: the encryption has ended with what was sent.
            channel.getSourceChannel().suspendReads();
            source.getConduit().setReadReadyHandler(new ReadReadyHandler.ChannelListenerHandler<>(source));
        }
        source.setReadListener(this::drain);
        source.resumeReads();
        source.wakeupReads();
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
