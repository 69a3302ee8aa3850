package dev.jenvoy.journal.postgres;

import dev.jenvoy.delivery.Policy;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.PlannedStep;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.journal.sql.DeliveryRow;
import dev.jenvoy.journal.sql.PlannedRow;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Inserts the rows of accepted deliveries, those of many in one round trip. */
final class AcceptedRows {

    private static final String ACTION = "INSERT INTO action"
            + " (entry, position, " + PlannedRow.COLUMNS + ", state, starts, attempt, token, began)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String ENDED_FROM_THE_FIRST = "WITH"
            + " d AS (INSERT INTO delivery (entry, state, redelivery, received, finished, key_hash, digest, "
            + DeliveryRow.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, " + DeliveryRow.PARAMETERS + ")),"
            + " c AS (INSERT INTO content (entry, headers, size, file, body, keeper) VALUES (?, ?, ?, ?, ?, ?)) "
            + ACTION;

    private static final String AWAITED = "WITH"
            + " w AS (INSERT INTO work (entry, part, owner, fence, scopes) VALUES (?, 0, ?, ?, ?)),"
            + " s AS (INSERT INTO work_scope (scope, entry) SELECT unnest(?::bigint[]), ?),"
            + ENDED_FROM_THE_FIRST.substring("WITH".length());

    private static final String APART = "INSERT INTO work (entry, part, owner, fence) VALUES (?, ?, ?, ?)";

    private final Session session;
    private final List<Accepted> all = new ArrayList<>();

    AcceptedRows(Session session) {
        this.session = session;
    }

    /**
     * A delivery to insert.
     *
     * @param parts what this server holds of it
     * @param start of its first action, if that begins now
     * @param shared whether headers and payload stand in the row of another delivery
     */
    record Accepted(
            DeliveryAcceptance one,
            Hold hold,
            long server,
            Set<Part> parts,
            int redelivery,
            List<PlannedStep> steps,
            Optional<Start> start,
            boolean shared) {

        @Nullable
        Long owner(Part part) {
            return parts.contains(part) ? (Long) server : null;
        }

        @Nullable
        Long fence(Part part) {
            return parts.contains(part) ? (Long) hold.fence() : null;
        }
    }

    void add(Accepted accepted) {
        all.add(accepted);
    }

    /** Inserts what was added. */
    void insert() throws SQLException {
        Batch awaited = new Batch(session, AWAITED);
        Batch ended = new Batch(session, ENDED_FROM_THE_FIRST);
        Batch actions = new Batch(session, ACTION);
        Batch apart = new Batch(session, APART);
        for (Accepted accepted : all) {
            if (accepted.one.isAwaited()) {
                first(work(awaited.next(), accepted), accepted);
                awaited.add();
            } else {
                first(ended.next(), accepted);
                ended.add();
            }
            for (PlannedStep step : accepted.steps.subList(1, accepted.steps.size())) {
                action(actions.next(), accepted, step, null);
                actions.add();
            }
            if (accepted.one.has(Policy.Track.APART)) {
                apart(apart.next(), accepted, Part.BESIDE);
                apart.add();
            }
            if (accepted.one.has(Policy.Track.AFTER)) {
                apart(apart.next(), accepted, Part.AFTER);
                apart.add();
            }
        }
        awaited.run();
        ended.run();
        actions.run();
        apart.run();
    }

    /** Statements of one text with different parameters. */
    private static final class Batch {

        private final Session session;
        private final String sql;
        private @Nullable PreparedStatement statement;

        Batch(Session session, String sql) {
            this.session = session;
            this.sql = sql;
        }

        BoundStatement next() throws SQLException {
            statement = session.prepared(sql);
            return session.bind(sql);
        }

        void add() throws SQLException {
            if (statement != null) {
                statement.addBatch();
            }
        }

        void run() throws SQLException {
            if (statement != null) {
                int[] unusedCounts = statement.executeBatch();
            }
        }
    }

    private static BoundStatement work(BoundStatement statement, Accepted accepted) throws SQLException {
        long[] scopes = accepted.one.scopes;
        return statement
                .with(accepted.hold.entry())
                .with(accepted.owner(Part.AWAITED))
                .with(accepted.fence(Part.AWAITED))
                .with(scopes)
                .with(scopes)
                .with(accepted.hold.entry());
    }

    private static void first(BoundStatement statement, Accepted accepted) throws SQLException {
        DeliveryAcceptance one = accepted.one;
        long entry = accepted.hold.entry();
        long received = Micros.of(one.delivery.received());
        DeliveryState state = one.state(accepted.start.isPresent());
        statement
                .with(entry)
                .with(state.code())
                .with(accepted.redelivery)
                .with(received)
                .with(state.ended() ? (Long) received : null)
                .with(one.keyHash)
                .with(one.delivery.digest().hex());
        DeliveryRow.bind(statement, one.delivery.key(), one.delivery.facts());
        statement
                .with(entry)
                .with(accepted.shared ? "" : one.content.headers)
                .with(one.delivery.payload().size())
                .with(accepted.shared ? null : one.content.file)
                .with(accepted.shared ? null : one.content.body)
                .with(accepted.shared ? (Long) one.request.keeper() : null);
        action(statement, accepted, accepted.steps.get(0), accepted.start.orElse(null));
    }

    /** @param begun the action's first start, if it starts at once */
    private static void action(BoundStatement statement, Accepted accepted, PlannedStep step, @Nullable Start begun)
            throws SQLException {
        int starts = begun == null ? step.starts() : step.starts() + 1;
        PlannedRow.bind(statement.with(accepted.hold.entry()).with(step.position()), step.planned())
                .with((begun == null ? ActionState.WAITING : ActionState.RUNNING).code())
                .with(starts)
                .with(begun == null ? null : (Integer) starts)
                .with(begun == null ? null : begun.token())
                .with(begun == null ? null : (Long) Micros.of(begun.at()));
    }

    private static void apart(BoundStatement statement, Accepted accepted, Part part) throws SQLException {
        statement
                .with(accepted.hold.entry())
                .with(part.code())
                .with(accepted.owner(part))
                .with(accepted.fence(part));
    }
}
