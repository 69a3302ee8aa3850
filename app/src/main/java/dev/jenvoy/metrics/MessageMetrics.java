package dev.jenvoy.metrics;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.Listener;
import dev.jenvoy.journal.PlannedStep;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts attempts to send messages by their room. The counter exists once there was a message: a server without chat does
 * not show it. Called on the journal's one thread.
 */
final class MessageMetrics implements Listener {

    // The words of chat, which this package does not use; both are stored with each action and never change.
    private static final String KIND = "chat";
    private static final String QUEUE = "room ";
    private static final int MAX_ROOMS = 200;
    private static final int MAX_MESSAGES = 20_000;

    private final PrometheusRegistry registry;
    private final Bounded rooms = new Bounded(MAX_ROOMS);

    /** The rooms of messages that may be tried once more, the newest ones. */
    private final Map<Place, String> underWay = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, String> eldest) {
            return size() > MAX_MESSAGES;
        }
    };

    private @Nullable Counter messages;

    /** One message. */
    private record Place(long entry, int position) {}

    MessageMetrics(PrometheusRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void on(JournalEvent news) {
        if (news instanceof JournalEvent.Accepted accepted) {
            takes(accepted.accepted());
        } else if (news instanceof JournalEvent.Claimed claimed) {
            takes(claimed.claimed().entry());
        } else if (news instanceof JournalEvent.Ended ended) {
            ended(ended);
        }
    }

    private void takes(Entry entry) {
        for (PlannedStep step : entry.apart()) {
            if (step.planned().kind().equals(KIND)) {
                String queue = step.planned().policy().queue().orElse("");
                String room = queue.startsWith(QUEUE) ? queue.substring(QUEUE.length()) : queue;
                underWay.put(new Place(entry.id(), step.position()), rooms.of(room));
            }
        }
    }

    private void ended(JournalEvent.Ended ended) {
        Place place = new Place(ended.entry(), ended.position());
        @Nullable String room = underWay.get(place);
        if (room == null) {
            return;
        }
        String result = result(ended.outcome());
        // An operator may have a failed one sent again.
        if (!result.equals("retried") && !result.equals("failed")) {
            underWay.remove(place);
        }
        counter().labelValues(room, result).inc();
    }

    private static String result(Outcome outcome) {
        return switch (outcome.ending()) {
            case DONE -> "sent";
            case NOTHING -> "nothing";
            case VANISHED -> "vanished";
            case CANCELLED, SUPERSEDED -> "dropped";
            default ->
                outcome.ending() == Ending.FAILED && outcome.retry() instanceof RetryAdvice.Never
                        ? "failed"
                        : "retried";
        };
    }

    private Counter counter() {
        Counter known = messages;
        if (known == null) {
            known = Counter.builder()
                    .name("jenvoy_chat_messages_total")
                    .help("Ended attempts to send chat messages, by room and result.")
                    .labelNames("room", "result")
                    .withoutExemplars()
                    .register(registry);
            messages = known;
        }
        return known;
    }
}
