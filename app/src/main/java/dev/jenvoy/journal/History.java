package dev.jenvoy.journal;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.delivery.output.ReadableLog;
import dev.jenvoy.journal.apart.ApartAction;
import dev.jenvoy.journal.apart.ApartFilter;
import dev.jenvoy.journal.apart.ApartPage;
import dev.jenvoy.journal.apart.ApartPlace;
import dev.jenvoy.journal.apart.ApartQueue;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Looking back on what the journal holds. Thread-safe. Every method blocks for reading from disk, on the calling
 * thread, and never holds up what is being recorded; each answer is one consistent state of the journal.
 */
public interface History {

    /**
     * Deliveries that a filter admits, newest first. Looks at a bounded number of deliveries, so that a filter that
     * admits almost nothing costs no more than another: the page may be short or empty although there is more.
     *
     * @param before the {@link HistoryPage#next} of the page before; empty for the newest
     * @param limit the most deliveries wanted, 1 to 500
     */
    HistoryPage page(HistoryFilter filter, OptionalLong before, int limit);

    /** Returns one delivery with everything that it caused; empty when no delivery has this number. */
    Optional<DeliveryDetail> delivery(long entry);

    /**
     * Returns the log of an attempt that has ended; empty if there is no such attempt, or it runs. Reading it blocks, and fails
     * when the delivery was deleted meanwhile.
     */
    Optional<ReadableLog> log(long entry, int position, int attempt);

    /** What a list shows of these deliveries, in the order asked for, without those that there are not. */
    List<DeliverySummary> summaries(Collection<Long> entries);

    /** How many deliveries are kept. Takes some milliseconds for each million. */
    long size();

    /** Whether no delivery is kept. */
    boolean isEmpty();

    /** The deliveries that were accepted under this key, newest first. */
    List<Long> entriesOf(DeliveryKey key);

    /**
     * A webhook whose deliveries came for a repository.
     *
     * @param source the name of the sender
     * @param webhook see {@link DeliveryKey#webhook}
     * @param owner the owner of the repository; may be empty
     * @param repository the repository; may be empty
     */
    record KnownWebhook(String source, String webhook, String owner, String repository) {}

    /** Returns the webhooks of the newest 20,000 deliveries, each with its repositories. Takes some tens of milliseconds. */
    List<KnownWebhook> webhooks();

    /**
     * Returns what an action came to in earlier deliveries of the same repository, branch and tag, newest first, without those
     * in which it has not ended.
     *
     * @param entry the delivery that the others are earlier than
     * @param limit the most that are returned
     */
    List<Status> earlier(long entry, String kind, String name, Facts facts, int limit);

    /**
     * Counts the newer deliveries of the same sender, event, repository, branch, tag, reference and number: those that
     * running this one again would follow, although they are newer. A redelivery is as new as its delivery;
     * ignored ones do not count. Looks at the next 10,000 deliveries of the repository. 0 for a delivery without a repository, or with
     * nothing of the others.
     */
    int newer(DeliverySummary delivery);

    /** Returns whether {@link #newer} counts any. Reads less than that. */
    boolean hasNewer(DeliverySummary delivery);

    /**
     * Returns the newest attempts of these kinds of action, newest first. Looks at the actions of the newest deliveries and at those that were
     * tried again last: a first attempt that waited while {@code limit} newer actions began is left out.
     */
    List<RunSummary> recentRuns(Set<String> kinds, int limit);

    /**
     * Returns actions that run apart, newest delivery first. Looks at a bounded number of them, so that the page may be short
     * or empty although there is more.
     *
     * @param before the {@link ApartPage#next} of the page before; empty for the newest
     * @param limit the most actions wanted, 1 to 500
     */
    ApartPage apart(ApartFilter filter, Optional<ApartPlace> before, int limit);

    /** Returns one action that runs apart; empty if there is no such action. */
    Optional<ApartAction> apart(ApartPlace place);

    /** Counts the unfinished actions apart of a kind, by their queues. */
    List<ApartQueue> apartQueues(String kind);

    /**
     * Deletes deliveries that ended and were received before a time, oldest first, with their payloads and outputs. New
     * deliveries use their space. Small limits keep it from delaying new deliveries for more than a few milliseconds;
     * call again until it returns less than the limit. Stops early while there is no room to write; then a delivery may have
     * lost parts of its logs already.
     *
     * @param limit the most deliveries to delete
     * @return how many were deleted
     */
    int deleteOlderThan(Instant time, int limit);
}
