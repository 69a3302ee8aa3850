package dev.jenvoy.audit.sql;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.audit.AuditActor;
import dev.jenvoy.audit.AuditFilter;
import dev.jenvoy.audit.AuditLog;
import dev.jenvoy.audit.AuditPage;
import dev.jenvoy.audit.AuditRecord;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.time.Micros;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the audit log in the table {@code audit} of the journal's database. */
@CheckReturnValue
public final class SqlAuditLog implements AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.audit");

    private static final String COLUMNS = "at, act, result, name, way, address, entry, about, detail";
    private static final String INSERT = "INSERT INTO audit (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String OLD =
            "DELETE FROM audit WHERE number IN" + " (SELECT number FROM audit WHERE at < ? ORDER BY at LIMIT 1000)";
    private static final String SURPLUS = "DELETE FROM audit WHERE number IN (SELECT number FROM audit"
            + " INDEXED BY audit_refused WHERE result = 'REFUSED' AND way IN ('REFUSED', 'SERVER')"
            + " ORDER BY number DESC LIMIT 1000 OFFSET "
            + MOST_REFUSED + ")";

    /** How many records one page looks at. */
    private static final long WINDOW = 20_000;

    private final Store store;

    /** @param store the journal's database */
    public SqlAuditLog(Store store) {
        this.store = store;
    }

    @Override
    public CompletionStage<Void> record(AuditRecord record) {
        return store.write(Durability.MACHINE, session -> insert(session, record))
                .thenAccept(rows -> {});
    }

    private static int insert(Session session, AuditRecord record) throws SQLException {
        AuditActor actor = record.actor();
        return session.bind(INSERT)
                .with(Micros.of(record.at()))
                .with(record.act())
                .with(record.result().name())
                .with(actor.name().orElse(null))
                .with(actor.way().name())
                .with(actor.address().orElse(null))
                .with(record.entry().isPresent() ? (Long) record.entry().getAsLong() : null)
                .with(record.about())
                .with(record.detail())
                .update();
    }

    @Override
    public AuditPage page(AuditFilter filter, OptionalLong before, int limit) {
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + LONGEST_PAGE + " records");
        }
        try {
            return store.read(session -> page(session, filter, before, limit));
        } catch (SQLException e) {
            throw new IllegalStateException("the audit log cannot be read", e);
        }
    }

    /** A value of the filter, for its parameter. */
    private interface Value {
        void bind(BoundStatement statement) throws SQLException;
    }

    private static AuditPage page(Session session, AuditFilter filter, OptionalLong before, int limit)
            throws SQLException {
        long top = session.number("SELECT coalesce(max(number), 0) FROM audit") + 1;
        long first = session.number("SELECT coalesce(min(number), 0) FROM audit");
        long upper = Math.min(before.orElse(top), top);
        long lower = Math.max(first, upper - WINDOW);
        List<Value> values = new ArrayList<>();
        String sql = "SELECT number, " + COLUMNS + " FROM audit NOT INDEXED WHERE number < ? AND number >= ?"
                + conditions(filter, values) + " ORDER BY number DESC LIMIT ?";
        List<AuditPage.Kept> found;
        try (PreparedStatement statement = session.once(sql)) {
            BoundStatement bound = session.bindOnce(statement).with(upper).with(lower);
            for (Value value : values) {
                value.bind(bound);
            }
            found = bound.with((long) limit).all(SqlAuditLog::kept);
        }
        long end = found.size() == limit ? found.get(limit - 1).number() : lower;
        return new AuditPage(found, end > first ? OptionalLong.of(end) : OptionalLong.empty());
    }

    private static String conditions(AuditFilter filter, List<Value> values) {
        StringBuilder sql = new StringBuilder();
        addAny(sql, values, "act", filter.acts());
        addAny(sql, values, "result", filter.results().stream().map(Enum::name).toList());
        filter.who().ifPresent(who -> {
            sql.append(" AND (name = ? OR address = ?)");
            values.add(statement -> statement.with(who));
            values.add(statement -> statement.with(who));
        });
        filter.entry().ifPresent(entry -> {
            sql.append(" AND entry = ?");
            values.add(statement -> statement.with(entry));
        });
        filter.from().ifPresent(time -> {
            sql.append(" AND at >= ?");
            values.add(statement -> statement.with(Micros.of(time)));
        });
        filter.to().ifPresent(time -> {
            sql.append(" AND at < ?");
            values.add(statement -> statement.with(Micros.of(time)));
        });
        filter.text().ifPresent(text -> {
            List<String> columns = List.of("act", "name", "address", "about", "detail");
            String pattern =
                    "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
            sql.append(columns.stream()
                    .map(column -> column + " LIKE ? ESCAPE '\\'")
                    .collect(Collectors.joining(" OR ", " AND (", ")")));
            columns.forEach(column -> values.add(statement -> statement.with(pattern)));
        });
        return sql.toString();
    }

    private static void addAny(StringBuilder sql, List<Value> values, String column, Collection<String> any) {
        if (!any.isEmpty()) {
            sql.append(any.stream().map(one -> "?").collect(Collectors.joining(", ", " AND " + column + " IN (", ")")));
            any.forEach(one -> values.add(statement -> statement.with(one)));
        }
    }

    private static AuditPage.Kept kept(Row row) throws SQLException {
        long number = row.number();
        Instant at = Micros.instant(row.number());
        String act = row.text();
        AuditRecord.Result result = AuditRecord.Result.valueOf(row.text());
        Optional<String> name = Optional.ofNullable(row.textOrNull());
        AuditActor.Way way = AuditActor.Way.valueOf(row.text());
        Optional<String> address = Optional.ofNullable(row.textOrNull());
        @Nullable Long entry = row.numberOrNull();
        return new AuditPage.Kept(
                number,
                new AuditRecord(
                        at,
                        act,
                        result,
                        new AuditActor(name, way, address),
                        entry == null ? OptionalLong.empty() : OptionalLong.of(entry),
                        row.text(),
                        row.text()));
    }

    @Override
    public void forget(Instant before) {
        store.offer(
                        Durability.PROCESS,
                        session -> session.bind(OLD).with(Micros.of(before)).update()
                                + session.bind(SURPLUS).update())
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.warn("old records of the audit log not forgotten cause=\"{}\"", failure.toString());
                    }
                });
    }
}
