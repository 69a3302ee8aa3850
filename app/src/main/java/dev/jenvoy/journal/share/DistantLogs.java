package dev.jenvoy.journal.share;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.delivery.output.LogPiece;
import java.util.List;
import java.util.Set;

/**
 * Carries the logs of running actions to servers where somebody looks at them, and only while somebody does. What a crash takes of
 * them is lost; the journal has each log when its action has ended. Thread-safe; all block, and may fail with an {@link
 * IllegalStateException} while the database is away.
 */
@CheckReturnValue
public interface DistantLogs {

    /** Says that somebody looks at a delivery here. To be said again every few seconds. */
    void follow(long entry);

    /** Says that no viewer looks at it here any more. */
    void unfollow(long entry);

    /** Returns the deliveries that somebody looks at, at any server. */
    Set<Long> followed();

    /** Adds pieces to the log of a running attempt, in order. */
    void put(long entry, int position, int attempt, List<LogPiece> pieces);

    /** Returns the pieces from a place on, in order, some tens at most; empty if there are no pieces now. */
    List<LogPiece> read(long entry, int position, int attempt, long from);

    /** Forgets the log of a delivery: no viewer looks at it, or it is in the journal. */
    void forget(long entry);
}
