package dev.jenvoy.web.admin;

import dev.jenvoy.delivery.Payload;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/** Sends a payload piece by piece: 25 MB are never in memory, and a slow reader holds no thread. */
final class PayloadSending implements IoCallback {

    private static final Logger LOG = LoggerFactory.getLogger(PayloadSending.class);
    private static final int PIECE = 64 * 1024;

    private final HttpServerExchange exchange;
    private final Payload payload;
    private InputStream in = InputStream.nullInputStream();
    private XnioExecutor.Key timer = () -> false;
    private long left;

    PayloadSending(HttpServerExchange exchange, Payload payload) {
        this.exchange = exchange;
        this.payload = payload;
    }

    /** Begins, and returns. Reads a disk. */
    void begin() {
        left = payload.size();
        exchange.setResponseContentLength(left);
        try {
            in = payload.open();
        } catch (IOException e) {
            broken(e);
            return;
        }
        next();
    }

    private void next() {
        byte[] piece;
        try {
            piece = in.readNBytes((int) Math.min(PIECE, left));
        } catch (IOException e) {
            broken(e);
            return;
        }
        left -= piece.length;
        timer = exchange.getIoThread()
                .executeAfter(() -> IoUtils.safeClose(exchange.getConnection()), Sending.MILLIS, TimeUnit.MILLISECONDS);
        boolean last = left == 0 || piece.length == 0;
        exchange.getResponseSender().send(ByteBuffer.wrap(piece), last ? END : this);
    }

    private final IoCallback END = new IoCallback() {
        @Override
        public void onComplete(HttpServerExchange done, Sender sender) {
            end();
            IoCallback.END_EXCHANGE.onComplete(done, sender);
        }

        @Override
        public void onException(HttpServerExchange done, Sender sender, IOException failure) {
            PayloadSending.this.onException(done, sender, failure);
        }
    };

    @Override
    public void onComplete(HttpServerExchange done, Sender sender) {
        timer.remove();
        exchange.getConnection().getWorker().execute(this::next);
    }

    @Override
    public void onException(HttpServerExchange done, Sender sender, IOException failure) {
        end();
        IoUtils.safeClose(exchange.getConnection());
    }

    private void broken(IOException e) {
        LOG.warn("payload could not be sent cause=\"{}\"", e.toString());
        end();
        IoUtils.safeClose(exchange.getConnection());
    }

    private void end() {
        timer.remove();
        IoUtils.safeClose(in);
    }
}
