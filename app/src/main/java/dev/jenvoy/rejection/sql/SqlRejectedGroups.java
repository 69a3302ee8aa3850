package dev.jenvoy.rejection.sql;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.rejection.RejectedGroup;
import dev.jenvoy.rejection.RejectedGroups;
import dev.jenvoy.rejection.RejectionKind;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the groups in the table {@code rejected} of the journal's database. When it is full, groups of which no request came
 * for a day make room; without any, requests are counted by their check alone.
 */
@CheckReturnValue
public final class SqlRejectedGroups implements RejectedGroups {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.http");
    private static final Duration STALE = Duration.ofDays(1);

    private static final String KEY = "status = ?6 AND \"check\" = ?7 AND source = ?8 AND reason = ?9 AND peer = ?10";
    private static final String UPDATE = "UPDATE rejected SET count = count + ?1,"
            + " first = CASE WHEN first < ?2 THEN first ELSE ?2 END,"
            + " last = CASE WHEN last > ?3 THEN last ELSE ?3 END, delivery = ?4, hint = ?5 WHERE " + KEY;
    private static final String INSERT = "INSERT INTO rejected"
            + " (count, first, last, delivery, hint, status, \"check\", source, reason, peer)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            // Another server may have come first since the update found nothing.
            + " ON CONFLICT (status, \"check\", source, reason, peer) DO UPDATE SET"
            + " count = rejected.count + excluded.count, last = excluded.last";
    private static final String ALL =
            "SELECT count, first, last, delivery, hint, status, \"check\", source, reason, peer"
                    + " FROM rejected ORDER BY last DESC";
    private static final String FORGET = "DELETE FROM rejected WHERE last < ?";

    private final Store store;

    /** @param store the journal's database */
    public SqlRejectedGroups(Store store) {
        this.store = store;
    }

    @Override
    public CompletionStage<Void> add(Collection<RejectedGroup> more) {
        List<RejectedGroup> groups = List.copyOf(more);
        return store.offer(Durability.PROCESS, session -> addAll(session, groups))
                .thenAccept(added -> {});
    }

    private static int addAll(Session session, List<RejectedGroup> groups) throws SQLException {
        long count = session.number("SELECT count(*) FROM rejected");
        for (RejectedGroup group : groups) {
            if (isAdded(session, group)) {
                continue;
            }
            if (count >= MOST_GROUPS) {
                count -= forget(session, group.last().minus(STALE));
            }
            if (count < MOST_GROUPS) {
                count += bound(session, INSERT, group.kind(), group).update();
                continue;
            }
            // A few more than the limit: there are only so many checks.
            RejectionKind alone = group.kind().ofCheckAlone();
            if (bound(session, UPDATE, alone, group).update() == 0) {
                bound(session, INSERT, alone, group).update();
            }
        }
        return groups.size();
    }

    private static boolean isAdded(Session session, RejectedGroup group) throws SQLException {
        return bound(session, UPDATE, group.kind(), group).update() > 0;
    }

    private static BoundStatement bound(Session session, String sql, RejectionKind kind, RejectedGroup group)
            throws SQLException {
        return session.bind(sql)
                .with(group.count())
                .with(Micros.of(group.first()))
                .with(Micros.of(group.last()))
                .with(group.delivery())
                .with(group.hint())
                .with((long) kind.status())
                .with(kind.check())
                .with(kind.source())
                .with(kind.reason())
                .with(kind.peer());
    }

    @Override
    public List<RejectedGroup> all() {
        try {
            return store.read(session -> session.bind(ALL).all(SqlRejectedGroups::group));
        } catch (SQLException e) {
            throw new IllegalStateException("the groups of rejected requests cannot be read", e);
        }
    }

    private static RejectedGroup group(Row row) throws SQLException {
        long count = row.number();
        Instant first = Micros.instant(row.number());
        Instant last = Micros.instant(row.number());
        String delivery = row.text();
        String hint = row.text();
        int status = (int) row.number();
        String check = row.text();
        String source = row.text();
        String reason = row.text();
        return new RejectedGroup(
                new RejectionKind(status, check, reason, source, row.text()), count, first, last, delivery, hint);
    }

    @Override
    public void forget(Instant before) {
        store.offer(Durability.PROCESS, session -> forget(session, before)).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("old groups of rejected requests not forgotten cause=\"{}\"", failure.toString());
            }
        });
    }

    private static int forget(Session session, Instant before) throws SQLException {
        return session.bind(FORGET).with(Micros.of(before)).update();
    }
}
