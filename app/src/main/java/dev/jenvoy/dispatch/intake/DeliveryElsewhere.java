package dev.jenvoy.dispatch.intake;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.journal.Journal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A delivery that was accepted and is not run here. What becomes of it is read from the journal. */
@CheckReturnValue
final class DeliveryElsewhere implements DeliveryProgress {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    private final long number;
    private final boolean wasThere;
    private final CompletedDeliveries past;
    private final CompletableFuture<List<Ended>> all = new CompletableFuture<>();

    private DeliveryElsewhere(long number, boolean wasThere, CompletedDeliveries past) {
        this.number = number;
        this.wasThere = wasThere;
        this.past = past;
    }

    /** Follows one that this server has just accepted, or held until now. */
    static DeliveryElsewhere accepted(long number, CompletedDeliveries past, Journal journal, Executor background) {
        return new DeliveryElsewhere(number, false, past).follow(journal, background);
    }

    /** Follows one that had been accepted before. */
    static DeliveryElsewhere joined(long number, CompletedDeliveries past, Journal journal, Executor background) {
        return new DeliveryElsewhere(number, true, past).follow(journal, background);
    }

    private DeliveryElsewhere follow(Journal journal, Executor background) {
        journal.over(number)
                .thenApplyAsync(over -> past.outcomes(number), background)
                .whenComplete((ended, failure) -> {
                    if (failure == null) {
                        all.complete(ended);
                    } else {
                        LOG.warn(
                                "the end of a delivery is not known here, its sender is told later entry={}",
                                number,
                                failure);
                    }
                });
        return this;
    }

    /** Whether it had been accepted before, so that this request only joined it. */
    boolean wasThere() {
        return wasThere;
    }

    @Override
    public long number() {
        return number;
    }

    /** Returns what has ended, as far as the journal can be read. Blocks for reading from it until {@link #all} has completed. */
    @Override
    public List<Ended> soFar() {
        List<Ended> known = all.getNow(List.of());
        return known.isEmpty() ? read() : known;
    }

    private List<Ended> read() {
        try {
            return past.outcomes(number);
        } catch (IllegalStateException e) {
            // It is accepted all the same, and its sender is to hear that.
            LOG.warn("what has ended of a delivery is not known here entry={}", number, e);
            return List.of();
        }
    }

    @Override
    public CompletionStage<List<Ended>> all() {
        return all.minimalCompletionStage();
    }
}
