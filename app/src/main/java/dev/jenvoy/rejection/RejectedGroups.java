package dev.jenvoy.rejection;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Keeps groups of rejected requests over restarts, in bounded room: clients need no secret to be rejected. Thread-safe.
 */
@CheckReturnValue
public interface RejectedGroups {

    /** The most groups that are kept. Beyond them, requests are counted by their check alone. */
    int MOST_GROUPS = 2_000;

    /**
     * Adds to the groups. Does not wait for the disk. What it returns completes when the groups are kept, and fails when
     * nothing of them is, for example because the disk is full.
     */
    CompletionStage<Void> add(Collection<RejectedGroup> more);

    /** Returns all groups, of which the last request came last first. Blocks for reading from disk. */
    List<RejectedGroup> all();

    /**
     * Forgets groups. Does not wait for the disk.
     *
     * @param before groups whose last request came before this time are forgotten
     */
    void forget(Instant before);
}
