package dev.jenvoy.web.admin.http;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/** Sends content piece by piece, so that large content is never in memory and a slow reader holds no thread. */
final class ContentStream implements IoCallback {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.admin");
    private static final int PIECE = 64 * 1024;

    private final HttpServerExchange exchange;
    private final ApiResult.Opening content;
    private final LoginTicket pass;
    private final Duration patience;
    private InputStream in = InputStream.nullInputStream();
    private XnioExecutor.Key timer = () -> false;
    private long left;

    /**
     * @param most the length of the content, or more than that if it is not known
     * @param pass the stream ends when it is no longer valid
     * @param patience how long a client may take to read a piece
     */
    ContentStream(
            HttpServerExchange exchange, ApiResult.Opening content, long most, LoginTicket pass, Duration patience) {
        this.exchange = exchange;
        this.content = content;
        this.left = most;
        this.pass = pass;
        this.patience = patience;
    }

    /** Starts to send, and returns. Reads a disk. */
    void begin() {
        try {
            in = content.open();
        } catch (IOException | RuntimeException e) {
            broken(e);
            return;
        }
        next();
    }

    private void next() {
        if (!pass.holds()) {
            breakOff();
            return;
        }
        byte[] piece;
        try {
            piece = in.readNBytes((int) Math.min(PIECE, left));
        } catch (IOException | RuntimeException e) {
            broken(e);
            return;
        }
        left -= piece.length;
        // The timer closes the file: Undertow does not call back for a connection that is closed here.
        timer = exchange.getIoThread().executeAfter(this::breakOff, patience.toMillis(), TimeUnit.MILLISECONDS);
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
            ContentStream.this.onException(done, sender, failure);
        }
    };

    @Override
    public void onComplete(HttpServerExchange done, Sender sender) {
        timer.remove();
        exchange.getConnection().getWorker().execute(this::next);
    }

    @Override
    public void onException(HttpServerExchange done, Sender sender, IOException failure) {
        breakOff();
    }

    private void broken(Exception e) {
        LOG.warn("content could not be sent cause=\"{}\"", e.toString());
        breakOff();
    }

    private void breakOff() {
        end();
        IoUtils.safeClose(exchange.getConnection());
    }

    private void end() {
        timer.remove();
        IoUtils.safeClose(in);
    }
}
