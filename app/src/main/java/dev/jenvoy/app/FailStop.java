package dev.jenvoy.app;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process at once, with its own exit code, when a thread died of an error or memory ran out. Otherwise the
 * server would look alive but do nothing. The journal is in the same state as after a kill, and the next start recovers
 * it.
 *
 * <p>The launcher sets the Java runtime's option {@code -XX:+ExitOnOutOfMemoryError}, which ends with the same code.
 * This class also handles threads that die of another error, and servers that were started without the launcher.
 */
public final class FailStop {

    /** The exit code, also of {@code -XX:+ExitOnOutOfMemoryError}. */
    public static final int CODE = 3;

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");
    private static final Duration LAST_LINES = Duration.ofSeconds(1);

    private static final int ROOM_FOR_WORDS = 64 * 1024;

    private final AtomicBoolean ending = new AtomicBoolean();

    /** Memory that is released at the end, so that the reason can be logged. */
    @SuppressWarnings("UnusedVariable") // It exists only to be released.
    private byte @Nullable [] room = new byte[ROOM_FOR_WORDS];

    private FailStop() {}

    /** Watches every thread of this process from now on, including threads of libraries. */
    public static void install() {
        FailStop stop = new FailStop();
        Thread.setDefaultUncaughtExceptionHandler(stop::died);
        Logging.onFailure(stop::logged);
    }

    private void died(Thread thread, Throwable failure) {
        if (ending.compareAndSet(false, true)) {
            end("a thread died, the server ends thread={}", thread, failure);
        }
    }

    /** Checks every logged error, because most errors are caught and logged where they occur, also by libraries. */
    private void logged(Throwable failure) {
        if (isOutOfMemory(failure) && ending.compareAndSet(false, true)) {
            end("memory ran out, the server ends thread={}", Thread.currentThread(), failure);
        }
    }

    private void end(String message, Thread thread, Throwable failure) {
        room = null;
        try {
            LOG.error(message, thread.getName(), failure);
            Logging.flush(LAST_LINES);
        } finally {
            Runtime.getRuntime().halt(CODE);
        }
    }

    /**
     * Returns whether memory ran out. A thread that cannot be created throws the same error, but that is a limit of the
     * system, which may pass.
     */
    static boolean isOutOfMemory(Throwable failure) {
        @Nullable Throwable one = failure;
        for (int depth = 0; one != null && depth < 20; depth++) {
            if (one instanceof OutOfMemoryError) {
                return !String.valueOf(one.getMessage()).contains("native thread");
            }
            one = one.getCause();
        }
        return false;
    }
}
