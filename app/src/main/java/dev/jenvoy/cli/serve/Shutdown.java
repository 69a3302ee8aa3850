package dev.jenvoy.cli.serve;

import dev.jenvoy.app.Logging;
import dev.jenvoy.app.Server;
import dev.jenvoy.app.cluster.StopRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops the server on SIGTERM and SIGINT: cleanly after the first signal, at once after the second. */
final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");

    /** Added to a signal's number for the exit code, as shells do. */
    private static final int SIGNALLED = 128;

    /** How long writing the log may take before an end at once. */
    private static final Duration LAST_LINES = Duration.ofMillis(500);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Server server;
    private final StopRequest request = new StopRequest();

    private Shutdown() {}

    /** Listens for signals from now on, also while the server starts, so that a start can be ended cleanly. */
    static Shutdown install() {
        Shutdown shutdown = new Shutdown();
        StopSignals.listen(shutdown::asked);
        return shutdown;
    }

    /** Returns what a start that waits asks. */
    StopRequest request() {
        return request;
    }

    /** Sets the running server. Stops it at once if a signal came during its start. */
    synchronized void started(Server running) {
        server = running;
        if (request.isMade()) {
            begin(running);
        }
    }

    /** Blocks until the server has stopped. */
    void await() throws InterruptedException {
        stopped.await();
    }

    private synchronized void asked(int signal) {
        if (request.isMade()) {
            LOG.warn("stopping at once signal={}", signal);
            Logging.flush(LAST_LINES);
            Runtime.getRuntime().halt(SIGNALLED + signal);
        }
        request.make();
        if (server != null) {
            begin(server);
        }
    }

    /** Stops on another thread, because the thread of signals must be free for the second one. */
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
