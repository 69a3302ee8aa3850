package dev.jenvoy.app;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process at once, with an exit code of its own, when a thread died of an error or memory ran out: what is left
 * then looks alive and is deaf. The journal is as after a kill, and the next start takes it up.
 *
 * <p>The launcher has the Java runtime do the same with its option {@code -XX:+ExitOnOutOfMemoryError}, which ends with
 * the same code. This class is for what that option does not see: a thread that dies of anything else, and a server
 * that was started without the launcher.
 */
public final class FailStop {

    /** The process's exit code then; that of {@code -XX:+ExitOnOutOfMemoryError} too. */
    public static final int CODE = 3;

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");
    private static final Duration LAST_LINES = Duration.ofSeconds(1);

    private static final int ROOM_FOR_WORDS = 64 * 1024;

    private final AtomicBoolean ending = new AtomicBoolean();

    /** Given up at the end, so that there is room to say why. */
    @SuppressWarnings("UnusedVariable") // It is there to be let go.
    private byte @Nullable [] room = new byte[ROOM_FOR_WORDS];

    private FailStop() {}

    /** Looks after every thread of this process from now on, those of libraries too. */
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

    /** Most errors are caught and logged where they came up, by the libraries too: so they all come by here. */
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

    /** A thread that cannot be made is no lack of memory, in spite of its error: the limit is the system's, and passes. */
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
