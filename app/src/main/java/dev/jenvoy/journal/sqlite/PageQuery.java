package dev.jenvoy.journal.sqlite;

import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.HistoryPage;
import dev.jenvoy.store.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One page of a list. Goes down through the entries window by window, wider as long as they are quick, and stops
 * when the page is full or its time is up: so a filter that admits almost nothing is answered as soon as any other.
 */
final class PageQuery {

    /** A page is to be there after 50 ms; the last window may take half as long as this again. */
    private static final long TIME = Duration.ofMillis(20).toNanos();

    private static final long FIRST_WINDOW = 2_048;

    /** Entries are numbered when they are written, which is at most this much later than they were received. */
    private static final Duration LATENESS = Duration.ofMinutes(10);

    private static final Set<DeliveryState> UNFINISHED = Set.of(DeliveryState.QUEUED, DeliveryState.RUNNING);
    private static final Set<DeliveryState> UNHAPPY =
            Set.of(DeliveryState.FAILED, DeliveryState.CANCELLED, DeliveryState.SUPERSEDED, DeliveryState.SET_ASIDE);

    private final HistoryFilter filter;
    private final int limit;
    private final List<Object> values = new ArrayList<>();
    private final String sql;

    PageQuery(HistoryFilter filter, int limit) {
        this.filter = filter;
        this.limit = limit;
        this.sql = "SELECT " + SummaryRow.COLUMNS + " FROM delivery" + index() + " WHERE entry < ? AND entry >= ?"
                + conditions() + " ORDER BY entry DESC LIMIT ?";
    }

    HistoryPage run(Session session, OptionalLong before) throws SQLException {
        long begun = System.nanoTime();
        long last = begun;
        long top = top(session);
        long upper = Math.min(before.orElse(top + 1), top + 1);
        if (filter.to().isPresent()) {
            upper = Math.min(upper, firstSince(session, filter.to().get().plus(LATENESS), top + 1));
        }
        long bottom = session.number("SELECT coalesce(min(entry), 0) FROM delivery");
        if (filter.from().isPresent()) {
            bottom = Math.max(bottom, lastBefore(session, filter.from().get().minus(LATENESS)) + 1);
        }
        List<DeliverySummary> found = new ArrayList<>();
        try (PreparedStatement statement = session.once(sql)) {
            long window = FIRST_WINDOW;
            while (upper > bottom) {
                long lower = Math.max(bottom, upper - window);
                window(session, statement, upper, lower, found);
                if (found.size() == limit) {
                    upper = found.get(limit - 1).entry();
                    break;
                }
                upper = lower;
                long now = System.nanoTime();
                if (now - begun > TIME) {
                    break;
                }
                if (now - last < TIME / 4) {
                    window *= 2;
                }
                last = now;
            }
        }
        return new HistoryPage(found, upper > bottom ? OptionalLong.of(upper) : OptionalLong.empty());
    }

    private static long top(Session session) throws SQLException {
        return session.number("SELECT coalesce(max(entry), 0) FROM delivery");
    }

    /** The first entry that was received at a time or later. */
    private static long firstSince(Session session, Instant time, long otherwise) throws SQLException {
        PreparedStatement statement =
                session.prepared("SELECT entry FROM delivery WHERE received >= ? ORDER BY received LIMIT 1");
        statement.setLong(1, Micros.of(time));
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : otherwise;
        }
    }

    /** The last entry that was received before a time: what was received {@link #LATENESS} after it has a higher number. */
    private static long lastBefore(Session session, Instant time) throws SQLException {
        PreparedStatement statement =
                session.prepared("SELECT entry FROM delivery WHERE received < ? ORDER BY received DESC LIMIT 1");
        statement.setLong(1, Micros.of(time));
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : -1;
        }
    }

    private void window(
            Session session, PreparedStatement statement, long upper, long lower, List<DeliverySummary> found)
            throws SQLException {
        statement.setLong(1, upper);
        statement.setLong(2, lower);
        int parameter = 3;
        for (Object value : values) {
            statement.setObject(parameter++, value);
        }
        statement.setInt(parameter, limit - found.size());
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(SummaryRow.read(session, row));
            }
        }
    }

    /** The one index that the filter can use best; the planner's own choice would be one that has to be sorted. */
    private String index() {
        if (filter.repository().isPresent()) {
            return " INDEXED BY delivery_repository";
        }
        if (only(UNFINISHED)) {
            return " INDEXED BY delivery_unfinished";
        }
        return only(UNHAPPY) ? " INDEXED BY delivery_failed" : " NOT INDEXED";
    }

    private boolean only(Set<DeliveryState> states) {
        return !filter.states().isEmpty() && states.containsAll(filter.states());
    }

    private String conditions() {
        StringBuilder conditions = new StringBuilder();
        filter.repository().ifPresent(text -> add(conditions, "repository = ?", text));
        filter.source().ifPresent(text -> add(conditions, "+source = ?", text));
        filter.event().ifPresent(text -> add(conditions, "+event = ?", text));
        filter.owner().ifPresent(text -> add(conditions, "+owner = ?", text));
        filter.branch().ifPresent(text -> add(conditions, "+branch = ?", text));
        filter.from().ifPresent(time -> add(conditions, "+received >= ?", Micros.of(time)));
        filter.to().ifPresent(time -> add(conditions, "+received < ?", Micros.of(time)));
        if (!filter.states().isEmpty()) {
            String codes = filter.states().stream()
                    .map(state -> String.valueOf(state.code()))
                    .sorted()
                    .collect(Collectors.joining(", "));
            conditions.append(" AND +state IN (").append(codes).append(')');
            if (only(UNFINISHED)) {
                conditions.append(" AND state <= 1");
            } else if (only(UNHAPPY)) {
                conditions.append(" AND state >= 3 AND state <= 6");
            }
        }
        filter.text().ifPresent(text -> addText(conditions, text));
        return conditions.toString();
    }

    private void add(StringBuilder conditions, String condition, Object value) {
        conditions.append(" AND ").append(condition);
        values.add(value);
    }

    private void addText(StringBuilder conditions, String text) {
        String pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        List<String> columns = List.of("repository", "owner", "branch", "tag", "sender", "sha", "id");
        conditions.append(columns.stream()
                .map(column -> "+" + column + " LIKE ? ESCAPE '\\'")
                .collect(Collectors.joining(" OR ", " AND (", ")")));
        columns.forEach(column -> values.add(pattern));
    }
}
