package dev.jenvoy.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** Keeps what was changed, and by whom. Thread-safe. */
@CheckReturnValue
public interface AuditLog {

    /** The most records of a page. */
    int LONGEST_PAGE = 500;

    /**
     * Of the refused requests of clients that are not known, and of the counts of refused ones, only so many of the newest
     * are kept: anybody can make them.
     */
    int MOST_REFUSED = 10_000;

    /**
     * Keeps a record. What it returns completes when the record survives a crash of the machine; while the disk is full,
     * the record waits in memory.
     */
    CompletionStage<Void> record(AuditRecord record);

    /**
     * Returns records that a filter admits, newest first. Blocks for reading from disk. Looks at a bounded number of
     * records, so that the page may be short or empty although there is more.
     *
     * @param before the {@link AuditPage#next} of the page before; empty for the newest
     * @param limit the most records wanted, 1 to {@link #LONGEST_PAGE}
     */
    AuditPage page(AuditFilter filter, OptionalLong before, int limit);

    /**
     * Forgets what is older, and all but the newest {@link #MOST_REFUSED} of those of which no more are kept. Does not
     * wait for the disk.
     *
     * @param before the time before which records are old
     */
    void forget(Instant before);
}
