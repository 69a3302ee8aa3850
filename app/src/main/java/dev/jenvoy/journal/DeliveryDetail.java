package dev.jenvoy.journal;

import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of one delivery.
 *
 * @param summary what the list shows
 * @param request what is kept of its request: its headers; empty when it was only noted
 * @param digest of its payload; empty when it was only noted
 * @param payload the payload, read from the journal at each opening; empty when it was only noted
 * @param actions what it caused, in order; those that run apart come last
 * @param reason why it was set aside
 * @param requests who asked for it to be run again or cancelled, in that order
 */
public record DeliveryDetail(
        DeliverySummary summary,
        StoredRequest request,
        Optional<PayloadDigest> digest,
        Optional<Payload> payload,
        List<ActionDetail> actions,
        Optional<String> reason,
        List<OperatorRequest> requests) {

    public DeliveryDetail {
        actions = List.copyOf(actions);
        requests = List.copyOf(requests);
    }

    /** Returns the headers as they were given when it was accepted; empty when it was only noted. */
    public Map<String, String> headers() {
        return request.headers();
    }

    /**
     * An action with all its attempts for this entry, in order.
     *
     * @param due when it is tried again, if it waits for that
     */
    public record ActionDetail(Planned planned, ActionState state, Optional<Instant> due, List<RecordedRun> runs) {

        public ActionDetail {
            runs = List.copyOf(runs);
        }
    }
}
