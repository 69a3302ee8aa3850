package dev.jenvoy.journal.sql;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.apart.ApartAction;
import dev.jenvoy.journal.apart.ApartFilter;
import dev.jenvoy.journal.apart.ApartPage;
import dev.jenvoy.journal.apart.ApartPlace;
import dev.jenvoy.journal.apart.ApartQueue;
import dev.jenvoy.journal.apart.ApartState;
import dev.jenvoy.journal.sql.condition.StateSql;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads actions that run apart, over indexes that have no other actions. */
public final class ApartQuery {

    /** How many actions a page looks at. */
    private static final int MAX_LOOKED_AT = 20_000;

    private static final int WINDOW = 1_000;

    private static final String BEFORE = " WHERE apart >= 1 AND kind = ?1 AND (entry, position) < (?2, ?3)";
    private static final String ORDER = " ORDER BY entry DESC, position DESC LIMIT ?4";
    private static final String ALL =
            "SELECT entry, position, state, ending FROM action INDEXED BY action_apart_entry" + BEFORE + ORDER;
    private static final String OF_QUEUE =
            "SELECT entry, position, state, ending FROM action INDEXED BY action_apart_queue" + BEFORE
                    + " AND queue = ?5" + ORDER;
    private static final String ONE = "SELECT state, due, attempt, began, " + PlannedRow.COLUMNS + ", "
            + OutcomeRow.COLUMNS + " FROM action WHERE entry = ? AND position = ? AND apart >= 1";
    /** An action that begins at the end of its delivery does not wait for its queue before. */
    private static final String QUEUES =
            "SELECT queue, count(*), min(CASE WHEN apart > 1 THEN finished ELSE received END) FROM"
                    + " (SELECT queue, kind, apart, entry AS accepted" + StateSql.UNFINISHED_APART + ") AS unfinished"
                    + " CROSS JOIN delivery WHERE delivery.entry = accepted"
                    + " AND kind = ? AND queue IS NOT NULL AND (apart = 1 OR finished IS NOT NULL)"
                    + " GROUP BY queue ORDER BY queue";

    private ApartQuery() {}

    private record Seen(ApartPlace place, ApartState state) {}

    static ApartPage page(Session session, ApartFilter filter, Optional<ApartPlace> before, int limit)
            throws SQLException {
        List<ApartAction> found = new ArrayList<>();
        ApartPlace from = before.orElse(new ApartPlace(Long.MAX_VALUE, 0));
        for (int looked = 0; looked < MAX_LOOKED_AT; looked += WINDOW) {
            List<Seen> window = window(session, filter, from);
            for (Seen seen : window) {
                from = seen.place();
                if (filter.admits(seen.state())) {
                    action(session, seen.place()).ifPresent(found::add);
                }
                if (found.size() == limit) {
                    return new ApartPage(found, Optional.of(from));
                }
            }
            if (window.size() < WINDOW) {
                return new ApartPage(found, Optional.empty());
            }
        }
        return new ApartPage(found, Optional.of(from));
    }

    private static List<Seen> window(Session session, ApartFilter filter, ApartPlace from) throws SQLException {
        var statement = session.bind(filter.queue().isPresent() ? OF_QUEUE : ALL)
                .with(filter.kind())
                .with(from.entry())
                .with(from.position())
                .with(WINDOW);
        if (filter.queue().isPresent()) {
            statement = statement.with(filter.queue().get());
        }
        return statement.all(row -> {
            ApartPlace place = new ApartPlace(row.number(), row.count());
            ActionState state = ActionState.of(row.count());
            return new Seen(
                    place, state(state, Optional.ofNullable(row.textOrNull()).map(Ending::valueOf)));
        });
    }

    static Optional<ApartAction> action(Session session, ApartPlace place) throws SQLException {
        return session.bind(ONE).with(place.entry()).with(place.position()).first(row -> action(place, row));
    }

    private static ApartAction action(ApartPlace place, Row row) throws SQLException {
        ActionState state = ActionState.of(row.count());
        Optional<Instant> due = Micros.instantIfAny(row);
        Integer attempt = row.countOrNull();
        Optional<Instant> began = Micros.instantIfAny(row);
        Planned planned = PlannedRow.read(row);
        var outcome = OutcomeRow.read(row);
        return new ApartAction(
                place,
                planned,
                state(state, outcome.map(ended -> ended.ending())),
                attempt == null ? 0 : attempt,
                due,
                began,
                outcome);
    }

    private static ApartState state(ActionState state, Optional<Ending> ending) {
        if (state == ActionState.WAITING) {
            return ApartState.WAITING;
        }
        if (state == ActionState.RUNNING || ending.isEmpty()) {
            return state == ActionState.DROPPED ? ApartState.DROPPED : ApartState.RUNNING;
        }
        return switch (ending.get()) {
            case DONE, EXITED -> ApartState.DONE;
            case NOTHING -> ApartState.NOTHING;
            case VANISHED -> ApartState.VANISHED;
            case CANCELLED, SUPERSEDED -> ApartState.DROPPED;
            default -> ApartState.FAILED;
        };
    }

    static List<ApartQueue> queues(Session session, String kind) throws SQLException {
        return session.bind(QUEUES)
                .with(kind)
                .all(row -> new ApartQueue(row.text(), row.count(), Micros.instant(row.number())));
    }
}
