package dev.jenvoy.cli;

import dev.jenvoy.app.Server;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops the server on SIGTERM and SIGINT, in good order at the first, at once at the second. */
final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    /** As a shell says that a signal ended a program. */
    private static final int SIGNALLED = 128;

    private final Server server;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean asked;

    private Shutdown(Server server) {
        this.server = server;
    }

    static Shutdown install(Server server) {
        Shutdown shutdown = new Shutdown(server);
        StopSignals.listen(shutdown::asked);
        return shutdown;
    }

    /** Blocks until the server has stopped. */
    void await() throws InterruptedException {
        stopped.await();
    }

    private synchronized void asked(int signal) {
        if (asked) {
            LOG.warn("stopping at once signal={}", signal);
            Runtime.getRuntime().halt(SIGNALLED + signal);
        }
        asked = true;
        // The thread that tells of signals must be free for the second one.
        new Thread(this::stop, "stop").start();
    }

    private void stop() {
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("stopping failed", e);
        } finally {
            stopped.countDown();
        }
    }
}
