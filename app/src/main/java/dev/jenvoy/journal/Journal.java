package dev.jenvoy.journal;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.journal.share.Holder;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.journal.share.Turnstiles;
import dev.jenvoy.journal.share.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;

/**
 * The one record of accepted deliveries and their outcomes. Thread-safe.
 *
 * <p><b>What survives.</b> What {@link #append}, {@link #markIsolated} and {@link #quarantine} completed with survives a
 * crash of the machine. What the other methods that return a stage completed with survives a crash of the process (kill
 * -9) at once, and a crash of the machine once a later append has completed, or after an orderly end of the storage. What
 * was only noted may be lost in either. After a crash each change is there whole or not at all.
 *
 * <p><b>Order.</b> Changes of one delivery are recorded in the order in which they were asked for; a caller need not
 * wait for one before it asks for the next.
 *
 * <p><b>What blocks.</b> {@link #append} of a payload in a file (it is synced to disk on the calling thread) and
 * {@link #claim}. Those that report an action ({@link #started}, {@link #ended}, {@link
 * #endedLast}, {@link #endedForNow}, {@link #dropped}, {@link #retrying}, {@link #postponed}, {@link #cutShort}) and {@link #finished} record on the calling thread when no other is at
 * it, for a transaction or two. Stages complete on any thread that records: what follows on one must be short or hand
 * over to another thread.
 *
 * <p><b>Legal changes.</b> A change that {@link DeliveryState} or {@link ActionState} does not allow, or of an entry
 * that does not exist, completes exceptionally with an {@link IllegalStateException} and changes nothing.
 *
 * <p><b>No room.</b> While the disk is full or fails, appends are refused at once, notes are dropped, and every other
 * change waits in memory (their number is bounded by what is running) and is recorded when it can be. Space is looked
 * for again about every second.
 *
 * <p><b>Several servers.</b> What is left of a delivery is held in {@link Part}s, each by one server at a time, and changed by that
 * one, which shows its {@link Hold}. One that has lost it changes nothing, and is answered {@link Ownership#LOST}; a journal for one
 * server never says so. All deliveries that wait in one queue are held by the same server. Actions apart are held by the one server that leads.
 *
 * <p><b>Weaknesses.</b> After the operating system reported that a write
 * failed, changes that it had confirmed without a sync may be gone after a crash of the machine, as always.
 */
@CheckReturnValue
public interface Journal {

    /**
     * Accepts a delivery. Many callers at once share one sync to disk. The delivery's payload stays the caller's: the
     * journal keeps a copy, or for one in a file a second link to it. The entry that comes of it holds the same payload
     * when that is small; one larger than 64 KB is read from the journal at each opening, so that the caller may discard
     * its own and a delivery that waits takes little memory. So is that of a delivery with actions apart, which may wait
     * for hours.
     *
     * @param headers the headers that matter for looking back; no secret, no signature
     * @param plan what it causes, in order, at least one action; actions apart come last. With actions apart alone, the
     *     delivery has ended from the first: it is ignored, as {@link IgnoreReason#of} says
     */
    default CompletionStage<Appended> append(Delivery delivery, Map<String, String> headers, List<Planned> plan) {
        return append(delivery, new StoredRequest(headers), plan, Optional.empty());
    }

    /**
     * The same, and if it is accepted and this server's to run, its first action starts with it: {@link #append} and {@link #started} as
     * one change.
     *
     * @param request what its request is kept as, once for all its deliveries
     * @param start of the plan's first action, as the attempt that is next for it; the process may be spawned once the
     *     delivery is accepted
     */
    CompletionStage<Appended> append(
            Delivery delivery, StoredRequest request, List<Planned> plan, Optional<Start> start);

    /**
     * Remembers that a delivery came and caused nothing, without its payload. Written behind within about a second;
     * dropped when too many wait or there is no room. Never fails.
     */
    void note(Delivery delivery, IgnoreReason disposition);

    /**
     * An action is about to start: to be waited for before its process is spawned. The first one for which the delivery
     * waits makes the delivery {@link DeliveryState#RUNNING}. Actions apart may change after their delivery has ended.
     *
     * @param attempt its number is one more than the action's starts so far
     */
    CompletionStage<Ownership> started(Attempt attempt, Start start);

    /** The attempt that was started last ended. Its outputs are kept beside those of other attempts. */
    CompletionStage<Ownership> ended(Attempt attempt, Outcome outcome, Instant at, Duration took);

    /**
     * The same for an attempt that does not end its action, which waits to be started again: one change, so that no death of
     * the server between the two makes it the action's end.
     *
     * @param due when it is to be started again
     */
    CompletionStage<Ownership> endedForNow(Attempt attempt, Outcome outcome, Instant at, Duration took, Instant due);

    /** An action that waits is given up without another start: superseded, cancelled, interrupted for good. */
    CompletionStage<Ownership> dropped(Hold hold, int position, Outcome outcome, Instant at);

    /** An action that ended waits to be started again. */
    CompletionStage<Ownership> retrying(Hold hold, int position, Instant due);

    /**
     * The same for an action apart whose delivery no server may hold any more.
     *
     * @return the hold by which it is changed from now on; empty if another server claims and runs it
     */
    CompletionStage<Optional<Hold>> reopened(long entry, int position, Instant due);

    /**
     * A start that was recorded did not come about, for want of something that passes: the action waits until it is due, as
     * though that start had not been recorded.
     */
    CompletionStage<Ownership> postponed(Attempt attempt, Instant due);

    /**
     * An attempt that the server's orderly stop cut short: {@link #endedForNow} with its own time, which is
     * counted for {@link UnfinishedDelivery.Progress.Waiting#stops}.
     */
    CompletionStage<Ownership> cutShort(Attempt attempt, Outcome outcome, Instant at, Duration took);

    /**
     * All of the actions for which a delivery waits have ended or were dropped, and so has the delivery.
     *
     * @param state one that {@linkplain DeliveryState#finishes() finishes}
     */
    CompletionStage<Ownership> finished(Hold hold, DeliveryState state, Instant at);

    /**
     * Records {@link #ended} and {@link #finished} of the delivery's last action as one change, which costs little
     * more than either. Listeners receive both.
     */
    CompletionStage<Ownership> endedLast(
            Attempt attempt, Outcome outcome, Instant at, Duration took, DeliveryState state);

    /**
     * A suspect is about to run with nothing beside it: if the server dies now, that counts as one death alone. Completes when no other
     * suspect of any server runs so.
     */
    CompletionStage<Ownership> markIsolated(Hold hold);

    /** Gives a delivery up for good, with its waiting actions as they are. No action may be running. */
    CompletionStage<Ownership> quarantine(Hold hold, String reason, Instant at);

    /**
     * Records a request to cancel a delivery. The server that holds it receives it as {@link JournalEvent.CancelRequested},
     * every time it is asked for; what no server holds is seen by the one that claims it.
     *
     * @return whether the delivery exists and had not ended
     */
    default CompletionStage<Boolean> cancel(long entry) {
        return cancel(entry, Optional.empty());
    }

    /**
     * The same, and remembers who asked first.
     *
     * @param request who asked, if that is known
     */
    CompletionStage<Boolean> cancel(long entry, Optional<OperatorRequest> request);

    /**
     * Remembers who asked for a delivery that was accepted. The first request of each kind stays. It is a change of its
     * own: what a crash leaves between the two is a delivery of which it is not known.
     */
    CompletionStage<Void> requested(long entry, OperatorRequest request);

    /**
     * Makes what no server holds this server's: what servers accepted that have ended since, or gave to no server. In the
     * order of acceptance, and all of a queue that waits. Listeners hear of each as {@link JournalEvent.Claimed} before this
     * returns, and in the order in which the deliveries of a queue were accepted, those among them that this server accepted
     * itself. May be called as often as wished, first before anything is changed; after a death it counts that for those
     * that ran alone. Blocks.
     *
     * <p>A journal for one server gives all of it the first time, and then nothing. One for several gives what no live server
     * holds. The same delivery may be claimed again after it was lost.
     *
     * @param most how many deliveries there is room for; with 0 only actions apart come. More come if they wait in the queues of those, and actions apart come in any number
     * @return what is this server's from now on, and was not before
     */
    List<UnfinishedDelivery> claim(int most);

    /**
     * Has this run when there may be something to claim, as soon as that is known here. May be lost or run for nothing. One at a time. Runs on
     * any thread and must be short.
     */
    void whenClaimable(Runnable look);

    /**
     * Says how many deliveries this server may be given at most of what it appends and no server holds the queues of; before, it is given nothing of
     * that. Those that are being given count. A journal for one server gives it everything. One at a time. Asked on any thread; must be short.
     */
    void takeUpTo(IntSupplier room);

    /**
     * Lets other servers have parts of a delivery that do not run here now. They go on where this one was. A journal for one server does nothing.
     */
    CompletionStage<Ownership> giveBack(Hold hold, Set<Part> parts);

    /**
     * Completes when a delivery has ended, at whatever server, and its outcomes are in the history; at once if it has ended already, or there
     * is no such delivery. May come up to a second late. On any thread: what follows must be short.
     */
    CompletionStage<Void> over(long entry);

    /**
     * Hands a wish about an action apart to the server that holds it, which receives it as {@link JournalEvent.Wished}.
     *
     * @return whether another server holds that action, or may come to hold it. What this server holds it is to look for itself
     */
    CompletionStage<Boolean> wish(long entry, int position, Wish wish);

    /** Returns how many deliveries no server holds, as counted last. Cheap; an estimate. */
    default long unclaimed() {
        return 0;
    }

    /**
     * Returns who holds an unfinished delivery, for people. Blocks for reading.
     *
     * @return empty if there is no such delivery, it has ended, or there is only one server
     */
    default Optional<Holder> holder(long entry) {
        return Optional.empty();
    }

    /** Returns the places of exclusive actions among all servers. */
    Turnstiles turnstiles();

    /** Lets a listener hear everything that this server records from now on. */
    void subscribe(Listener listener);

    /** No more news for this listener; one that is under way may still arrive. */
    void unsubscribe(Listener listener);

    /**
     * Lets a listener hear what every server records from now on: what this one does as {@link #subscribe} tells it, and of the others that a delivery
     * was {@linkplain JournalEvent.Touched touched}. It may cost a little while anybody follows.
     */
    void follow(Listener listener);

    /** No more news for this follower; one that is under way may still arrive. */
    void unfollow(Listener listener);

    /** What a change says of the delivery that it was to change. */
    enum Ownership {
        /** The delivery is this server's, and the change is recorded. */
        KEPT,
        /** Another server has taken the delivery over, and finishes it. The change was refused; nothing was changed. */
        LOST
    }
}
