package dev.jenvoy.dispatch.intake;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.journal.StoredRequest;
import java.util.Map;
import java.util.Optional;

/**
 * The deliveries of one request: what they share, and what all of them together may take. They are handed in one after the
 * other; not safe for use by several threads.
 */
public final class Batch {

    /** How many of its deliveries are accepted at once: as many as may wait by default. */
    static final int MOST_ACCEPTED = 1000;

    /** How many bytes of payload files their hooks are given, each delivery counted once. */
    static final long MOST_BYTES = 1L << 30;

    /** How many of its deliveries that cause nothing are noted in the journal. */
    public static final int MOST_NOTED = 100;

    private final StoredRequest request;
    private boolean backedUp;
    private int accepted;
    private int noted;

    /** @param headers what is kept of the request's headers for looking back; no secret, no signature. Must not change */
    public Batch(Map<String, String> headers) {
        this(new StoredRequest(headers));
    }

    /** Of a delivery that came before. */
    public Batch(StoredRequest request) {
        this.request = request;
    }

    /** Returns what is kept of the request's headers. */
    public Map<String, String> headers() {
        return request.headers();
    }

    StoredRequest request() {
        return request;
    }

    /** Whether this is the first of them that is to be backed up: they have one payload. */
    public boolean takeBackup() {
        boolean first = !backedUp;
        backedUp = true;
        return first;
    }

    /** Whether another one that causes nothing is noted. */
    public boolean takeNote() {
        return noted++ < MOST_NOTED;
    }

    /** Counts one that is about to be accepted; why it is not, if too many were. */
    Optional<Submission> take(Delivery delivery) {
        if (accepted >= MOST_ACCEPTED
                || (accepted > 0 && (accepted + 1L) * delivery.payload().size() > MOST_BYTES)) {
            return Optional.of(new Submission.Unavailable(
                    "branches",
                    "one request starts hooks for at most " + MOST_ACCEPTED + " branches, and for 1 GB of payloads"));
        }
        accepted++;
        return Optional.empty();
    }
}
