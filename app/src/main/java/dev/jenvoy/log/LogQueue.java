package dev.jenvoy.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of the log on its own thread, in order. Logging never blocks the caller, so a stalled reader of the
 * log stops only the log. Safe for use by several threads.
 *
 * <p>Writes the lines of each {@link #GATHERING} together. A line of WARN or above is written at once, with all lines
 * before it. When {@link #ROOM} bytes wait, lines below WARN are dropped; WARN and above have {@link #RESERVE} more
 * bytes. Dropped lines are counted, and a line with their number follows as soon as there is room.
 *
 * <p>Waiting lines are lost when the process dies. {@link #flush} writes them before an expected end; {@link
 * System#exit} and signals call it.
 */
public final class LogQueue extends UnsynchronizedAppenderBase<ILoggingEvent> {

    /** The maximum number of waiting bytes. */
    static final int ROOM = 1 << 20;

    /** Additional bytes for lines that need attention. */
    static final int RESERVE = 1 << 20;

    /** How long lines below WARN gather, so that one write and one wake-up serve many lines. */
    static final Duration GATHERING = Duration.ofMillis(50);

    /** How long the end of the process waits for a stalled reader. */
    private static final Duration LAST_LINES = Duration.ofSeconds(2);

    /** A buffer that grew larger than this in a burst is released. */
    private static final int SPARE = 64 * 1024;

    private final Encoder<ILoggingEvent> encoder;
    private final Supplier<? extends OutputStream> target;
    private final Object lock = new Object();

    /** The lock guards all fields below except {@link #failures}. */
    private @Nullable Thread thread;

    private Lines waiting = new Lines();
    private @Nullable Lines spare;
    private boolean idle;
    private boolean gathering;
    private boolean urgent;
    private long accepted;
    private long written;
    private int droppedLines;
    private int droppedWarnings;

    private volatile Consumer<Throwable> failures = failure -> {};

    /** The bytes of complete lines. */
    private static final class Lines extends ByteArrayOutputStream {

        Lines() {
            super(8 * 1024);
        }

        void add(byte[] line) {
            write(line, 0, line.length);
        }

        boolean isLarge() {
            return buf.length > SPARE;
        }
    }

    /** @param target returns the stream for lines; called for each write */
    public LogQueue(LoggerContext context, Encoder<ILoggingEvent> encoder, Supplier<? extends OutputStream> target) {
        setContext(context);
        this.encoder = encoder;
        this.target = target;
    }

    /** Accepts lines, and writes the last of them at the end of the Java runtime. */
    @Override
    public void start() {
        super.start();
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> flush(LAST_LINES), "log-flush"));
        } catch (IllegalStateException e) {
            addInfo("the runtime ends already", e);
        }
    }

    /** Sets the listener for errors that lines carry. It is called on the thread that logs. */
    public void onFailure(Consumer<Throwable> listener) {
        failures = listener;
    }

    @Override
    protected void append(ILoggingEvent event) {
        byte[] line = encoder.encode(event);
        accept(line, event.getLevel().isGreaterOrEqual(Level.WARN));
        if (event.getThrowableProxy() instanceof ThrowableProxy carried) {
            failures.accept(carried.getThrowable());
        }
    }

    private void accept(byte[] line, boolean warning) {
        synchronized (lock) {
            if (waiting.size() + line.length > (warning ? ROOM + RESERVE : ROOM)) {
                drop(warning);
                return;
            }
            waiting.add(line);
            accepted += line.length;
            urgent |= warning;
            if (idle || (gathering && urgent)) {
                idle = false;
                lock.notifyAll();
            }
            begin();
        }
    }

    private void drop(boolean warning) {
        if (warning) {
            droppedWarnings++;
        } else {
            droppedLines++;
        }
    }

    /** Starts the thread with the first line, because most commands log nothing. */
    private void begin() {
        if (thread == null || !thread.isAlive()) {
            Thread writer = new Thread(this::work, "log");
            writer.setDaemon(true);
            try {
                writer.start();
                thread = writer;
            } catch (OutOfMemoryError e) {
                // No thread can be created now; the next line tries again.
                addError("the thread of the log cannot be started", e);
            }
        }
    }

    private void work() {
        while (true) {
            try {
                Lines piece = next();
                OutputStream out = target.get();
                piece.writeTo(out);
                out.flush();
                done(piece);
            } catch (InterruptedException e) {
                addInfo("an interruption is ignored", e);
            } catch (IOException e) {
                addError("the log cannot be written", e);
            }
        }
    }

    /** Waits for lines, and takes all of them. */
    private Lines next() throws InterruptedException {
        synchronized (lock) {
            // Lines of a failed write are lost, and must not count as waiting forever.
            written = accepted - waiting.size();
            lock.notifyAll();
            while (waiting.size() == 0) {
                idle = true;
                lock.wait();
            }
            idle = false;
            gather();
            urgent = false;
            Lines piece = waiting;
            waiting = spare == null ? new Lines() : spare;
            spare = null;
            if (droppedLines + droppedWarnings > 0) {
                byte[] notice = encoder.encode(dropped());
                piece.add(notice);
                droppedLines = 0;
                droppedWarnings = 0;
            }
            return piece;
        }
    }

    private void gather() throws InterruptedException {
        long end = System.nanoTime() + GATHERING.toNanos();
        gathering = true;
        try {
            long left = GATHERING.toNanos();
            while (!urgent && left > 0) {
                // Rounds up, because a wait of zero would never end.
                lock.wait((left + 999_999) / 1_000_000);
                left = end - System.nanoTime();
            }
        } finally {
            gathering = false;
        }
    }

    private ILoggingEvent dropped() {
        LoggerContext context = (LoggerContext) getContext();
        return new LoggingEvent(
                LogQueue.class.getName(),
                context.getLogger("jenvoy.server"),
                Level.WARN,
                "lines of the log were dropped because its reader is too slow below_warn={} warn={}",
                null,
                new Object[] {droppedLines, droppedWarnings});
    }

    private void done(Lines piece) {
        synchronized (lock) {
            if (!piece.isLarge()) {
                piece.reset();
                spare = piece;
            }
        }
    }

    /**
     * Writes the lines that were logged before this call. Blocks until that is done, at most for this long, because a
     * reader may have stalled.
     */
    public void flush(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        boolean interrupted = false;
        synchronized (lock) {
            long mine = accepted;
            urgent = true;
            lock.notifyAll();
            long left = most.toNanos();
            while (written - mine < 0 && left > 0 && thread != null && thread.isAlive()) {
                try {
                    lock.wait((left + 999_999) / 1_000_000);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                left = end - System.nanoTime();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
