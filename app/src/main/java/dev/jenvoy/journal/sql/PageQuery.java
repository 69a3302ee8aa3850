package dev.jenvoy.journal.sql;

import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.HistoryPage;
import dev.jenvoy.journal.sql.condition.EntryBounds;
import dev.jenvoy.journal.sql.condition.FilterSql;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Session;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One page of a list. Goes down through the entries window by window, wider as long as they are quick, and stops
 * when the page is full or its time is up: so a filter that admits almost nothing is answered as soon as any other.
 */
public final class PageQuery {

    /** A page is to be there after 50 ms; the last window may take half as long as this again. */
    private static final long TIME = Duration.ofMillis(20).toNanos();

    private static final long FIRST_WINDOW = 2_048;

    private final HistoryFilter filter;
    private final int limit;
    private final FilterSql conditions;
    private final String sql;

    PageQuery(HistoryFilter filter, int limit) {
        this.filter = filter;
        this.limit = limit;
        this.conditions = new FilterSql(filter);
        this.sql = "SELECT " + SummaryRow.COLUMNS + conditions.from() + " entry < ? AND entry >= ?"
                + conditions.conditions() + " ORDER BY entry DESC LIMIT ?";
    }

    HistoryPage run(Session session, OptionalLong before) throws SQLException {
        long begun = System.nanoTime();
        long last = begun;
        long top = EntryBounds.top(session);
        long upper = Math.min(before.orElse(top + 1), top + 1);
        if (filter.to().isPresent()) {
            upper = Math.min(upper, EntryBounds.above(session, filter.to().get(), top + 1));
        }
        long bottom = EntryBounds.bottom(session);
        if (filter.from().isPresent()) {
            bottom = Math.max(bottom, EntryBounds.below(session, filter.from().get()));
        }
        List<SummaryRow.Head> found = new ArrayList<>();
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
        return new HistoryPage(
                SummaryRow.complete(session, found), upper > bottom ? OptionalLong.of(upper) : OptionalLong.empty());
    }

    private void window(
            Session session, PreparedStatement statement, long upper, long lower, List<SummaryRow.Head> found)
            throws SQLException {
        BoundStatement window = session.bindOnce(statement).with(upper).with(lower);
        conditions.bind(window);
        found.addAll(window.with(limit - found.size()).all(SummaryRow::head));
    }
}
