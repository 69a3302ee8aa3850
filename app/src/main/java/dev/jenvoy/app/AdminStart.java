package dev.jenvoy.app;

import dev.jenvoy.web.admin.AdminListener;
import dev.jenvoy.web.health.Liveness;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the admin listener, and tries again every ten seconds while its address is taken: deliveries do not wait for
 * it. Safe for use by several threads.
 */
final class AdminStart {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");
    private static final long AGAIN_SECONDS = 10;

    private final ScheduledExecutorService timer;
    private final Liveness liveness;
    private boolean stopped;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Optional<InetSocketAddress> address = Optional.empty();

    /** @param liveness checks its I/O thread once it listens */
    AdminStart(ScheduledExecutorService timer, Liveness liveness) {
        this.timer = timer;
        this.liveness = liveness;
    }

    /** Starts it, now or later. */
    synchronized void begin(AdminListener admin, String host, int port) {
        if (stopped) {
            return;
        }
        try {
            admin.start();
            admin.watch(liveness);
            address = Optional.of(admin.address());
            LOG.info("admin listening address={}", admin.address());
            trouble = Optional.empty();
        } catch (RuntimeException e) {
            if (trouble.isEmpty()) {
                LOG.error(
                        "the admin listener cannot be started, trying again host={} port={} cause=\"{}\";"
                                + " is another server running there? admin_port sets another port",
                        host,
                        port,
                        Server.innermost(e).getMessage());
            }
            trouble = Optional.of(
                    "the admin listener cannot be started: its address is taken, or does not belong to this machine");
            Future<?> unusedAgain = timer.schedule(() -> begin(admin, host, port), AGAIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Stops it, whether it listens or not, and does not try again. */
    synchronized void stop(AdminListener admin) throws InterruptedException {
        stopped = true;
        admin.stop();
    }

    /** Returns the address on which it listens; empty while it does not. */
    Optional<InetSocketAddress> address() {
        return address;
    }

    /** Returns why it does not listen, in words that may be public. */
    Optional<String> trouble() {
        return trouble;
    }
}
