package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Planned;
import dev.jenvoy.journal.PlannedStep;
import dev.jenvoy.journal.Start;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Accepts one delivery, unless its key is known with something else. */
final class AppendDelivery implements Change<Appended> {

    private static final String KNOWN = "SELECT entry, redelivery, event, digest FROM delivery"
            + " WHERE key_hash = ? AND source = ? AND webhook = ? AND id = ? ORDER BY entry DESC LIMIT 1";
    private static final String STARTS = "SELECT max(starts) FROM action WHERE kind = ? AND name = ? AND entry IN"
            + " (SELECT entry FROM delivery WHERE key_hash = ? AND source = ? AND webhook = ? AND id = ?)";
    private static final String INSERT = "INSERT INTO delivery (" + DeliveryRow.COLUMNS
            + ", entry, state, redelivery, received, key_hash, digest)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String CONTENT =
            "INSERT INTO content (entry, headers, size, file, body) VALUES (?, ?, ?, ?, ?)";
    private static final String SHARE = "INSERT INTO content (entry, headers, size, keeper) VALUES (?, '', ?, ?)";
    private static final String KEPT = "SELECT 1 FROM content WHERE entry = ?";
    private static final String ACTION = "INSERT INTO action"
            + " (entry, position, kind, name, concurrency, retries, rerun, state, starts)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** Larger payloads are not held in memory by whoever works on the delivery. */
    private static final long HELD = 64 << 10;

    private final Delivery delivery;
    private final List<Planned> plan;
    private final Optional<Start> start;
    private final KeptRequest request;
    private final StoredContent content;
    private final EntryIds numbers;
    private final StoredPayloads bodies;
    private final BiConsumer<Entry, Optional<Start>> accepted;
    private final long keyHash;

    /** @param start of the first action, if that starts with the acceptance */
    AppendDelivery(
            Delivery delivery,
            List<Planned> plan,
            Optional<Start> start,
            KeptRequest request,
            StoredContent content,
            EntryIds numbers,
            StoredPayloads bodies,
            BiConsumer<Entry, Optional<Start>> accepted) {
        this.delivery = delivery;
        this.plan = List.copyOf(plan);
        this.start = start;
        this.request = request;
        this.content = content;
        this.numbers = numbers;
        this.bodies = bodies;
        this.accepted = accepted;
        this.keyHash = KeyHash.of(delivery.key());
    }

    @Override
    public Appended apply(Session session) throws SQLException {
        PreparedStatement statement = session.prepared(KNOWN);
        setKey(statement, 1);
        int redelivery = 1;
        try (ResultSet row = statement.executeQuery()) {
            if (row.next()) {
                boolean same = delivery.event().is(row.getString(3))
                        && delivery.digest().hex().equals(row.getString(4));
                if (!same) {
                    return new Appended.Conflict(row.getLong(1));
                }
                redelivery = row.getInt(2) + 1;
            }
        }
        boolean kept = isKept(session);
        if (!kept && request.wasKept()) {
            return new Appended.NoRoom("the payload has been deleted");
        }
        long entry = insert(session, redelivery);
        if (kept) {
            share(session, entry);
        } else {
            insertContent(session, entry);
        }
        List<PlannedStep> steps = new ArrayList<>(plan.size());
        for (int position = 0; position < plan.size(); position++) {
            Planned planned = plan.get(position);
            int starts = redelivery == 1 ? 0 : starts(session, planned);
            PlannedStep step = new PlannedStep(position, planned, starts);
            Optional<Start> begun = position == 0 ? start : Optional.empty();
            insertAction(session, entry, step, begun.isPresent());
            if (begun.isPresent()) {
                Transitions.begin(session, new Transitions.Place(entry, position), starts + 1, begun.get());
            }
            steps.add(step);
        }
        return new Appended.Accepted(new Entry(entry, kept(), redelivery, steps));
    }

    /** Whether another delivery of its request has brought headers and payload into the file. */
    private boolean isKept(Session session) throws SQLException {
        if (request.keeper() < 0) {
            return false;
        }
        PreparedStatement statement = session.prepared(KEPT);
        statement.setLong(1, request.keeper());
        try (ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    private Delivery kept() {
        long size = delivery.payload().size();
        return size <= HELD || content == StoredContent.ELSEWHERE
                ? delivery
                : new Delivery(
                        delivery.key(),
                        delivery.facts(),
                        bodies.payload(request.keeper(), size, content.file),
                        delivery.digest(),
                        delivery.received());
    }

    @Override
    public void recorded(Appended result) {
        if (result instanceof Appended.Accepted done) {
            request.committed();
            accepted.accept(done.entry(), start);
        }
    }

    private void setKey(PreparedStatement statement, int first) throws SQLException {
        DeliveryKey key = delivery.key();
        statement.setLong(first, keyHash);
        statement.setString(first + 1, key.source());
        statement.setString(first + 2, key.webhook());
        statement.setString(first + 3, key.id());
    }

    private int starts(Session session, Planned planned) throws SQLException {
        PreparedStatement statement = session.prepared(STARTS);
        statement.setString(1, planned.kind());
        statement.setString(2, planned.name());
        setKey(statement, 3);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private long insert(Session session, int redelivery) throws SQLException {
        PreparedStatement statement = session.prepared(INSERT);
        DeliveryRow.set(statement, delivery.key(), delivery.facts());
        DeliveryState state = start.isPresent() ? DeliveryState.RUNNING : DeliveryState.QUEUED;
        long entry = numbers.next(session);
        statement.setLong(DeliveryRow.COUNT + 1, entry);
        statement.setInt(DeliveryRow.COUNT + 2, state.code());
        statement.setInt(DeliveryRow.COUNT + 3, redelivery);
        statement.setLong(DeliveryRow.COUNT + 4, Micros.of(delivery.received()));
        statement.setLong(DeliveryRow.COUNT + 5, keyHash);
        statement.setString(DeliveryRow.COUNT + 6, delivery.digest().hex());
        statement.executeUpdate();
        return entry;
    }

    private void insertContent(Session session, long entry) throws SQLException {
        PreparedStatement statement = session.prepared(CONTENT);
        statement.setLong(1, entry);
        statement.setString(2, content.headers);
        statement.setLong(3, delivery.payload().size());
        statement.setString(4, content.file);
        statement.setBytes(5, content.body);
        statement.executeUpdate();
        request.keepWith(entry);
    }

    private void share(Session session, long entry) throws SQLException {
        PreparedStatement statement = session.prepared(SHARE);
        statement.setLong(1, entry);
        statement.setLong(2, delivery.payload().size());
        statement.setLong(3, request.keeper());
        statement.executeUpdate();
    }

    private static void insertAction(Session session, long entry, PlannedStep step, boolean begun) throws SQLException {
        PreparedStatement statement = session.prepared(ACTION);
        Planned planned = step.planned();
        statement.setLong(1, entry);
        statement.setInt(2, step.position());
        statement.setString(3, planned.kind());
        statement.setString(4, planned.name());
        statement.setString(5, planned.policy().concurrency().name());
        statement.setInt(6, planned.policy().retries());
        statement.setInt(7, planned.policy().rerun() ? 1 : 0);
        statement.setInt(8, (begun ? ActionState.RUNNING : ActionState.WAITING).code());
        statement.setInt(9, begun ? step.starts() + 1 : step.starts());
        statement.executeUpdate();
    }
}
