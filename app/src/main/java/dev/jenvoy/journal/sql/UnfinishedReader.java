package dev.jenvoy.journal.sql;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.PlannedStep;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.journal.sql.payload.StoredPayloads;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads how far unfinished deliveries had come. */
public final class UnfinishedReader {

    private static final EntriesSql DELIVERIES = new EntriesSql(
            "SELECT delivery.entry, " + DeliveryRow.COLUMNS
                    + ", kept.entry, kept.size, kept.file, digest, received, redelivery, suspect, deaths, cancel"
                    + " FROM delivery JOIN content ON content.entry = delivery.entry"
                    + " JOIN content AS kept ON kept.entry = coalesce(content.keeper, content.entry)"
                    + " WHERE delivery.entry IN ",
            "");
    private static final EntriesSql ACTIONS = new EntriesSql(
            "SELECT entry, position, " + PlannedRow.COLUMNS + ", starts, state, due, attempt, token, began, "
                    + OutcomeRow.COLUMNS + " FROM action WHERE entry IN ",
            " ORDER BY entry, position");
    private static final String STOPS =
            "SELECT began + took FROM run WHERE entry = ? AND position = ? AND stopped = 1 ORDER BY attempt";

    private static final String CUT_SHORT = "SELECT 1 FROM run WHERE entry = ? AND position = ?"
            + " AND (stopped = 1 OR ending = '" + Ending.INTERRUPTED.name() + "') LIMIT 1";

    private static final String DEATHS = "SELECT count(*) FROM run WHERE entry = ? AND position = ?"
            + " AND coalesce(stopped, 0) = 0 AND ending = '" + Ending.INTERRUPTED.name() + "'";

    private final StoredPayloads bodies;

    public UnfinishedReader(StoredPayloads bodies) {
        this.bodies = bodies;
    }

    /**
     * Reads deliveries, many with one statement, because each may be a way to another machine.
     *
     * @param held by which a server holds each that it reads, and what it holds of it
     * @return those that there are, in the order of their holds
     */
    public List<UnfinishedDelivery> read(Session session, Map<Hold, Set<Part>> held) throws SQLException {
        List<Long> entries = held.keySet().stream().map(Hold::entry).toList();
        Map<Long, List<Step>> steps = new HashMap<>();
        ACTIONS.read(
                session,
                entries,
                (entry, row) ->
                        steps.computeIfAbsent(entry, none -> new ArrayList<>()).add(step(session, entry, row)));
        Map<Long, Stored> stored = new HashMap<>();
        DELIVERIES.read(session, entries, (entry, row) -> stored.put(entry, stored(row)));
        List<UnfinishedDelivery> all = new ArrayList<>();
        held.forEach((hold, parts) -> {
            Stored one = stored.get(hold.entry());
            if (one != null) {
                all.add(one.unfinished(hold, parts, steps.getOrDefault(hold.entry(), List.of())));
            }
        });
        return all;
    }

    /** The row of a delivery. */
    private record Stored(Delivery delivery, int redelivery, boolean isSuspect, int deathsAlone, boolean isCancelled) {

        UnfinishedDelivery unfinished(Hold hold, Set<Part> parts, List<Step> steps) {
            List<PlannedStep> planned = steps.stream().map(Step::planned).toList();
            return new UnfinishedDelivery(
                    new Entry(hold, delivery, redelivery, planned, parts),
                    steps.stream().map(Step::progress).toList(),
                    isSuspect,
                    deathsAlone,
                    isCancelled);
        }
    }

    private Stored stored(Row row) throws SQLException {
        Delivery delivery = new Delivery(
                DeliveryRow.key(row),
                DeliveryRow.facts(row),
                bodies.payload(row.number(), row.number(), row.textOrNull()),
                PayloadDigest.known(row.text()),
                Micros.instant(row.number()));
        return new Stored(delivery, row.count(), row.flag(), row.count(), row.flag());
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
