package dev.jenvoy.journal.sql;

import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.sql.condition.StateSql;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Changes states. Each change is one conditional update that names the states it may come from. If it finds no such row,
 * the change is illegal, and the exception undoes what it has done.
 */
public final class Transitions {

    private static final String OF_UNFINISHED =
            " AND (apart >= 1 OR EXISTS (SELECT 1 FROM delivery WHERE delivery.entry = action.entry AND "
                    + StateSql.unfinished() + "))";

    /** Says that the delivery waits for the action ({@code ?1} its entry, {@code ?2} its position). */
    private static final String OF_AWAITED =
            " AND NOT EXISTS (SELECT 1 FROM action WHERE action.entry = ?1 AND position = ?2 AND apart >= 1)";

    private static final String NO_ATTEMPT = "attempt = NULL, token = NULL, began = NULL, took = NULL, ending = NULL,"
            + " returncode = NULL, truncated = NULL, stopped = NULL, error = NULL, result = NULL, stdout = NULL,"
            + " stderr = NULL, log = NULL";
    private static final String KEPT = "entry, position, attempt, token, began, took, ending, returncode, truncated,"
            + " stopped, error, result, stdout, stderr, log";

    /** Makes room in the action's row for another attempt. */
    private static final String KEEP_EARLIER = "INSERT INTO earlier (" + KEPT + ") SELECT " + KEPT
            + " FROM action WHERE entry = ? AND position = ? AND began IS NOT NULL";

    private static final String CLEAR = "UPDATE action SET " + NO_ATTEMPT + " WHERE entry = ? AND position = ?";

    private static final String START_ACTION = StateSql.change(
                    ActionState.WAITING,
                    ActionState.RUNNING,
                    "due = NULL, starts = ?3, attempt = ?3, token = ?4, began = ?5")
            + " AND starts = ?3 - 1" + OF_UNFINISHED;
    private static final String START_DELIVERY = "UPDATE delivery SET state = " + DeliveryState.RUNNING.code()
            + " WHERE entry = ?1 AND " + StateSql.is(DeliveryState.QUEUED) + OF_AWAITED;
    private static final String END_ACTION = StateSql.change(
                    ActionState.RUNNING,
                    ActionState.ENDED,
                    "took = ?4, (" + OutcomeRow.COLUMNS + ") = (?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")
            + " AND starts = ?3";
    private static final String DROP_ACTION = StateSql.change(
                    ActionState.WAITING,
                    ActionState.DROPPED,
                    "due = NULL, attempt = 0, began = ?3, took = 0, (" + OutcomeRow.COLUMNS
                            + ") = (?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")
            + OF_UNFINISHED;
    private static final String RETRY_ACTION =
            StateSql.change(ActionState.ENDED, ActionState.WAITING, "due = ?3") + OF_UNFINISHED;
    private static final String POSTPONE_ACTION =
            StateSql.change(ActionState.RUNNING, ActionState.WAITING, "starts = ?3 - 1, due = ?4, " + NO_ATTEMPT)
                    + " AND starts = ?3" + OF_UNFINISHED;
    private static final String POSTPONE_DELIVERY = "UPDATE delivery SET state = " + DeliveryState.QUEUED.code()
            + " WHERE entry = ?1 AND " + StateSql.is(DeliveryState.RUNNING)
            + OF_AWAITED + " AND NOT EXISTS (SELECT 1 FROM run WHERE run.entry = ?1 AND attempt > 0"
            + StateSql.OF_AWAITED_ACTION + ")";
    private static final String MARK_STOPPED =
            "UPDATE action SET stopped = 1 WHERE entry = ? AND position = ? AND attempt = ?";
    private static final String FINISH =
            "UPDATE delivery SET state = ?2, finished = ?3 WHERE entry = ?1 AND " + StateSql.unfinished()
                    + " AND NOT EXISTS (SELECT 1 FROM action WHERE action.entry = ?1 AND apart IS NULL AND"
                    + " action.state IN ("
                    + ActionState.WAITING.code() + ", " + ActionState.RUNNING.code() + "))";
    private static final String SET_ASIDE = "UPDATE delivery SET state = " + DeliveryState.SET_ASIDE.code()
            + ", finished = ?2, reason = ?3 WHERE entry = ?1 AND " + StateSql.mayBecome(DeliveryState.SET_ASIDE)
            + " AND NOT EXISTS (SELECT 1 FROM action WHERE action.entry = ?1 AND apart IS NULL AND action.state = "
            + ActionState.RUNNING.code() + ")";
    private static final String ALONE = "UPDATE delivery SET alone = 1 WHERE entry = ? AND " + StateSql.unfinished();
    private static final String CANCEL = "UPDATE delivery SET cancel = 1 WHERE entry = ? AND " + StateSql.unfinished();

    private Transitions() {}

    /** One action of one entry. */
    public record Place(long entry, int position) {

        BoundStatement bind(Session session, String sql) throws SQLException {
            return session.bind(sql).with(entry).with(position);
        }

        IllegalStateException illegal(String change) {
            return new IllegalStateException(
                    "action " + position + " of entry " + entry + " cannot be " + change + " in its present state");
        }
    }

    public static void start(Session session, Place place, int attempt, Start start) throws SQLException {
        keepEarlier(session, place);
        int changed = place.bind(session, START_ACTION)
                .with(attempt)
                .with(start.token())
                .with(Micros.of(start.at()))
                .update();
        if (changed != 1) {
            throw place.illegal("started as attempt " + attempt);
        }
        place.bind(session, START_DELIVERY).update();
    }

    /** Moves the attempt in the action's row, if there is one, to the earlier ones. */
    private static void keepEarlier(Session session, Place place) throws SQLException {
        if (place.bind(session, KEEP_EARLIER).update() > 0) {
            place.bind(session, CLEAR).update();
        }
    }

    public static void end(Session session, Place place, int attempt, Outcome outcome, Duration took)
            throws SQLException {
        BoundStatement action = place.bind(session, END_ACTION).with(attempt).with(Micros.of(took));
        if (OutcomeRow.bind(action, outcome).update() != 1) {
            throw place.illegal("ended after attempt " + attempt);
        }
        StoredLogs.insert(session, place, attempt, outcome.log());
        LastLine.keep(session, place, outcome);
    }

    public static void drop(Session session, Place place, Outcome outcome, Instant at) throws SQLException {
        keepEarlier(session, place);
        BoundStatement action = place.bind(session, DROP_ACTION).with(Micros.of(at));
        if (OutcomeRow.bind(action, outcome).update() != 1) {
            throw place.illegal("dropped");
        }
        LastLine.keep(session, place, outcome);
    }

    public static void retry(Session session, Place place, Instant due) throws SQLException {
        if (place.bind(session, RETRY_ACTION).with(Micros.of(due)).update() != 1) {
            throw place.illegal("tried again");
        }
    }

    /** Takes a start back. */
    public static void postpone(Session session, Place place, int attempt, Instant due) throws SQLException {
        int changed = place.bind(session, POSTPONE_ACTION)
                .with(attempt)
                .with(Micros.of(due))
                .update();
        if (changed != 1) {
            throw place.illegal("postponed at attempt " + attempt);
        }
        place.bind(session, POSTPONE_DELIVERY).update();
    }

    /** Records that an orderly stop of the server interrupted an attempt, which has ended. */
    public static void markStopped(Session session, Place place, int attempt) throws SQLException {
        place.bind(session, MARK_STOPPED).with(attempt).update();
    }

    public static void finish(Session session, long entry, DeliveryState state, Instant at) throws SQLException {
        int changed = session.bind(FINISH)
                .with(entry)
                .with(state.code())
                .with(Micros.of(at))
                .update();
        if (changed != 1) {
            throw illegal(entry, "finished");
        }
    }

    public static void setAside(Session session, long entry, String reason, Instant at) throws SQLException {
        int changed = session.bind(SET_ASIDE)
                .with(entry)
                .with(Micros.of(at))
                .with(reason)
                .update();
        if (changed != 1) {
            throw illegal(entry, "quarantined");
        }
    }

    public static void alone(Session session, long entry) throws SQLException {
        if (session.bind(ALONE).with(entry).update() != 1) {
            throw illegal(entry, "run alone");
        }
    }

    public static boolean cancel(Session session, long entry) throws SQLException {
        return session.bind(CANCEL).with(entry).update() == 1;
    }

    private static IllegalStateException illegal(long entry, String change) {
        return new IllegalStateException("entry " + entry + " cannot be " + change + " in its present state");
    }
}
