package dev.jenvoy.journal.sql;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
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

/**
 * Reads deliveries for a list, each with a summary of its actions: first their rows, and then of many of them at once what their
 * actions came to, because each statement may be a way to another machine.
 */
public final class SummaryRow {

    /** The columns that {@link #head} reads. */
    static final String COLUMNS =
            "delivery.entry, " + DeliveryRow.COLUMNS + ", redelivery, state, received, finished, cancel";

    private static final EntriesSql ACTIONS = new EntriesSql(
            "SELECT entry, apart, kind, name, state, ending, returncode FROM action WHERE entry IN ",
            " ORDER BY" + " entry, position");

    private static final EntriesSql FAILED = new EntriesSql(
            "SELECT entry, ending, returncode, kind, name, error, " + LastLine.OF_ACTION
                    + " FROM action WHERE apart IS NULL AND state IN (" + ActionState.ENDED.code() + ", "
                    + ActionState.DROPPED.code() + ") AND entry IN ",
            " ORDER BY entry, position");

    private static final EntriesSql BEGAN = new EntriesSql(
            "SELECT entry, min(began) FROM run WHERE attempt > 0 AND NOT EXISTS (SELECT 1 FROM action WHERE action.entry"
                    + " = run.entry AND action.position = run.position AND action.apart >= 1) AND entry IN ",
            " GROUP BY entry");

    private SummaryRow() {}

    /** The row of a delivery. */
    record Head(
            long entry,
            DeliveryKey key,
            Facts facts,
            int redelivery,
            DeliveryState state,
            Instant received,
            Optional<Instant> finished,
            boolean isCancelled) {}

    private static final class Actions {
        final List<DeliverySummary.ActionSummary> awaited = new ArrayList<>();
        final List<DeliverySummary.ActionSummary> apart = new ArrayList<>();
    }

    /** Reads the row of a delivery. */
    static Head head(Row row) throws SQLException {
        return new Head(
                row.number(),
                DeliveryRow.key(row),
                DeliveryRow.facts(row),
                row.count(),
                DeliveryState.of(row.count()),
                Micros.instant(row.number()),
                Micros.instantIfAny(row),
                row.flag());
    }

    /** Reads a delivery with its actions. */
    static DeliverySummary read(Session session, Row row) throws SQLException {
        return complete(session, List.of(head(row))).get(0);
    }

    /** Returns deliveries with their actions, in their order. */
    static List<DeliverySummary> complete(Session session, List<Head> heads) throws SQLException {
        Map<Long, Actions> actions = new HashMap<>();
        heads.forEach(head -> actions.put(head.entry(), new Actions()));
        ACTIONS.read(session, actions.keySet(), (entry, row) -> {
            Actions all = of(entry, actions);
            (row.countOrNull() == null ? all.awaited : all.apart).add(action(row));
        });
        Map<Long, Instant> began = new HashMap<>();
        BEGAN.read(
                session,
                heads.stream()
                        .filter(head -> head.state() != DeliveryState.QUEUED)
                        .map(Head::entry)
                        .filter(entry -> !of(entry, actions).awaited.isEmpty())
                        .toList(),
                (entry, row) -> began.put(entry, Micros.instant(row.number())));
        Map<Long, DeliverySummary.Failure> failures = new HashMap<>();
        FAILED.read(
                session,
                actions.keySet().stream()
                        .filter(entry -> hasFailed(of(entry, actions).awaited))
                        .toList(),
                (entry, row) -> failure(row).ifPresent(failure -> failures.putIfAbsent(entry, failure)));
        return heads.stream()
                .map(head -> summary(head, of(head.entry(), actions), began, failures))
                .toList();
    }

    private static Actions of(long entry, Map<Long, Actions> actions) {
        return actions.getOrDefault(entry, new Actions());
    }

    private static DeliverySummary summary(
            Head head, Actions actions, Map<Long, Instant> began, Map<Long, DeliverySummary.Failure> failures) {
        return new DeliverySummary(
                head.entry(),
                head.key(),
                head.facts(),
                head.redelivery(),
                head.state(),
                head.received(),
                head.finished(),
                Optional.ofNullable(began.get(head.entry())),
                actions.awaited,
                actions.apart,
                Optional.ofNullable(failures.get(head.entry())),
                head.isCancelled());
    }

    private static boolean hasFailed(List<DeliverySummary.ActionSummary> actions) {
        return actions.stream().flatMap(action -> action.status().stream()).anyMatch(Status::isFailure);
    }

    /** Reads what an action left, if it failed. */
    private static Optional<DeliverySummary.Failure> failure(Row row) throws SQLException {
        Ending ending = Ending.valueOf(row.text());
        Integer code = row.countOrNull();
        return Status.of(ending, code).isFailure()
                ? Optional.of(new DeliverySummary.Failure(
                        row.text(),
                        row.text(),
                        ending,
                        Optional.ofNullable(code),
                        Optional.ofNullable(row.textOrNull()),
                        Optional.ofNullable(row.textOrNull())))
                : Optional.empty();
    }

    private static DeliverySummary.ActionSummary action(Row row) throws SQLException {
        String kind = row.text();
        String name = row.text();
        ActionState state = ActionState.of(row.count());
        // A waiting action with an ending is tried again.
        Optional<Status> last = status(row);
        boolean over = state == ActionState.ENDED || state == ActionState.DROPPED;
        return new DeliverySummary.ActionSummary(
                kind, name, state, over ? last : Optional.empty(), state == ActionState.WAITING && last.isPresent());
    }

    private static Optional<Status> status(Row row) throws SQLException {
        String ending = row.textOrNull();
        Integer code = row.countOrNull();
        return ending == null ? Optional.empty() : Optional.of(Status.of(Ending.valueOf(ending), code));
    }
}
