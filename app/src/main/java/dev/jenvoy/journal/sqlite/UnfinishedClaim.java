package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.PlannedStep;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.journal.sql.DeliveryRow;
import dev.jenvoy.journal.sql.Listeners;
import dev.jenvoy.journal.sql.OutcomeRow;
import dev.jenvoy.journal.sql.PlannedRow;
import dev.jenvoy.journal.sql.condition.StateSql;
import dev.jenvoy.journal.sql.payload.StoredPayloads;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the deliveries that earlier servers left unfinished, and those that have ended but for actions apart. Counts the death of the last server if it did not stop in
 * order.
 */
final class UnfinishedClaim implements Change<List<UnfinishedDelivery>> {

    private static final String SUSPECT = "UPDATE delivery SET suspect = 1 WHERE " + StateSql.OPEN
            + " = TRUE AND state = " + DeliveryState.RUNNING.code();
    private static final String DEATH =
            "UPDATE delivery SET deaths = deaths + 1 WHERE " + StateSql.OPEN + " = TRUE AND alone = 1";
    private static final String TOGETHER =
            "UPDATE delivery SET alone = 0 WHERE " + StateSql.OPEN + " = TRUE AND alone = 1";
    private static final String ENTRIES = "SELECT entry" + StateSql.UNFINISHED + " UNION SELECT entry"
            + StateSql.UNFINISHED_APART + " ORDER BY entry";
    private static final String DELIVERY = "SELECT " + DeliveryRow.COLUMNS
            + ", kept.entry, kept.size, kept.file, digest, received, redelivery, state, suspect, deaths, cancel"
            + " FROM delivery JOIN content ON content.entry = delivery.entry"
            + " JOIN content AS kept ON kept.entry = coalesce(content.keeper, content.entry)"
            + " WHERE delivery.entry = ?";
    private static final String ACTIONS = "SELECT position, " + PlannedRow.COLUMNS
            + ", starts, state, due, attempt, token, began, " + OutcomeRow.COLUMNS
            + " FROM action WHERE entry = ? ORDER BY position";
    private static final String STOPS =
            "SELECT began + took FROM run WHERE entry = ? AND position = ? AND stopped = 1 ORDER BY attempt";

    private static final String CUT_SHORT = "SELECT 1 FROM run WHERE entry = ? AND position = ?"
            + " AND (stopped = 1 OR ending = '" + Ending.INTERRUPTED.name() + "') LIMIT 1";

    private static final String DEATHS = "SELECT count(*) FROM run WHERE entry = ? AND position = ?"
            + " AND coalesce(stopped, 0) = 0 AND ending = '" + Ending.INTERRUPTED.name() + "'";

    private final StoredPayloads bodies;
    private final boolean died;
    private final Listeners news;

    UnfinishedClaim(StoredPayloads bodies, boolean died, Listeners news) {
        this.bodies = bodies;
        this.died = died;
        this.news = news;
    }

    @Override
    public void recorded(List<UnfinishedDelivery> all) {
        all.forEach(one -> news.tell(new JournalEvent.Claimed(one)));
    }

    @Override
    public List<UnfinishedDelivery> apply(Session session) throws SQLException {
        if (died) {
            session.run(SUSPECT);
            session.run(DEATH);
        }
        session.run(TOGETHER);
        List<UnfinishedDelivery> all = new ArrayList<>();
        for (long entry : session.bind(ENTRIES).all(Row::number)) {
            session.bind(DELIVERY)
                    .with(entry)
                    .first(row -> unfinished(session, entry, row))
                    .ifPresent(all::add);
        }
        return all;
    }

    private UnfinishedDelivery unfinished(Session session, long entry, Row row) throws SQLException {
        Delivery delivery = new Delivery(
                DeliveryRow.key(row),
                DeliveryRow.facts(row),
                bodies.payload(row.number(), row.number(), row.textOrNull()),
                PayloadDigest.known(row.text()),
                Micros.instant(row.number()));
        List<Step> steps = session.bind(ACTIONS).with(entry).all(action -> step(session, entry, action));
        int redelivery = row.count();
        Set<Part> parts = DeliveryState.of(row.count()).ended() ? Part.APART : Part.ALL;
        return new UnfinishedDelivery(
                new Entry(
                        SqliteJournal.hold(entry),
                        delivery,
                        redelivery,
                        steps.stream().map(Step::planned).toList(),
                        parts),
                steps.stream().map(Step::progress).toList(),
                row.flag(),
                row.count(),
                row.flag());
    }

    private record Step(PlannedStep planned, UnfinishedDelivery.Progress progress) {}

    private static Step step(Session session, long entry, Row row) throws SQLException {
        int position = row.count();
        return new Step(
                new PlannedStep(position, PlannedRow.read(row), row.count()), progress(session, entry, position, row));
    }

    private static UnfinishedDelivery.Progress progress(Session session, long entry, int position, Row row)
            throws SQLException {
        ActionState state = ActionState.of(row.count());
        Optional<Instant> due = Micros.instantIfAny(row);
        if (state == ActionState.WAITING) {
            return due.isEmpty()
                    ? new UnfinishedDelivery.Progress.Waiting(due, List.of())
                    : new UnfinishedDelivery.Progress.Waiting(
                            due, stops(session, entry, position), isInDoubt(session, entry, position));
        }
        int attempt = row.count();
        String token = row.textOrNull();
        long began = row.number();
        if (state == ActionState.RUNNING) {
            return new UnfinishedDelivery.Progress.Running(
                    attempt, String.valueOf(token), Micros.instant(began), deaths(session, entry, position));
        }
        return new UnfinishedDelivery.Progress.Ended(
                attempt,
                OutcomeRow.read(row).orElseThrow(() -> new SQLException("an ended action without an attempt")));
    }

    private static boolean isInDoubt(Session session, long entry, int position) throws SQLException {
        return session.bind(CUT_SHORT)
                .with(entry)
                .with(position)
                .first(Row::number)
                .isPresent();
    }

    private static int deaths(Session session, long entry, int position) throws SQLException {
        return session.bind(DEATHS).with(entry).with(position).first(Row::count).orElse(0);
    }

    private static List<Instant> stops(Session session, long entry, int position) throws SQLException {
        return session.bind(STOPS).with(entry).with(position).all(row -> Micros.instant(row.number()));
    }
}
