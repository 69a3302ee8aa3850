package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Start;
import dev.jenvoy.store.Session;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * The changes of states. Each is one conditional update that says which states it may come from: when it finds no such
 * row the change is illegal, and what it threw undoes whatever it had done.
 */
final class Transitions {

    private static final String UNFINISHED = " AND (SELECT state FROM delivery WHERE entry = action.entry) <= 1";

    private static final String START_ACTION = "UPDATE action SET state = 1, starts = ?3, due = NULL"
            + " WHERE entry = ?1 AND position = ?2 AND state = 0 AND starts = ?3 - 1" + UNFINISHED;
    private static final String START_DELIVERY = "UPDATE delivery SET state = 1 WHERE entry = ? AND state = 0";
    private static final String START_RUN =
            "INSERT INTO run (entry, position, attempt, token, began) VALUES (?, ?, ?, ?, ?)";
    private static final String END_ACTION =
            "UPDATE action SET state = 2 WHERE entry = ?1 AND position = ?2 AND state = 1 AND starts = ?3";
    private static final String END_RUN = "UPDATE run SET (" + OutcomeRow.COLUMNS + ", took) = (?, ?, ?, ?, ?, ?, ?)"
            + " WHERE entry = ? AND position = ? AND attempt = ?";
    private static final String DROP_ACTION =
            "UPDATE action SET state = 3, due = NULL WHERE entry = ? AND position = ? AND state = 0" + UNFINISHED;
    private static final String DROP_RUN = "INSERT INTO run (" + OutcomeRow.COLUMNS
            + ", entry, position, attempt, began, took) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0)";
    private static final String RETRY_ACTION =
            "UPDATE action SET state = 0, due = ?3 WHERE entry = ?1 AND position = ?2 AND state = 2" + UNFINISHED;
    private static final String POSTPONE_ACTION = "UPDATE action SET state = 0, starts = ?3 - 1, due = ?4"
            + " WHERE entry = ?1 AND position = ?2 AND state = 1 AND starts = ?3" + UNFINISHED;
    private static final String POSTPONE_RUN = "DELETE FROM run WHERE entry = ? AND position = ? AND attempt = ?";
    private static final String POSTPONE_DELIVERY = "UPDATE delivery SET state = 0 WHERE entry = ?1 AND state = 1"
            + " AND NOT EXISTS (SELECT 1 FROM run WHERE entry = ?1 AND attempt > 0)";
    private static final String MARK_STOPPED =
            "UPDATE run SET stopped = 1 WHERE entry = ? AND position = ? AND attempt = ?";
    private static final String FINISH = "UPDATE delivery SET state = ?2, finished = ?3 WHERE entry = ?1 AND state <= 1"
            + " AND NOT EXISTS (SELECT 1 FROM action WHERE entry = ?1 AND state <= 1)";
    private static final String SET_ASIDE = "UPDATE delivery SET state = 6, finished = ?2, reason = ?3"
            + " WHERE entry = ?1 AND state <= 1"
            + " AND NOT EXISTS (SELECT 1 FROM action WHERE entry = ?1 AND state = 1)";
    private static final String ALONE = "UPDATE delivery SET alone = 1 WHERE entry = ? AND state <= 1";
    private static final String CANCEL = "UPDATE delivery SET cancel = 1 WHERE entry = ? AND state <= 1";

    private Transitions() {}

    /** One action of one entry. */
    record Place(long entry, int position) {

        void set(PreparedStatement statement) throws SQLException {
            statement.setLong(1, entry);
            statement.setInt(2, position);
        }

        IllegalStateException illegal(String change) {
            return new IllegalStateException(
                    "action " + position + " of entry " + entry + " cannot be " + change + " as it stands");
        }
    }

    static void start(Session session, Place place, int attempt, Start start) throws SQLException {
        PreparedStatement action = session.prepared(START_ACTION);
        place.set(action);
        action.setInt(3, attempt);
        if (action.executeUpdate() != 1) {
            throw place.illegal("started as attempt " + attempt);
        }
        PreparedStatement delivery = session.prepared(START_DELIVERY);
        delivery.setLong(1, place.entry());
        delivery.executeUpdate();
        begin(session, place, attempt, start);
    }

    /** An attempt of an action that is, or was made, running. */
    static void begin(Session session, Place place, int attempt, Start start) throws SQLException {
        PreparedStatement run = session.prepared(START_RUN);
        place.set(run);
        run.setInt(3, attempt);
        run.setString(4, start.token());
        run.setLong(5, Micros.of(start.at()));
        run.executeUpdate();
    }

    static void end(Session session, Place place, int attempt, Outcome outcome, Duration took) throws SQLException {
        PreparedStatement action = session.prepared(END_ACTION);
        place.set(action);
        action.setInt(3, attempt);
        if (action.executeUpdate() != 1) {
            throw place.illegal("ended after attempt " + attempt);
        }
        PreparedStatement run = session.prepared(END_RUN);
        OutcomeRow.set(run, 1, outcome);
        run.setLong(7, Micros.of(took));
        run.setLong(8, place.entry());
        run.setInt(9, place.position());
        run.setInt(10, attempt);
        run.executeUpdate();
    }

    static void drop(Session session, Place place, Outcome outcome, Instant at) throws SQLException {
        PreparedStatement action = session.prepared(DROP_ACTION);
        place.set(action);
        if (action.executeUpdate() != 1) {
            throw place.illegal("dropped");
        }
        PreparedStatement run = session.prepared(DROP_RUN);
        OutcomeRow.set(run, 1, outcome);
        run.setLong(7, place.entry());
        run.setInt(8, place.position());
        run.setLong(9, Micros.of(at));
        run.executeUpdate();
    }

    static void retry(Session session, Place place, Instant due) throws SQLException {
        PreparedStatement action = session.prepared(RETRY_ACTION);
        place.set(action);
        action.setLong(3, Micros.of(due));
        if (action.executeUpdate() != 1) {
            throw place.illegal("tried again");
        }
    }

    /** As though it had not been started. */
    static void postpone(Session session, Place place, int attempt, Instant due) throws SQLException {
        PreparedStatement action = session.prepared(POSTPONE_ACTION);
        place.set(action);
        action.setInt(3, attempt);
        action.setLong(4, Micros.of(due));
        if (action.executeUpdate() != 1) {
            throw place.illegal("postponed at attempt " + attempt);
        }
        PreparedStatement run = session.prepared(POSTPONE_RUN);
        place.set(run);
        run.setInt(3, attempt);
        run.executeUpdate();
        PreparedStatement delivery = session.prepared(POSTPONE_DELIVERY);
        delivery.setLong(1, place.entry());
        delivery.executeUpdate();
    }

    /** An attempt that has ended was cut short by an orderly stop. */
    static void markStopped(Session session, Place place, int attempt) throws SQLException {
        PreparedStatement run = session.prepared(MARK_STOPPED);
        place.set(run);
        run.setInt(3, attempt);
        run.executeUpdate();
    }

    static void finish(Session session, long entry, DeliveryState state, Instant at) throws SQLException {
        PreparedStatement delivery = session.prepared(FINISH);
        delivery.setLong(1, entry);
        delivery.setInt(2, state.code());
        delivery.setLong(3, Micros.of(at));
        if (delivery.executeUpdate() != 1) {
            throw illegal(entry, "finished");
        }
    }

    static void setAside(Session session, long entry, String reason, Instant at) throws SQLException {
        PreparedStatement delivery = session.prepared(SET_ASIDE);
        delivery.setLong(1, entry);
        delivery.setLong(2, Micros.of(at));
        delivery.setString(3, reason);
        if (delivery.executeUpdate() != 1) {
            throw illegal(entry, "set aside");
        }
    }

    static void alone(Session session, long entry) throws SQLException {
        PreparedStatement delivery = session.prepared(ALONE);
        delivery.setLong(1, entry);
        if (delivery.executeUpdate() != 1) {
            throw illegal(entry, "run alone");
        }
    }

    static boolean cancel(Session session, long entry) throws SQLException {
        PreparedStatement delivery = session.prepared(CANCEL);
        delivery.setLong(1, entry);
        return delivery.executeUpdate() == 1;
    }

    private static IllegalStateException illegal(long entry, String change) {
        return new IllegalStateException("entry " + entry + " cannot be " + change + " as it stands");
    }
}
