package dev.jenvoy.journal.postgres;

import dev.jenvoy.cluster.Member;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.PlannedStep;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.postgres.scope.PostgresArrays;
import dev.jenvoy.journal.postgres.scope.ScopeLocks;
import dev.jenvoy.journal.postgres.scope.ScopeTails;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Accepts deliveries in one transaction, with as many round trips for many as for one. First takes the locks of their keys and
 * scopes. What it reads afterwards stays true until its end: no other transaction accepts one of these keys, or makes a
 * delivery of these scopes held.
 */
final class AcceptanceBatch {

    /** No row if another server has taken this one over. */
    private static final String NUMBERS = "SELECT nextval('entry_no'), nextval('fence_no')"
            + " FROM server CROSS JOIN generate_series(1, ?) WHERE id = ? AND " + Member.State.THERE;

    // The sum keeps PostgreSQL from walking back through all deliveries in the order of their numbers.
    private static final String KNOWN = "SELECT k.n, d.entry, d.event, d.digest, d.redelivery, d.state, d.received"
            + " FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[]) WITH ORDINALITY AS k(hash, source, webhook, id, n)"
            + " CROSS JOIN LATERAL (SELECT entry, event, digest, redelivery, state, received FROM delivery"
            + " WHERE key_hash = k.hash AND source = k.source AND webhook = k.webhook AND id = k.id"
            + " ORDER BY entry + 0 DESC LIMIT 1) d";

    private static final String LOOK = ScopeLocks.LOCK + "; " + NUMBERS + "; " + KNOWN + "; " + ScopeTails.LAST;

    private static final String STARTS = "SELECT max(starts) FROM action WHERE kind = ? AND name = ? AND entry IN"
            + " (SELECT entry FROM delivery WHERE key_hash = ? AND source = ? AND webhook = ? AND id = ?)";

    private static final String KEPT = "SELECT 1 FROM content WHERE entry = ?";

    private final Session session;
    private final AcceptanceServer server;
    private final long me;
    private final boolean leads;
    private final AcceptedRows rows;

    /** The newest delivery of each key, those of this batch too. */
    private final Map<DeliveryKey, Known> known = new HashMap<>();

    private final Set<Long> keptHere = new HashSet<>();
    private int taken;

    AcceptanceBatch(Session session, AcceptanceServer server) {
        this.session = session;
        this.server = server;
        this.me = server.cluster().number();
        this.leads = server.cluster().isLeader();
        this.rows = new AcceptedRows(session);
    }

    /**
     * Copies of a delivery with actions apart alone that senders and proxies make come in this time. Nothing is awaited of it, so
     * it has ended as soon as it is accepted.
     */
    private static final Duration COPIES = Duration.ofSeconds(10);

    /** The last delivery of a key. */
    private record Known(long entry, String event, String digest, int redelivery, int state, long received) {

        boolean is(Delivery delivery) {
            return delivery.event().is(event) && delivery.digest().hex().equals(digest);
        }

        /** Returns whether a copy belongs to it, and is no delivery of its own. */
        boolean takes(DeliveryAcceptance copy) {
            boolean isUnfinished = !DeliveryState.of(state).ended();
            // Of those of which nothing was awaited, only a delivery with actions apart has a key.
            boolean wasApart = state == copy.state(false).code();
            long pause = Math.abs(Micros.of(copy.delivery.received()) - received);
            return isUnfinished
                    || (!copy.isAwaited()
                            && wasApart
                            && !copy.request.isPast()
                            && pause < TimeUnit.SECONDS.toMicros(COPIES.toSeconds()));
        }
    }

    List<Appended> accept(List<DeliveryAcceptance> all) throws SQLException {
        Look look = look(all);
        if (look.numbers().isEmpty()) {
            return all.stream()
                    .map(one -> (Appended) new Appended.NoRoom("other servers have taken this one over"))
                    .toList();
        }
        List<Appended> results = new ArrayList<>(all.size());
        for (int at = 0; at < all.size(); at++) {
            results.add(accept(all.get(at), look.numbers().get(at), look.tails()));
        }
        rows.insert();
        return results;
    }

    /** What is so while the locks are held. */
    private record Look(List<Hold> numbers, ScopeTails tails) {}

    /** Takes the locks, and then looks: one text of several statements, of which each sees what was committed before it began. */
    private Look look(List<DeliveryAcceptance> all) throws SQLException {
        PreparedStatement statement = session.prepared(LOOK);
        ScopeLocks.bind(
                statement,
                1,
                all.stream()
                        .flatMapToLong(
                                one -> LongStream.concat(LongStream.of(one.keyHash), LongStream.of(one.scopes))));
        statement.setInt(2, all.size());
        statement.setLong(3, me);
        List<DeliveryKey> keys = all.stream().map(one -> one.delivery.key()).toList();
        PostgresArrays.bind(
                statement, 4, all.stream().mapToLong(one -> one.keyHash).toArray());
        PostgresArrays.bindTexts(
                statement, 5, keys.stream().map(DeliveryKey::source).toList());
        PostgresArrays.bindTexts(
                statement, 6, keys.stream().map(DeliveryKey::webhook).toList());
        PostgresArrays.bindTexts(
                statement, 7, keys.stream().map(DeliveryKey::id).toList());
        PostgresArrays.bind(
                statement,
                8,
                all.stream()
                        .flatMapToLong(one -> LongStream.of(one.scopes))
                        .distinct()
                        .toArray());
        statement.setLong(9, server.low().get());
        boolean unusedRows = statement.execute();
        List<Hold> numbers = numbers(next(statement), all.size());
        readKnown(next(statement), keys);
        return new Look(numbers, ScopeTails.read(next(statement), me, server.handover()));
    }

    private static ResultSet next(PreparedStatement statement) throws SQLException {
        if (!statement.getMoreResults()) {
            throw new SQLException("a look at the journal came back without rows");
        }
        return statement.getResultSet();
    }

    /** New numbers, in the order in which they are to be used. All are given while the locks are held. */
    private static List<Hold> numbers(ResultSet result, int many) throws SQLException {
        long[] entries = new long[many];
        long[] fences = new long[many];
        int given = 0;
        while (result.next()) {
            entries[given] = result.getLong(1);
            fences[given] = result.getLong(2);
            given++;
        }
        Arrays.sort(entries, 0, given);
        Arrays.sort(fences, 0, given);
        List<Hold> holds = new ArrayList<>(given);
        for (int at = 0; at < given; at++) {
            holds.add(new Hold(entries[at], fences[at]));
        }
        return holds;
    }

    private void readKnown(ResultSet result, List<DeliveryKey> keys) throws SQLException {
        while (result.next()) {
            known.put(
                    keys.get(result.getInt(1) - 1),
                    new Known(
                            result.getLong(2),
                            result.getString(3),
                            result.getString(4),
                            result.getInt(5),
                            result.getInt(6),
                            result.getLong(7)));
        }
    }

    private Appended accept(DeliveryAcceptance one, Hold hold, ScopeTails tails) throws SQLException {
        Delivery delivery = one.delivery;
        @Nullable Known before = known.get(delivery.key());
        if (before != null && !before.is(delivery)) {
            return new Appended.Conflict(before.entry());
        }
        if (before != null && before.takes(one)) {
            return new Appended.Joined(before.entry());
        }
        int redelivery = before == null ? 1 : before.redelivery() + 1;
        boolean kept = isKept(one);
        if (!kept && one.request.wasKept()) {
            return new Appended.NoRoom("the payload has been deleted");
        }
        ScopeTails.Next next = tails.next(one.scopes, one.takenUp);
        boolean mine = one.isAwaited()
                ? next == ScopeTails.Next.MINE || (next == ScopeTails.Next.FREE && takesOneMore())
                : leads;
        Set<Part> parts = mine ? parts(one) : Set.of();
        Optional<Start> start = mine && one.isAwaited() ? one.start : Optional.empty();
        List<PlannedStep> steps = steps(one, redelivery);
        rows.add(new AcceptedRows.Accepted(one, hold, me, parts, redelivery, steps, start, kept));
        if (!kept) {
            one.request.keepWith(hold.entry());
            keptHere.add(hold.entry());
        }
        tails.add(one.scopes, hold.entry(), mine ? OptionalLong.of(me) : OptionalLong.empty());
        known.put(
                delivery.key(),
                new Known(
                        hold.entry(),
                        delivery.event().name(),
                        delivery.digest().hex(),
                        redelivery,
                        one.state(false).code(),
                        Micros.of(delivery.received())));
        if (!mine) {
            return new Appended.Elsewhere(hold.entry());
        }
        server.handover().accepting(hold.entry());
        server.handover().held(hold, parts);
        return new Appended.Accepted(new Entry(hold, one.held(server.bodies()), redelivery, steps, shown(one, parts)));
    }

    /** What others could begin at once must not wait here, behind what came in the same transaction. */
    private boolean takesOneMore() {
        boolean takes = taken < server.room().getAsInt();
        taken += takes ? 1 : 0;
        return takes;
    }

    /** Parts without an action are no other server's, so that the server that leads holds a delivery as a whole. */
    private Set<Part> shown(DeliveryAcceptance one, Set<Part> parts) {
        if (!leads) {
            return parts;
        }
        return one.isAwaited() ? Part.ALL : Part.APART;
    }

    /** The parts of a delivery that this server holds from the first, if it holds any. */
    private Set<Part> parts(DeliveryAcceptance one) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        if (one.isAwaited()) {
            parts.add(Part.AWAITED);
        }
        if (leads) {
            if (one.has(Policy.Track.APART)) {
                parts.add(Part.BESIDE);
            }
            if (one.has(Policy.Track.AFTER)) {
                parts.add(Part.AFTER);
            }
        }
        return parts;
    }

    /** Returns whether another delivery of its request has stored headers and payload. */
    private boolean isKept(DeliveryAcceptance one) throws SQLException {
        long keeper = one.request.keeper();
        return keeper >= 0
                && (keptHere.contains(keeper)
                        || session.bind(KEPT)
                                .with(keeper)
                                .first(row -> row.number())
                                .isPresent());
    }

    private List<PlannedStep> steps(DeliveryAcceptance one, int redelivery) throws SQLException {
        List<PlannedStep> steps = new ArrayList<>(one.plan.size());
        for (Planned planned : one.plan) {
            steps.add(new PlannedStep(steps.size(), planned, redelivery == 1 ? 0 : starts(one, planned)));
        }
        return steps;
    }

    private int starts(DeliveryAcceptance one, Planned planned) throws SQLException {
        DeliveryKey key = one.delivery.key();
        return session.bind(STARTS)
                .with(planned.kind())
                .with(planned.name())
                .with(one.keyHash)
                .with(key.source())
                .with(key.webhook())
                .with(key.id())
                .first(row -> row.count())
                .orElse(0);
    }
}
