package dev.jenvoy.journal.sql;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.sql.condition.StateSql;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a delivery's row for a list, with a summary of its actions. */
public final class SummaryRow {

    /** The columns that {@link #read} reads. */
    static final String COLUMNS =
            "delivery.entry, " + DeliveryRow.COLUMNS + ", redelivery, state, received, finished, cancel";

    private static final String ACTIONS =
            "SELECT apart, kind, name, state, ending, returncode FROM action WHERE entry = ? ORDER BY position";

    private static final String FAILED = "SELECT ending, returncode, kind, name, error, " + LastLine.OF_ACTION
            + " FROM action WHERE entry = ? AND apart IS NULL AND state IN (" + ActionState.ENDED.code() + ", "
            + ActionState.DROPPED.code() + ") ORDER BY position";

    private static final String BEGAN = "SELECT began FROM run WHERE entry = ?1 AND attempt > 0"
            + StateSql.OF_AWAITED_ACTION + " ORDER BY began LIMIT 1";

    private SummaryRow() {}

    static DeliverySummary read(Session session, Row row) throws SQLException {
        long entry = row.number();
        DeliveryKey key = DeliveryRow.key(row);
        Facts facts = DeliveryRow.facts(row);
        int redelivery = row.count();
        DeliveryState state = DeliveryState.of(row.count());
        List<DeliverySummary.ActionSummary> actions = new ArrayList<>();
        List<DeliverySummary.ActionSummary> apart = new ArrayList<>();
        session.bind(ACTIONS).with(entry).all(one -> (one.countOrNull() == null ? actions : apart).add(action(one)));
        boolean began = !actions.isEmpty() && state != DeliveryState.QUEUED;
        return new DeliverySummary(
                entry,
                key,
                facts,
                redelivery,
                state,
                Micros.instant(row.number()),
                Micros.instantIfAny(row),
                began ? session.bind(BEGAN).with(entry).first(one -> Micros.instant(one.number())) : Optional.empty(),
                actions,
                apart,
                hasFailed(actions) ? failure(session, entry) : Optional.empty(),
                row.flag());
    }

    private static boolean hasFailed(List<DeliverySummary.ActionSummary> actions) {
        return actions.stream().flatMap(action -> action.status().stream()).anyMatch(Status::isFailure);
    }

    /** Reads what the first action that failed left. */
    private static Optional<DeliverySummary.Failure> failure(Session session, long entry) throws SQLException {
        return session.bind(FAILED).with(entry).all(SummaryRow::failure).stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

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
