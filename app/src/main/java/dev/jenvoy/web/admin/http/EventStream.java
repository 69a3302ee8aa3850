package dev.jenvoy.web.admin.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Server-sent events to one client. Nothing here waits for the client: what it has not taken yet is held in memory up to
 * {@link #MOST_WAITING} bytes, and a client that falls further behind is cut off. Safe for use by several threads.
 */
public final class EventStream {

    /** So much may wait for a client. */
    static final int MOST_WAITING = 1 << 20;

    /** What an event costs beside its text, so that small ones are bounded too. */
    private static final int EACH = 256;

    private final HttpServerExchange exchange;
    private final LoginTicket pass;
    private final StreamSinkChannel sink;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<Runnable> closings = new ArrayList<>();
    private long waiting;
    private boolean ending;
    private boolean closed;
    private boolean moved = true;

    private record Frame(ByteBuffer bytes, int weight) {}

    private EventStream(HttpServerExchange exchange, LoginTicket pass, StreamSinkChannel sink) {
        this.exchange = exchange;
        this.pass = pass;
        this.sink = sink;
    }

    /**
     * Has the stream begun, on a thread that may block. The head goes out with the first event: whoever sees the stream open,
     * and looks how things stand, hears of all that happens afterwards. To a HEAD it is the head alone.
     *
     * @param pass how the client was let in; see {@link #review}
     */
    static void open(HttpServerExchange exchange, LoginTicket pass, ApiResult.Beginning beginning) {
        exchange.setPersistent(false);
        if (exchange.getRequestMethod().toString().equals("HEAD")) {
            exchange.endExchange();
            return;
        }
        exchange.getIoThread().execute(() -> {
            EventStream stream = new EventStream(exchange, pass, exchange.getResponseChannel());
            stream.sink.getWriteSetter().set(channel -> stream.pump());
            stream.noticeEnd();
            exchange.getConnection().getWorker().execute(() -> beginning.begin(stream));
        });
    }

    /**
     * Takes room for an event of about this many characters, to be given back by the {@link #send} that it is for. A
     * client without room is cut off.
     *
     * @return whether there was room
     */
    public boolean reserve(int characters) {
        synchronized (this) {
            if (closed || ending) {
                return false;
            }
            if (waiting + characters + EACH <= MOST_WAITING) {
                waiting += characters + EACH;
                return true;
            }
        }
        cut();
        return false;
    }

    /** Sends an event for which room was taken. */
    public void send(String event, String json, int reserved) {
        enqueue("event: " + event + "\ndata: " + json + "\n\n", reserved + EACH);
    }

    /** Sends an event whatever waits already: the first one, which may be large. */
    public void sendFirst(String event, String json) {
        enqueue("event: " + event + "\ndata: " + json + "\n\n", 0);
    }

    /** Shows the client that the stream lives, and cuts it off when it has taken nothing since the last time. */
    public void beat() {
        boolean stuck;
        synchronized (this) {
            stuck = !moved && !frames.isEmpty();
            moved = false;
        }
        if (stuck) {
            cut();
        } else {
            // An event, not a comment: of those a browser tells its page nothing.
            enqueue("event: beat\ndata: {}\n\n", 0);
        }
    }

    /** Cuts the client off when it would not be let in any more. */
    public void review() {
        if (!pass.holds()) {
            cut();
        }
    }

    /** No more events; ends when the last one has been taken. */
    public void end() {
        synchronized (this) {
            ending = true;
        }
        exchange.getIoThread().execute(this::pump);
    }

    /** Ends at once. */
    public void cut() {
        List<Runnable> tell;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            frames.clear();
            tell = List.copyOf(closings);
        }
        // Not here: who cuts a client off may hold what is to be given back.
        exchange.getIoThread().execute(() -> {
            tell.forEach(Runnable::run);
            IoUtils.safeClose(exchange.getConnection());
        });
    }

    /** What is to be done when it has ended, for whatever reason; at once when it has already. Must be short. */
    public void onClosed(Runnable closing) {
        synchronized (this) {
            if (!closed) {
                closings.add(closing);
                return;
            }
        }
        closing.run();
    }

    private void enqueue(String text, int weight) {
        synchronized (this) {
            if (closed || ending) {
                return;
            }
            frames.add(new Frame(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), weight));
        }
        exchange.getIoThread().execute(this::pump);
    }

    /** Writes what the connection takes now. On the I/O thread alone. */
    private void pump() {
        try {
            for (Frame frame = first(); frame != null; frame = first()) {
                int written = sink.write(frame.bytes());
                synchronized (this) {
                    moved |= written > 0;
                    if (!frame.bytes().hasRemaining()) {
                        frames.remove();
                        waiting -= frame.weight();
                        continue;
                    }
                }
                if (written == 0) {
                    sink.resumeWrites();
                    return;
                }
            }
            if (!sink.flush()) {
                sink.resumeWrites();
                return;
            }
            sink.suspendWrites();
            if (isDone()) {
                sink.shutdownWrites();
                if (sink.flush()) {
                    cut();
                } else {
                    sink.resumeWrites();
                }
            }
        } catch (IOException e) {
            cut();
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Frame first() {
        return frames.peek();
    }

    private synchronized boolean isDone() {
        return ending && !closed && frames.isEmpty();
    }

    /** A client that goes away would otherwise be noticed at the next event only. */
    private void noticeEnd() {
        if (exchange.getConnection() instanceof HttpServerConnection connection) {
            ConduitStreamSourceChannel source = connection.getChannel().getSourceChannel();
            source.setReadListener(channel -> drain(connection, source));
            source.resumeReads();
        }
    }

    private void drain(HttpServerConnection connection, ConduitStreamSourceChannel source) {
        try (PooledByteBuffer pooled = connection.getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            int read;
            do {
                buffer.clear();
                read = source.read(buffer);
            } while (read > 0);
            if (read < 0) {
                cut();
            }
        } catch (IOException e) {
            cut();
        }
    }
}
