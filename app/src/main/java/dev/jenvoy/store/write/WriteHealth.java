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
    private volatile @Nullable String holdUp;
    private volatile Runnable sign = () -> {};
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

    /**
     * Says from the writing thread that it waits for something and cannot even refuse what is in hand. New changes that
     * would be refused are refused at once meanwhile.
     */
    public void holdUp(String reason) {
        if (holdUp == null) {
            LOG.error("journal accepts no new deliveries for now reason=\"{}\"", reason);
        }
        holdUp = reason;
    }

    /** Ends what {@link #holdUp} began. */
    public void goOn() {
        if (holdUp != null) {
            LOG.info("journal goes on");
            holdUp = null;
        }
    }

    /** Says from the writing thread, while it is held up, that it still works on that. */
    public void stillTries() {
        sign.run();
    }

    /** Sets what {@link #stillTries} does. */
    void onSign(Runnable task) {
        sign = task;
    }

    boolean isHeldUp() {
        return holdUp != null;
    }

    Optional<String> reason() {
        String held = holdUp;
        if (held != null) {
            return Optional.of(held);
        }
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
