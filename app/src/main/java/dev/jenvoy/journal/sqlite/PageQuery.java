package dev.jenvoy.journal.sqlite;

import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.HistoryPage;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.PreparedStatement;
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

    /**
     * Selects the deliveries that have ended, over an index that has them by the time of their receipt. They are enough to
     * find a bound: the unfinished ones would move it a little.
     */
    private static final String ENDED = " FROM delivery INDEXED BY delivery_open WHERE " + StateSql.OPEN + " = 0";

    /** The condition of the index {@code delivery_failed}. */
    private static final String FAILED =
            " AND state >= " + DeliveryState.FAILED.code() + " AND state <= " + DeliveryState.SET_ASIDE.code();

    private final HistoryFilter filter;
    private final int limit;
    private final List<Value> values = new ArrayList<>();
    private final String sql;

    PageQuery(HistoryFilter filter, int limit) {
        this.filter = filter;
        this.limit = limit;
        this.sql = "SELECT " + SummaryRow.COLUMNS + from() + " entry < ? AND entry >= ?" + conditions()
                + " ORDER BY entry DESC LIMIT ?";
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
        return session.bind("SELECT entry" + ENDED + " AND received >= ? ORDER BY received LIMIT 1")
                .with(Micros.of(time))
                .first(Row::number)
                .orElse(otherwise);
    }

    /** The last entry that was received before a time: what was received {@link #LATENESS} after it has a higher number. */
    private static long lastBefore(Session session, Instant time) throws SQLException {
        return session.bind("SELECT entry" + ENDED + " AND received < ? ORDER BY received DESC LIMIT 1")
                .with(Micros.of(time))
                .first(Row::number)
                .orElse(-1L);
    }

    private void window(
            Session session, PreparedStatement statement, long upper, long lower, List<DeliverySummary> found)
            throws SQLException {
        BoundStatement window = BoundStatement.of(statement).with(upper).with(lower);
        for (Value value : values) {
            value.bind(window);
        }
        found.addAll(window.with(limit - found.size()).all(row -> SummaryRow.read(session, row)));
    }

    /** A value of the filter, for its parameter. */
    private interface Value {
        void bind(BoundStatement statement) throws SQLException;
    }

    /** Names the index that the filter can use best; the planner would choose one whose rows must be sorted. */
    private String from() {
        if (filter.repository().isPresent()) {
            return " FROM delivery INDEXED BY delivery_repository WHERE";
        }
        if (only(UNFINISHED)) {
            return StateSql.UNFINISHED + " AND";
        }
        return only(UNHAPPY) ? " FROM delivery INDEXED BY delivery_failed WHERE" : " FROM delivery NOT INDEXED WHERE";
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
            conditions.append(" AND +").append(StateSql.in(filter.states()));
            if (only(UNHAPPY)) {
                conditions.append(FAILED);
            }
        }
        filter.text().ifPresent(text -> addText(conditions, text));
        return conditions.toString();
    }

    private void add(StringBuilder conditions, String condition, String value) {
        conditions.append(" AND ").append(condition);
        values.add(statement -> statement.with(value));
    }

    private void add(StringBuilder conditions, String condition, long value) {
        conditions.append(" AND ").append(condition);
        values.add(statement -> statement.with(value));
    }

    private void addText(StringBuilder conditions, String text) {
        String pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        List<String> columns = List.of("repository", "owner", "branch", "tag", "sender", "sha", "id");
        conditions.append(columns.stream()
                .map(column -> "+" + column + " LIKE ? ESCAPE '\\'")
                .collect(Collectors.joining(" OR ", " AND (", ")")));
        columns.forEach(column -> values.add(statement -> statement.with(pattern)));
    }
}
