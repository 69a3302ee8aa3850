package dev.jenvoy.journal.postgres;

import dev.jenvoy.cluster.Member;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.postgres.scope.LowMark;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.store.Session;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What a server holds of deliveries, as its changes of them see it. A change locks the row of what it is of, so that a takeover comes wholly
 * before it or wholly after it.
 */
final class HeldWork {

    private static final String LOCK_AWAITED =
            "SELECT part FROM work WHERE entry = ? AND fence = ? AND part = 0 FOR UPDATE";
    private static final String LOCK_OWN =
            "SELECT part FROM work WHERE entry = ? AND owner = ? AND part = 0 FOR UPDATE";
    private static final String LOCK_OF_ACTION = "SELECT part FROM work w WHERE entry = ?1 AND fence = ?2"
            + " AND part = (SELECT coalesce(apart, 0) FROM action WHERE entry = ?1 AND position = ?3) FOR UPDATE";
    private static final String END_AWAITED = "WITH gone AS (DELETE FROM work WHERE entry = ?1 AND part = 0"
            + " AND fence = ?2 RETURNING entry, scopes), s AS (DELETE FROM work_scope USING gone"
            + " WHERE work_scope.scope = ANY(gone.scopes) AND work_scope.entry = gone.entry)"
            + " SELECT EXISTS (SELECT 1 FROM work WHERE entry = ?1 AND part = 2 AND owner IS NULL)::int FROM gone";
    private static final String END_APART = "DELETE FROM work WHERE entry = ?1 AND part = ?2"
            + " AND NOT EXISTS (SELECT 1 FROM action WHERE action.entry = ?1 AND apart = ?2 AND state <= "
            + ActionState.RUNNING.code() + ")";
    private static final String PART = "SELECT coalesce(apart, 0) FROM action WHERE entry = ? AND position = ?";
    private static final String HOLDER = "SELECT count(*) FROM work WHERE entry = ? AND part = ?";
    private static final String LIVE = "SELECT count(*) FROM server WHERE id = ? AND " + Member.State.THERE;
    private static final String OPEN_AGAIN = "INSERT INTO work (entry, part, owner, fence) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (entry, part) DO NOTHING";

    private HeldWork() {}

    /** Locks the part of what a delivery waits for; returns whether this hold still has it. */
    static boolean lockAwaited(Session session, Hold hold) throws SQLException {
        return session.bind(LOCK_AWAITED)
                .with(hold.entry())
                .with(hold.fence())
                .first(row -> row.number())
                .isPresent();
    }

    /** Locks the part of what a delivery waits for; returns whether this server has it. */
    static boolean lockAwaited(Session session, long entry, long server) throws SQLException {
        return session.bind(LOCK_OWN)
                .with(entry)
                .with(server)
                .first(row -> row.number())
                .isPresent();
    }

    /** Locks the part of an action; empty if this hold does not have it any more, or there is no such action. */
    static Optional<Part> lock(Session session, Hold hold, int position) throws SQLException {
        return session.bind(LOCK_OF_ACTION)
                .with(hold.entry())
                .with(hold.fence())
                .with(position)
                .first(row -> Part.of(row.count()));
    }

    /**
     * Ends the part of what a delivery waits for, which is locked.
     *
     * @return whether actions come after it that no server holds
     */
    static boolean endAwaited(Session session, Hold hold) throws SQLException {
        return session.bind(END_AWAITED)
                .with(hold.entry())
                .with(hold.fence())
                .first(row -> row.flag())
                .orElse(false);
    }

    /**
     * Ends a part of actions apart, which is locked, if no action of it is left.
     *
     * @return whether it has ended
     */
    static boolean endApart(Session session, Hold hold, Part part) throws SQLException {
        return session.bind(END_APART).with(hold.entry()).with(part.code()).update() == 1;
    }

    /** The part of an action, whichever server holds it; empty if there is no such action. */
    static Optional<Part> partOf(Session session, long entry, int position) throws SQLException {
        return session.bind(PART).with(entry).with(position).first(row -> Part.of(row.count()));
    }

    /**
     * Makes a part of actions apart held again that had ended.
     *
     * @return whether it had ended
     */
    static boolean reopen(Session session, Hold hold, Part part, Optional<Long> owner) throws SQLException {
        boolean reopened = session.bind(OPEN_AGAIN)
                        .with(hold.entry())
                        .with(part.code())
                        .with(owner.orElse(null))
                        .with(owner.isPresent() ? (Long) hold.fence() : null)
                        .update()
                == 1;
        if (reopened) {
            LowMark.lower(session, hold.entry());
        }
        return reopened;
    }

    /**
     * What is to be said of a change whose hold has nothing.
     *
     * @param me this server
     * @param born the smallest fence that this server may have
     * @throws IllegalStateException if no other server can have taken it
     */
    static Ownership refused(Session session, Hold hold, Optional<Part> part, long me, long born) throws SQLException {
        if (hold.fence() < born) {
            return Ownership.LOST;
        }
        boolean isLive = session.bind(LIVE).with(me).first(row -> row.number()).orElse(0L) > 0;
        boolean hasEnded = part.isEmpty()
                || session.bind(HOLDER)
                                .with(hold.entry())
                                .with(part.get().code())
                                .first(row -> row.number())
                                .orElse(0L)
                        == 0;
        if (isLive && hasEnded) {
            throw new IllegalStateException("entry " + hold.entry() + " cannot be changed in its present state");
        }
        return Ownership.LOST;
    }
}
