package dev.jenvoy.store.write;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tracks whether the database can be written, and when to try again. Changed by the writing thread only. */
public final class WriteHealth {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");
    private static final long ROUND = TimeUnit.SECONDS.toNanos(1);

    private volatile @Nullable Cause cause;
    private long looked;

    /**
     * The reason why nothing can be written.
     *
     * @param passes whether the cause may pass without a restart
     */
    public record Cause(String reason, boolean passes) {}

    boolean isOn() {
        return cause != null;
    }

    Optional<String> reason() {
        Cause now = cause;
        return now == null ? Optional.empty() : Optional.of(now.reason());
    }

    void enter(Cause found) {
        if (cause == null) {
            LOG.error("journal accepts no new deliveries reason=\"{}\"", found.reason());
        }
        cause = found;
        looked = System.nanoTime();
    }

    boolean due() {
        Cause now = cause;
        return now != null && now.passes() && System.nanoTime() - looked >= ROUND;
    }

    /** Checks whether the database can be written again. */
    void look(Transactions transactions) {
        Cause now = cause;
        if (now == null || !now.passes()) {
            return;
        }
        looked = System.nanoTime();
        Optional<Cause> still = transactions.probe();
        if (still.isPresent()) {
            cause = still.get();
        } else {
            cause = null;
            LOG.info("journal accepts new deliveries again");
        }
    }
}
