package dev.jenvoy.dispatch.intake;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries with actions apart alone that were accepted a moment ago. Nothing is awaited of them, so they are in flight
 * no longer, and a copy that was sent at the same time would count as a redelivery. Safe for use by several threads.
 */
final class RecentDeliveries {

    /** Copies that a sender or a proxy makes come within a second or so; a person who redelivers needs longer than this. */
    static final Duration KEPT = Duration.ofSeconds(10);

    private final ScheduledExecutorService timer;
    private final Map<DeliveryKey, Recent> recent = new ConcurrentHashMap<>();

    private record Recent(DeliveryIdentity identity, long entry) {}

    /** @param timer runs short tasks later */
    RecentDeliveries(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Remembers one for a while. */
    void add(Delivery delivery, long entry) {
        DeliveryKey key = delivery.key();
        Recent one = new Recent(DeliveryIdentity.of(delivery), entry);
        recent.put(key, one);
        Runnable forget = () -> recent.remove(key, one);
        try {
            Future<?> unusedTask = timer.schedule(forget, KEPT.toSeconds(), TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            // The server stops, and forgets all of them.
            forget.run();
        }
    }

    /** Returns the answer to this very delivery, if it was accepted a moment ago. */
    Optional<Submission> answer(Delivery delivery) {
        @Nullable Recent known = recent.get(delivery.key());
        return known != null && known.identity().equals(DeliveryIdentity.of(delivery))
                ? Optional.of(Submission.ignored(delivery, OptionalLong.of(known.entry())))
                : Optional.empty();
    }
}
