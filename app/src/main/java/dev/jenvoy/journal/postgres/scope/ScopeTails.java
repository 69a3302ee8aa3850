package dev.jenvoy.journal.postgres.scope;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What is last in scopes, as one transaction sees it that holds their locks. For use by one thread. */
public final class ScopeTails {

    /**
     * Selects the newest unfinished delivery of each scope of an array, from a number on. The owner is looked up, not joined, so that
     * no plan looks through the whole table.
     */
    public static final String LAST =
            "SELECT q.scope, n.entry, (SELECT owner FROM work WHERE work.entry = n.entry AND part = 0)"
                    + " FROM unnest(?::bigint[]) AS q(scope)"
                    + " CROSS JOIN LATERAL (SELECT s.entry FROM work_scope s WHERE s.scope = q.scope AND s.entry >= ?"
                    + " ORDER BY s.entry DESC LIMIT 1) n";

    /** The newest unfinished delivery of a scope, and the server that holds it. */
    private record Last(long entry, OptionalLong owner) {}

    private final Map<Long, Last> lasts = new HashMap<>();
    private final long me;
    private final Handover handover;

    private ScopeTails(long me, Handover handover) {
        this.me = me;
        this.handover = handover;
    }

    /** Reads the rows of {@link #LAST}. */
    public static ScopeTails read(ResultSet rows, long me, Handover handover) throws SQLException {
        ScopeTails tails = new ScopeTails(me, handover);
        while (rows.next()) {
            long owner = rows.getLong(3);
            OptionalLong held = rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(owner);
            tails.lasts.put(rows.getLong(1), new Last(rows.getLong(2), held));
        }
        return tails;
    }

    /** Whose a delivery may be that comes next in scopes. */
    public enum Next {
        /** No delivery comes before it in these scopes. */
        FREE,
        /** This server's, which holds everything before it. */
        MINE,
        /** No server's for now. */
        WAITS
    }

    /**
     * Returns whose the next delivery of these scopes is.
     *
     * @param takenUp the last claim of which this server had taken everything up when it asked for the acceptance
     */
    public Next next(long[] scopes, long takenUp) {
        Next next = Next.FREE;
        for (long scope : scopes) {
            Last last = lasts.get(scope);
            if (last == null) {
                continue;
            }
            boolean mine =
                    last.owner.isPresent() && last.owner.getAsLong() == me && handover.isTakenUp(last.entry, takenUp);
            if (!mine) {
                return Next.WAITS;
            }
            next = Next.MINE;
        }
        return next;
    }

    /** A delivery is last in these scopes from now on. */
    public void add(long[] scopes, long entry, OptionalLong owner) {
        for (long scope : scopes) {
            lasts.put(scope, new Last(entry, owner));
        }
    }
}
