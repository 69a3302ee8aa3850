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
 * Brings the admin listener up, and tries again every ten seconds while its address is taken: deliveries do not wait for
 * the page that shows them. Safe for use by several threads.
 */
final class AdminStart {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");
    private static final long AGAIN_SECONDS = 10;

    private final ScheduledExecutorService timer;
    private final Liveness liveness;
    private boolean stopped;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Optional<InetSocketAddress> address = Optional.empty();

    /** @param liveness asks its thread once it listens */
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
                        "admin listener cannot be started, trying again host={} port={} cause=\"{}\";"
                                + " is another server running there? admin_port sets another port",
                        host,
                        port,
                        Server.innermost(e).getMessage());
            }
            trouble = Optional.of("the admin listener cannot be started: its address is taken or not of this machine");
            Future<?> unusedAgain = timer.schedule(() -> begin(admin, host, port), AGAIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Stops it, whether it listens or not; it is not tried again. */
    synchronized void stop(AdminListener admin) throws InterruptedException {
        stopped = true;
        admin.stop();
    }

    /** Where it listens; empty as long as it does not. */
    Optional<InetSocketAddress> address() {
        return address;
    }

    /** Why it does not listen, in words that anyone may read. */
    Optional<String> trouble() {
        return trouble;
    }
}
