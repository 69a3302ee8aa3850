package dev.jenvoy.journal.postgres;

import dev.jenvoy.cluster.Member;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.journal.postgres.scope.ClaimChoice;
import dev.jenvoy.journal.postgres.scope.LowMark;
import dev.jenvoy.journal.postgres.scope.PostgresArrays;
import dev.jenvoy.journal.postgres.scope.ScopeLocks;
import dev.jenvoy.journal.share.Part;
import dev.jenvoy.journal.sql.UnfinishedReader;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Makes free deliveries this server's: the first ones of queues that no server holds, and all that waits in queues that
 * are its own then. The leader also gets all actions apart that are free.
 *
 * <p>First it looks without locks for what may be free, then it takes the locks of those scopes that no other
 * transaction is at, and looks again: only a statement that begins with the locks held sees what is so until the commit.
 */
final class WorkClaim implements Change<List<UnfinishedDelivery>> {

    private static final int PAGE = 500;

    /** How many free deliveries are looked at: what is behind them comes another time. */
    private static final int MOST_PAGES = 4;

    private static final String LIVE =
            "EXISTS (SELECT 1 FROM server WHERE id = ? AND state = " + Member.State.LIVE.code() + ")";
    private static final String FREE = "SELECT entry, scopes FROM work WHERE " + LIVE
            + " AND owner IS NULL AND part = 0 AND entry >= ? ORDER BY entry LIMIT " + PAGE;

    /** Who holds the first one of each scope: in a scope, those that are held come first. */
    private static final String FIRST = "SELECT q.scope, n.owner FROM unnest(?::bigint[]) AS q(scope)"
            + " CROSS JOIN LATERAL (SELECT (SELECT owner FROM work WHERE work.entry = s.entry AND part = 0)"
            + " FROM work_scope s WHERE s.scope = q.scope AND s.entry >= ? ORDER BY s.entry LIMIT 1) n"
            + " WHERE n.owner IS NOT NULL";

    private static final String OF_SCOPES =
            "SELECT w.entry, w.scopes, w.owner FROM work w WHERE w.part = 0 AND w.entry >= ? AND w.entry IN"
                    + " (SELECT s.entry FROM work_scope s WHERE s.scope = ANY(?::bigint[]) AND s.entry >= ?)"
                    + " ORDER BY w.entry LIMIT 20000";

    private static final String UNSCOPED = "SELECT entry FROM work WHERE entry = ANY(?::bigint[]) AND part = 0"
            + " AND owner IS NULL FOR UPDATE SKIP LOCKED";

    /** Actions that come after a delivery are free when it has ended, and for who holds it. */
    private static final String APART = "SELECT entry, part FROM work w WHERE " + LIVE
            + " AND owner IS NULL AND part > 0 AND entry >= ?"
            + " AND (part = 1 OR NOT EXISTS (SELECT 1 FROM work a WHERE a.entry = w.entry AND a.part = 0"
            + " AND a.owner IS DISTINCT FROM ?)) ORDER BY entry LIMIT " + PAGE + " FOR UPDATE OF w SKIP LOCKED";

    /**
     * Gives the parts of a delivery one fence, a higher one to later deliveries, but for those that have one by now. Names the
     * numbers twice, so that no plan looks through the whole table.
     */
    private static final String TAKE = "WITH taken AS MATERIALIZED (SELECT * FROM"
            + " unnest(?1::bigint[], ?2::bigint[], ?3::bigint[]) AS t(entry, part, fence)),"
            + " new AS MATERIALIZED (SELECT entry, nextval('fence_no') AS fence FROM"
            + " (SELECT DISTINCT entry FROM taken WHERE fence = 0 ORDER BY entry) AS sorted)"
            + " UPDATE work SET owner = ?4, fence = coalesce(new.fence, taken.fence)"
            + " FROM taken LEFT JOIN new ON new.entry = taken.entry"
            + " WHERE work.entry = ANY(?1::bigint[]) AND work.entry = taken.entry"
            + " AND work.part = taken.part AND work.owner IS NULL"
            + " RETURNING work.entry, work.fence";

    private final AcceptanceServer server;
    private final UnfinishedReader reader;
    private final long me;
    private final int most;
    private final SharedNews news;

    /** @param most how many to take that wait behind no delivery of this server */
    WorkClaim(AcceptanceServer server, SharedNews news, int most) {
        this.server = server;
        this.reader = new UnfinishedReader(server.bodies());
        this.me = news.me();
        this.news = news;
        this.most = most;
    }

    @Override
    public void recorded(List<UnfinishedDelivery> all) {
        all.forEach(one -> news.tell(new JournalEvent.Claimed(one)));
    }

    @Override
    public List<UnfinishedDelivery> apply(Session session) throws SQLException {
        Map<Long, Set<Part>> parts = new TreeMap<>();
        Map<Long, Long> fences = new HashMap<>();
        for (long entry : awaited(session)) {
            parts.put(entry, EnumSet.of(Part.AWAITED));
        }
        take(session, parts, fences);
        server.handover().claimed(parts.keySet());
        if (server.cluster().isLeader()) {
            Map<Long, Set<Part>> apart = apart(session);
            take(session, apart, fences);
            apart.forEach((entry, more) -> parts.computeIfAbsent(entry, none -> EnumSet.noneOf(Part.class))
                    .addAll(more));
        }
        if (!parts.isEmpty()) {
            news.turnstiles().claimed(session, parts.keySet());
        }
        Map<Hold, Set<Part>> held = new LinkedHashMap<>();
        parts.forEach((entry, some) -> held.put(new Hold(entry, fences.getOrDefault(entry, 0L)), some));
        held.forEach(server.handover()::held);
        return reader.read(session, held).stream().map(this::shown).toList();
    }

    /** Parts without an action are no other server's, so that the server that leads holds a delivery as a whole. */
    private UnfinishedDelivery shown(UnfinishedDelivery claimed) {
        Entry entry = claimed.entry();
        if (!server.cluster().isLeader()) {
            return claimed;
        }
        Set<Part> parts = EnumSet.copyOf(entry.parts());
        for (Part part : Part.APART) {
            if (entry.steps().stream().noneMatch(step -> Part.of(step.planned()) == part)) {
                parts.add(part);
            }
        }
        Entry whole = new Entry(entry.hold(), entry.delivery(), entry.redelivery(), entry.steps(), parts);
        return new UnfinishedDelivery(
                whole, claimed.actions(), claimed.suspect(), claimed.deathsAlone(), claimed.cancelled());
    }

    /** The free deliveries that may be this server's, locked. */
    private List<Long> awaited(Session session) throws SQLException {
        List<ClaimChoice.Free> candidates = candidates(session);
        if (candidates.isEmpty()) {
            return List.of();
        }
        List<Long> entries = new ArrayList<>();
        long[] scopes = scopes(candidates);
        if (scopes.length > 0) {
            ScopeLocks.Taken locks = ScopeLocks.tryLock(session, LongStream.of(scopes));
            entries.addAll(scoped(session, scopes, locks));
        }
        long[] unscoped = candidates.stream()
                .filter(free -> free.scopes().length == 0)
                .mapToLong(ClaimChoice.Free::entry)
                .toArray();
        if (unscoped.length > 0) {
            entries.addAll(session.bind(UNSCOPED).with(unscoped).all(Row::number));
        }
        return entries;
    }

    /** What may be free, as it looks without locks. */
    private List<ClaimChoice.Free> candidates(Session session) throws SQLException {
        ClaimChoice walk = new ClaimChoice(most);
        long from = server.low().get();
        for (int page = 0; page < MOST_PAGES; page++) {
            List<ClaimChoice.Free> seen = page(session, from);
            block(session, walk, scopes(seen));
            seen.forEach(walk::look);
            if (seen.size() < PAGE) {
                break;
            }
            from = seen.get(seen.size() - 1).entry() + 1;
        }
        return walk.chosen();
    }

    private List<ClaimChoice.Free> page(Session session, long from) throws SQLException {
        PreparedStatement statement = session.prepared(FREE);
        statement.setLong(1, me);
        statement.setLong(2, from);
        List<ClaimChoice.Free> page = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                page.add(new ClaimChoice.Free(rows.getLong(1), PostgresArrays.numbers(rows, 2)));
            }
        }
        return page;
    }

    /** Blocks those scopes that other servers hold. */
    private void block(Session session, ClaimChoice walk, long[] scopes) throws SQLException {
        if (scopes.length == 0) {
            return;
        }
        record First(long scope, long owner) {}
        List<First> held = session.bind(FIRST)
                .with(scopes)
                .with(server.low().get())
                .all(row -> new First(row.number(), row.number()));
        for (First first : held) {
            long[] scope = {first.scope()};
            if (first.owner() == me) {
                walk.own(scope);
            } else {
                walk.block(scope);
            }
        }
    }

    /** Looks again at these scopes, with the locks of some of them held. */
    private List<Long> scoped(Session session, long[] scopes, ScopeLocks.Taken locks) throws SQLException {
        record Seen(ClaimChoice.Free free, long owner, boolean isFree) {}
        List<Seen> all = new ArrayList<>();
        PreparedStatement statement = session.prepared(OF_SCOPES);
        long low = server.low().get();
        statement.setLong(1, low);
        PostgresArrays.bind(statement, 2, scopes);
        statement.setLong(3, low);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ClaimChoice.Free free = new ClaimChoice.Free(rows.getLong(1), PostgresArrays.numbers(rows, 2));
                long owner = rows.getLong(3);
                all.add(new Seen(free, owner, rows.wasNull()));
            }
        }
        ClaimChoice walk = new ClaimChoice(most);
        for (Seen row : all) {
            if (!row.isFree && row.owner != me) {
                // Also where it is behind free ones, as while a server gives back what it held.
                walk.block(row.free.scopes());
            }
        }
        for (Seen row : all) {
            if (row.isFree && locks.has(row.free.scopes())) {
                walk.look(row.free);
            } else if (!row.isFree && row.owner == me && !server.handover().isBeingAccepted(row.free.entry())) {
                walk.own(row.free.scopes());
            } else {
                walk.block(row.free.scopes());
            }
        }
        return walk.chosen().stream().map(ClaimChoice.Free::entry).toList();
    }

    private Map<Long, Set<Part>> apart(Session session) throws SQLException {
        Map<Long, Set<Part>> apart = new TreeMap<>();
        record Free(long entry, Part part) {}
        // Who has one tried again lowers the mark, which this server may not have heard of.
        long low = Math.min(server.low().get(), session.number(LowMark.PRESENT));
        List<Free> free = session.bind(APART)
                .with(me)
                .with(low)
                .with(me)
                .all(row -> new Free(row.number(), Part.of(row.count())));
        free.forEach(one -> apart.computeIfAbsent(one.entry(), none -> EnumSet.noneOf(Part.class))
                .add(one.part()));
        return apart;
    }

    /** Takes parts of deliveries, which are locked. Those of one delivery get one fence. */
    private void take(Session session, Map<Long, Set<Part>> parts, Map<Long, Long> fences) throws SQLException {
        if (parts.isEmpty()) {
            return;
        }
        LongStream.Builder entries = LongStream.builder();
        LongStream.Builder codes = LongStream.builder();
        LongStream.Builder given = LongStream.builder();
        parts.forEach((entry, held) -> held.forEach(part -> {
            entries.add(entry);
            codes.add(part.code());
            given.add(fences.getOrDefault(entry, 0L));
        }));
        long[] taking = entries.build().toArray();
        List<Hold> taken = session.bind(TAKE)
                .with(taking)
                .with(codes.build().toArray())
                .with(given.build().toArray())
                .with(me)
                .all(row -> new Hold(row.number(), row.number()));
        taken.forEach(hold -> fences.put(hold.entry(), hold.fence()));
        if (taken.size() != taking.length) {
            throw new SQLException("a delivery was taken that was locked");
        }
    }

    private static long[] scopes(Collection<ClaimChoice.Free> all) {
        return all.stream()
                .flatMapToLong(free -> LongStream.of(free.scopes()))
                .distinct()
                .toArray();
    }
}
