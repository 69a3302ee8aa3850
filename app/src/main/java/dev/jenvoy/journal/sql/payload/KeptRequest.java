package dev.jenvoy.journal.sql.payload;

import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.journal.StoredRequest;
import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where the headers and the payload of one {@link StoredRequest} are in the file. Safe for use by several threads. */
public final class KeptRequest {

    /** No entry has this number. */
    private static final long NONE = -1;

    private final Map<String, String> headers;

    /** Whether it is in the journal from before: then nothing of it is written again. */
    private final boolean isPast;

    /** The entry that the headers and the payload were written with, if that change stood. */
    private volatile long keeper;

    /** Whether a row with the headers and the payload has been committed. */
    private volatile boolean isKept;

    private @Nullable StoredContent content;
    private int appending;

    private KeptRequest(Map<String, String> headers, long keeper) {
        this.headers = headers;
        this.keeper = keeper;
        this.isPast = keeper != NONE;
        this.isKept = isPast;
    }

    public static KeptRequest of(StoredRequest request) {
        return request.kept(KeptRequest.class, headers -> new KeptRequest(headers, NONE));
    }

    /** A request of which headers and payload stand in the row of this entry. */
    public static StoredRequest keptBy(long keeper, Map<String, String> headers) {
        return StoredRequest.known(headers, new KeptRequest(headers, keeper));
    }

    /**
     * What is to be written of it, for one more delivery that is being appended, until {@link #appended}. Blocks for the
     * first of them where the payload goes to a file.
     *
     * @param inRow makes of a payload what its row gets, if it is kept there
     */
    public synchronized StoredContent begin(Payload payload, LargePayloads files, UnaryOperator<byte[]> inRow)
            throws IOException {
        StoredContent known = content;
        if (known == null) {
            known = isPast
                    ? StoredContent.ELSEWHERE
                    : StoredContent.of(payload, StoredHeadersJson.text(headers), files, inRow);
            content = known;
        }
        appending++;
        return known;
    }

    /** An append has come to its end. A file that no row names then is deleted. */
    public synchronized void appended(LargePayloads files) {
        appending--;
        StoredContent known = content;
        if (appending == 0 && !isKept && known != null && known.file != null) {
            files.delete(known.file);
            content = null;
        }
    }

    /**
     * The entry that the headers and the payload were written with; negative while they are not written. Whether its row is there
     * is to be looked up: the change may have been undone, or the entry deleted. No number is given twice, so a row of
     * this number is the right one.
     */
    public long keeper() {
        return keeper;
    }

    /** They are being written with this entry. Called by who writes. */
    public void keepWith(long entry) {
        keeper = entry;
    }

    /** Whether it was read from the journal, because somebody has a delivery of it run again. */
    public boolean isPast() {
        return isPast;
    }

    /** Whether they were in the journal, so that what is not found any more was deleted. */
    public boolean wasKept() {
        return isKept;
    }

    /** A delivery of this request has been committed. Called by who writes. */
    public void committed() {
        isKept = true;
    }
}
