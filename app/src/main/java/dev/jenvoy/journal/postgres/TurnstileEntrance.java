package dev.jenvoy.journal.postgres;

import dev.jenvoy.journal.postgres.scope.ScopeLocks;
import dev.jenvoy.store.JointChange;
import dev.jenvoy.store.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Takes a ticket for an action, unless it has one. */
final class TurnstileEntrance implements JointChange<TurnstileEntrance.Entered> {

    private static final String TAKE = "INSERT INTO turnstile (queue, entry, position, holds)"
            + " VALUES (?1, ?2, ?3, NOT EXISTS (SELECT 1 FROM turnstile WHERE queue = ?1))"
            + " ON CONFLICT (entry, position) DO NOTHING";
    private static final String LOOK = "SELECT t.holds::int, h.entry FROM turnstile t"
            + " LEFT JOIN turnstile h ON h.queue = t.queue AND h.holds WHERE t.entry = ? AND t.position = ?";

    private final PostgresTurnstiles.Place place;
    private final long server;
    private final PostgresTurnstiles.PostgresTurn turn;

    /** @param server this one, which must hold the action's delivery */
    TurnstileEntrance(PostgresTurnstiles.Place place, long server, PostgresTurnstiles.PostgresTurn turn) {
        this.place = place;
        this.server = server;
        this.turn = turn;
    }

    /** Whether the action may run, and which delivery's one runs in place of it. */
    record Entered(boolean holds, OptionalLong holder) {}

    @Override
    public List<Entered> applyTogether(Session session, List<? extends JointChange<Entered>> alike)
            throws SQLException {
        List<TurnstileEntrance> all =
                alike.stream().map(TurnstileEntrance.class::cast).toList();
        ScopeLocks.lock(session, all.stream().mapToLong(one -> one.turn.queue));
        List<Entered> results = new ArrayList<>(all.size());
        for (TurnstileEntrance one : all) {
            results.add(one.enter(session));
        }
        return results;
    }

    private Entered enter(Session session) throws SQLException {
        if (!HeldWork.lockAwaited(session, place.entry(), server)) {
            return new Entered(false, OptionalLong.empty());
        }
        session.bind(TAKE)
                .with(turn.queue)
                .with(place.entry())
                .with(place.position())
                .update();
        return session.bind(LOOK)
                .with(place.entry())
                .with(place.position())
                .first(row -> {
                    boolean holds = row.flag();
                    Long holder = row.numberOrNull();
                    return new Entered(holds, holder == null ? OptionalLong.empty() : OptionalLong.of(holder));
                })
                .orElse(new Entered(false, OptionalLong.empty()));
    }

    @Override
    public OptionalLong subject() {
        return OptionalLong.of(place.entry());
    }

    @Override
    public void recorded(Entered entered) {
        if (entered.holds()) {
            turn.grant();
        } else {
            turn.behind(entered.holder());
        }
    }
}
