package dev.jenvoy.journal.sql.condition;

import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Finds the numbers of entries between which a time lies. */
public final class EntryBounds {

    /** Entries are numbered when they are written, which is at most this much later than they were received. */
    public static final Duration LATENESS = Duration.ofMinutes(10);

    /**
     * Selects the deliveries that have ended, over an index that has them by the time of their receipt. They are enough to
     * find a bound: the unfinished ones would move it a little.
     */
    private static final String ENDED = " FROM delivery INDEXED BY delivery_open WHERE " + StateSql.OPEN + " = FALSE";

    private EntryBounds() {}

    /** Returns the largest number; 0 without any. */
    public static long top(Session session) throws SQLException {
        return session.number("SELECT coalesce(max(entry), 0) FROM delivery");
    }

    /** Returns the smallest number; 0 without any. */
    public static long bottom(Session session) throws SQLException {
        return session.number("SELECT coalesce(min(entry), 0) FROM delivery");
    }

    /** Returns a number above which no delivery was received before this time. */
    public static long above(Session session, Instant time, long otherwise) throws SQLException {
        return firstSince(session, time.plus(LATENESS), otherwise);
    }

    /** Returns a number below which no delivery was received at this time or later. */
    public static long below(Session session, Instant time) throws SQLException {
        return lastBefore(session, time.minus(LATENESS)) + 1;
    }

    /** The first entry that was received at a time or later. */
    private static long firstSince(Session session, Instant time, long otherwise) throws SQLException {
        return session.bind("SELECT entry" + ENDED + " AND received >= ? ORDER BY received LIMIT 1")
                .with(Micros.of(time))
                .first(Row::number)
                .orElse(otherwise);
    }

    /** The last entry that was received before a time: what was received {@link #LATENESS} after it has a higher number. */
    private static long lastBefore(Session session, Instant time) throws SQLException {
        return session.bind("SELECT entry" + ENDED + " AND received < ? ORDER BY received DESC LIMIT 1")
                .with(Micros.of(time))
                .first(Row::number)
                .orElse(-1L);
    }
}
