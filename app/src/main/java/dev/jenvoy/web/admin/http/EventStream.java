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
 * Sends server-sent events to one client. Never waits for the client: holds up to {@link #MOST_WAITING} bytes in
 * memory, and disconnects a client that falls further behind. Safe for use by several threads.
 */
public final class EventStream {

    /** Limits how much may wait for a client. */
    public static final int MOST_WAITING = 1 << 20;

    /** Counts each event with this many bytes in addition to its text, so that small ones are limited too. */
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
     * Opens a stream, and begins it on a thread that may block. The head is sent with the first event, so a client that
     * sees the stream open and then reads the state misses no later event. Answers a HEAD with the head alone.
     *
     * @param pass how the client was authenticated; see {@link #review}
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
     * Reserves space for an event of about this many characters; {@link #send} releases it. Disconnects a client
     * without space.
     *
     * @return whether there was space
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

    /**
     * Reserves space for an event that can also be sent later.
     *
     * @param most how much may wait for the client then, unless nothing waits now
     * @return whether there was space
     */
    public synchronized boolean reserveWithin(int characters, int most) {
        if (closed || ending || (waiting > 0 && waiting + characters + EACH > most)) {
            return false;
        }
        waiting += characters + EACH;
        return true;
    }

    /** Returns whether nothing can be sent any more. */
    public synchronized boolean isOver() {
        return closed || ending;
    }

    /** Sends an event for which space was reserved. */
    public void send(String event, String json, int reserved) {
        enqueue("event: " + event + "\ndata: " + json + "\n\n", reserved + EACH);
    }

    /** Sends an event regardless of what waits: the first one, which may be large. */
    public void sendFirst(String event, String json) {
        enqueue("event: " + event + "\ndata: " + json + "\n\n", 0);
    }

    /** Sends a sign of life, and disconnects the client if it has read nothing since the last one. */
    public void beat() {
        boolean stuck;
        synchronized (this) {
            stuck = !moved && !frames.isEmpty();
            moved = false;
        }
        if (stuck) {
            cut();
        } else {
            // Sends an event, not a comment, because browsers do not pass comments to the page.
            enqueue("event: beat\ndata: {}\n\n", 0);
        }
    }

    /** Disconnects the client if its access has ended. */
    public void review() {
        if (!pass.holds()) {
            cut();
        }
    }

    /** Ends the stream after the last waiting event was sent. */
    public void end() {
        synchronized (this) {
            ending = true;
        }
        exchange.getIoThread().execute(this::pump);
    }

    /** Ends the stream at once. */
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
        // Runs on the I/O thread: the caller may hold a lock that the callbacks need.
        exchange.getIoThread().execute(() -> {
            tell.forEach(Runnable::run);
            IoUtils.safeClose(exchange.getConnection());
        });
    }

    /** Calls back when the stream has ended, for any reason; at once if it already has. The callback must be short. */
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

    /** Writes what the connection accepts now. Runs on the I/O thread only. */
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

    /** Notices a client that disconnects. Without this, it would be noticed only at the next event. */
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
