package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.PlannedStep;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.sql.DeliveryRow;
import dev.jenvoy.journal.sql.KeyHash;
import dev.jenvoy.journal.sql.PlannedRow;
import dev.jenvoy.journal.sql.condition.StateSql;
import dev.jenvoy.journal.sql.payload.KeptRequest;
import dev.jenvoy.journal.sql.payload.StoredContent;
import dev.jenvoy.journal.sql.payload.StoredPayloads;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Accepts one delivery, unless it is under way, or its key is known with another event or payload. */
final class AppendDelivery implements Change<Appended> {

    private static final String SAME_KEY = "key_hash = ? AND source = ? AND webhook = ? AND id = ?";
    private static final String KNOWN = "SELECT entry, event, digest, redelivery, CASE WHEN " + StateSql.unfinished()
            + " THEN 1 ELSE 0 END FROM delivery WHERE " + SAME_KEY + " ORDER BY entry DESC LIMIT 1";
    private static final String STARTS = "SELECT max(starts) FROM action WHERE kind = ? AND name = ? AND entry IN"
            + " (SELECT entry FROM delivery WHERE " + SAME_KEY + ")";
    private static final String INSERT = "INSERT INTO delivery (" + DeliveryRow.COLUMNS
            + ", entry, state, redelivery, received, finished, key_hash, digest) VALUES (" + DeliveryRow.PARAMETERS
            + ", ?, ?, ?, ?, ?, ?, ?)";
    private static final String CONTENT =
            "INSERT INTO content (entry, headers, size, file, body) VALUES (?, ?, ?, ?, ?)";
    private static final String SHARE = "INSERT INTO content (entry, headers, size, keeper) VALUES (?, '', ?, ?)";
    private static final String KEPT = "SELECT 1 FROM content WHERE entry = ?";
    private static final String ACTION = "INSERT INTO action"
            + " (entry, position, " + PlannedRow.COLUMNS + ", state, starts, attempt, token, began)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** Larger payloads are read again where they are needed, in place of being held in memory. */
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
        Optional<Known> known = DeliveryRow.bind(session.bind(KNOWN).with(keyHash), delivery.key())
                .first(this::known);
        if (known.isPresent() && !known.get().same()) {
            return new Appended.Conflict(known.get().entry());
        }
        if (known.isPresent() && known.get().unfinished()) {
            return new Appended.Joined(known.get().entry());
        }
        int redelivery = known.map(before -> before.redelivery() + 1).orElse(1);
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
            insertAction(session, entry, step, position == 0 ? start.orElse(null) : null);
            steps.add(step);
        }
        return new Appended.Accepted(new Entry(SqliteJournal.hold(entry), kept(), redelivery, steps));
    }

    /** The last delivery of the same key. */
    private record Known(long entry, boolean same, int redelivery, boolean unfinished) {}

    private Known known(Row row) throws SQLException {
        long entry = row.number();
        boolean sameEvent = delivery.event().is(row.text());
        boolean sameDigest = delivery.digest().hex().equals(row.text());
        return new Known(entry, sameEvent && sameDigest, row.count(), row.flag());
    }

    /** Returns whether another delivery of its request has stored headers and payload. */
    private boolean isKept(Session session) throws SQLException {
        return request.keeper() >= 0
                && session.bind(KEPT).with(request.keeper()).first(Row::number).isPresent();
    }

    private Delivery kept() {
        long size = delivery.payload().size();
        boolean isHeld = size <= HELD && isAwaited(plan.get(plan.size() - 1));
        return isHeld || content == StoredContent.ELSEWHERE
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

    private int starts(Session session, Planned planned) throws SQLException {
        BoundStatement statement =
                session.bind(STARTS).with(planned.kind()).with(planned.name()).with(keyHash);
        return DeliveryRow.bind(statement, delivery.key()).first(Row::count).orElse(0);
    }

    private long insert(Session session, int redelivery) throws SQLException {
        DeliveryState state = state();
        long received = Micros.of(delivery.received());
        long entry = numbers.next(session);
        DeliveryRow.bind(session.bind(INSERT), delivery.key(), delivery.facts())
                .with(entry)
                .with(state.code())
                .with(redelivery)
                .with(received)
                .with(state.ended() ? (Long) received : null)
                .with(keyHash)
                .with(delivery.digest().hex())
                .update();
        return entry;
    }

    private DeliveryState state() {
        if (plan.stream().noneMatch(AppendDelivery::isAwaited)) {
            return IgnoreReason.of(delivery.facts()).state();
        }
        return start.isPresent() ? DeliveryState.RUNNING : DeliveryState.QUEUED;
    }

    private static boolean isAwaited(Planned planned) {
        return !planned.policy().apart();
    }

    private void insertContent(Session session, long entry) throws SQLException {
        session.bind(CONTENT)
                .with(entry)
                .with(content.headers)
                .with(delivery.payload().size())
                .with(content.file)
                .with(content.body)
                .update();
        request.keepWith(entry);
    }

    private void share(Session session, long entry) throws SQLException {
        session.bind(SHARE)
                .with(entry)
                .with(delivery.payload().size())
                .with(request.keeper())
                .update();
    }

    /** @param begun the action's first start, if it starts at once */
    private static void insertAction(Session session, long entry, PlannedStep step, @Nullable Start begun)
            throws SQLException {
        Planned planned = step.planned();
        int starts = begun == null ? step.starts() : step.starts() + 1;
        PlannedRow.bind(session.bind(ACTION).with(entry).with(step.position()), planned)
                .with((begun == null ? ActionState.WAITING : ActionState.RUNNING).code())
                .with(starts)
                .with(begun == null ? null : (Integer) starts)
                .with(begun == null ? null : begun.token())
                .with(begun == null ? null : (Long) Micros.of(begun.at()))
                .update();
    }
}
