package dev.jenvoy.ticket.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Holds one record for each tracker, ticket and occasion. A move is recorded before the tracker is asked for it, so that after
 * a crash no ticket is moved twice. All methods block for the disk. Thread-safe.
 */
public interface Ledger {

    /** Returns the record of a key. */
    Optional<TicketMove> find(MoveKey key) throws IOException;

    /** Returns the record of a number. */
    Optional<TicketMove> find(long id) throws IOException;

    /**
     * Returns what moved the ticket of this move because of a later happening of the same subject, the last one of several. The
     * later one is that with the later {@linkplain MoveCause#time time} or, where times do not tell, the later {@linkplain
     * MoveCause#arrival arrival}.
     */
    Optional<TicketMove> later(TicketMove move) throws IOException;

    /**
     * Returns the newest other decision about the ticket of a decided move that was made after this one, if it moved the ticket
     * or may have.
     */
    Optional<TicketMove> newer(TicketMove decided) throws IOException;

    /**
     * Stores a decision, before the tracker is asked for the move, as {@link #put} does. From now on it is the newest one.
     *
     * @return why it cannot be stored, in words; empty after success
     */
    Optional<String> decide(TicketMove move);

    /**
     * Gives the records of a ticket the key that it has now. Of two records of one happening that both keys have, the one that
     * moved the ticket, or may have, stays.
     *
     * @return why it cannot be stored, in words; empty after success
     */
    Optional<String> rename(String tracker, String ticket, String now);

    /**
     * Stores a record in the place of the one with its key. When it returns, the record survives a power cut.
     *
     * @return why it cannot be stored, in words; empty after success
     */
    Optional<String> put(TicketMove move);

    /** Returns records, the newest first: those with smaller numbers than {@code before}, at most {@code limit}. */
    List<ShownMove> list(MoveFilter filter, OptionalLong before, int limit) throws IOException;

    /**
     * Returns how many moves {@linkplain ShownMove#waiting wait} for each tracker. A tracker without any is left out.
     */
    Map<String, Integer> waiting() throws IOException;

    /**
     * Forgets how these moves ended, so that another delivery of their happening decides anew. One that moved its ticket, or
     * may have, is kept.
     *
     * @return why it cannot be stored, in words; empty after success
     */
    Optional<String> reopen(Collection<Long> ids);

    /** Forgets what was decided before this time. Does not wait for the disk. */
    void forget(Instant before);
}
