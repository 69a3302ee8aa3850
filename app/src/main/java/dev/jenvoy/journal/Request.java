package dev.jenvoy.journal;

import dev.jenvoy.delivery.Payload;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the journal keeps of a request beside the facts of its deliveries: the headers and the payload, which are kept
 * once, however many deliveries it makes. The deliveries of one request are to be appended with the same object; those
 * that come again are appended with that of the one that they repeat, {@link Detail#request}. Safe for use by several
 * threads.
 */
public final class Request {

    /** No entry has this number. */
    private static final long NONE = -1;

    private final Map<String, String> headers;

    /** Whether it is in the journal from before: then nothing of it is written again. */
    private final boolean isPast;

    /** The entry that the headers and the payload were written with, if that change stood. */
    private volatile long keeper;

    /** Whether a row with the headers and the payload has been committed. */
    private volatile boolean isKept;

    private @Nullable Content content;
    private int appending;

    /** @param headers those that matter for looking back; no secret, no signature. Not copied: they must not change */
    public Request(Map<String, String> headers) {
        this(headers, NONE);
    }

    private Request(Map<String, String> headers, long keeper) {
        this.headers = headers;
        this.keeper = keeper;
        this.isPast = keeper != NONE;
        this.isKept = isPast;
    }

    /** One of which headers and payload stand in the row of this entry. */
    static Request keptBy(long keeper, Map<String, String> headers) {
        return new Request(headers, keeper);
    }

    /** Those that matter for looking back, in their order. */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * What is to be written of it, for one more delivery that is being appended, until {@link #appended}. Blocks for the
     * first of them where the payload goes to a file.
     */
    synchronized Content begin(Payload payload, PayloadFiles files) throws IOException {
        Content known = content;
        if (known == null) {
            known = isPast ? Content.ELSEWHERE : Content.of(payload, Headers.text(headers), files);
            content = known;
        }
        appending++;
        return known;
    }

    /** An append has come to its end. A file that no row names then is deleted. */
    synchronized void appended(PayloadFiles files) {
        appending--;
        Content known = content;
        if (appending == 0 && !isKept && known != null && known.file != null) {
            files.delete(known.file);
            content = null;
        }
    }

    /**
     * The entry that the headers and the payload were written with; negative while there is none. Whether its row is there
     * is to be looked up: the change may have been undone, or the entry deleted. No number is given twice, so a row of
     * this number is the right one.
     */
    long keeper() {
        return keeper;
    }

    /** They are being written with this entry. Called by who writes. */
    void keepWith(long entry) {
        keeper = entry;
    }

    /** Whether they were in the journal, so that what is not found any more was deleted. */
    boolean wasKept() {
        return isKept;
    }

    /** A delivery of this request has been committed. Called by who writes. */
    void committed() {
        isKept = true;
    }
}
