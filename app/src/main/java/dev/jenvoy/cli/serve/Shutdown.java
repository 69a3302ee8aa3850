package dev.jenvoy.cli.serve;

import dev.jenvoy.app.Logging;
import dev.jenvoy.app.Server;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops the server on SIGTERM and SIGINT, in good order at the first, at once at the second. */
final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");

    /** As a shell says that a signal ended a program. */
    private static final int SIGNALLED = 128;

    /** How long the log may take before an end that asks nothing else to end. */
    private static final Duration LAST_LINES = Duration.ofMillis(500);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Server server;
    private boolean asked;

    private Shutdown() {}

    /** Listens from now on, also while the server starts: what that has begun is to be ended in good order too. */
    static Shutdown install() {
        Shutdown shutdown = new Shutdown();
        StopSignals.listen(shutdown::asked);
        return shutdown;
    }

    /** The server has started; it is stopped at once if that was asked for meanwhile. */
    synchronized void started(Server running) {
        server = running;
        if (asked) {
            begin(running);
        }
    }

    /** Blocks until the server has stopped. */
    void await() throws InterruptedException {
        stopped.await();
    }

    private synchronized void asked(int signal) {
        if (asked) {
            LOG.warn("stopping at once signal={}", signal);
            Logging.flush(LAST_LINES);
            Runtime.getRuntime().halt(SIGNALLED + signal);
        }
        asked = true;
        if (server != null) {
            begin(server);
        }
    }

    /** The thread that tells of signals must be free for the second one. */
    private void begin(Server running) {
        new Thread(() -> stop(running), "stop").start();
    }

    private void stop(Server running) {
        try {
            running.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("stopping failed", e);
        } finally {
            stopped.countDown();
        }
    }
}
