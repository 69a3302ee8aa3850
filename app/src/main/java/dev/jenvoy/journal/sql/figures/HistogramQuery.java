package dev.jenvoy.journal.sql.figures;

import dev.jenvoy.journal.DeliveryCount;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.figures.Histogram;
import dev.jenvoy.journal.sql.condition.EntryBounds;
import dev.jenvoy.journal.sql.condition.FilterSql;
import dev.jenvoy.journal.sql.condition.StateSql;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts deliveries by state and step of time. Without a filter it reads an index alone, step by step; with one it goes down
 * through the entries window by window, as a page of the list does. Both begin with the newest and stop when the time is up.
 */
final class HistogramQuery {

    private static final long TIME = Duration.ofMillis(120).toNanos();
    private static final long FIRST_WINDOW = 4_096;

    /** So many are looked at even if that takes longer, as right after a start. */
    private static final long ALWAYS = 50_000;

    /** A step with more is counted in halves, between which the time is looked at. */
    private static final long MAX_PIECE = 50_000;

    private static final Duration MIN_PIECE = Duration.ofMillis(1);

    private static final String IN_PIECE = " AND received >= ? AND received < ?";
    private static final String ENDED =
            " FROM delivery INDEXED BY delivery_open WHERE " + StateSql.OPEN + " = FALSE" + IN_PIECE;
    private static final String UNFINISHED = StateSql.UNFINISHED + IN_PIECE;

    private static final String FIRST = "SELECT entry" + ENDED + " ORDER BY received LIMIT 1";
    private static final String LAST = "SELECT entry" + ENDED + " ORDER BY received DESC LIMIT 1";

    /** Sums without groups, because SQLite would sort for those. */
    private static final String SUMS = Arrays.stream(DeliveryState.values())
            .map(state -> "count(*) FILTER (WHERE state = " + state.code() + ")")
            .collect(Collectors.joining(", ", "SELECT ", ""));

    private static final String OPEN = "SELECT received FROM delivery INDEXED BY delivery_open WHERE " + StateSql.OPEN
            + " = TRUE ORDER BY received LIMIT 1";

    private final HistoryFilter filter;
    private final SettledCounts settled;

    /** What was received before then has been written and has ended. */
    private Instant settledBefore;

    private final Instant from;
    private final Instant to;
    private final Duration step;
    private final Map<Long, Map<DeliveryState, Integer>> counts = new TreeMap<>();
    private final long begun = System.nanoTime();
    private final long generation;
    private long looked;

    /** @param settled the counts that are known already */
    HistogramQuery(HistoryFilter filter, Instant from, Instant to, Duration step, SettledCounts settled) {
        this.settled = settled;
        this.generation = settled.generation();
        this.settledBefore = to.minus(EntryBounds.LATENESS);
        this.filter = new HistoryFilter(
                filter.source(),
                filter.event(),
                filter.owner(),
                filter.repository(),
                filter.branch(),
                Set.of(),
                filter.text(),
                Optional.of(from),
                Optional.of(to));
        this.from = from;
        this.to = to;
        this.step = step;
    }

    Histogram run(Session session) throws SQLException {
        boolean isFiltered = filter.source().isPresent()
                || filter.event().isPresent()
                || filter.owner().isPresent()
                || filter.repository().isPresent()
                || filter.branch().isPresent()
                || filter.text().isPresent();
        settledBefore = session.bind(OPEN)
                .first(row -> Micros.instant(row.number()))
                .filter(settledBefore::isAfter)
                .orElse(settledBefore);
        Instant since = isFiltered ? countWindows(session) : countPieces(session);
        List<DeliveryCount> all = new ArrayList<>();
        counts.forEach((at, states) -> states.forEach((state, deliveries) ->
                all.add(new DeliveryCount(from.plus(step.multipliedBy(at)), state, deliveries))));
        return new Histogram(since, all, !since.isAfter(from));
    }

    private boolean isOver() {
        return looked > ALWAYS && System.nanoTime() - begun > TIME;
    }

    private void add(long at, DeliveryState state, int deliveries) {
        counts.computeIfAbsent(at, one -> new EnumMap<>(DeliveryState.class)).merge(state, deliveries, Integer::sum);
    }

    /** Returns since when all were counted. */
    private Instant countPieces(Session session) throws SQLException {
        for (long at = stepOf(to.minusNanos(1)); at >= 0; at--) {
            Instant begin = from.plus(step.multipliedBy(at));
            Instant end = begin.plus(step).isAfter(to) ? to : begin.plus(step);
            Instant counted = countPiece(session, at, begin, end);
            if (counted.isAfter(from) && (counted.isAfter(begin) || isOver())) {
                return counted;
            }
        }
        return from;
    }

    /** Counts within one step, the newest first; returns since when all were counted. */
    private Instant countPiece(Session session, long at, Instant begin, Instant end) throws SQLException {
        Duration length = Duration.between(begin, end);
        if (length.compareTo(MIN_PIECE) > 0 && size(session, begin, end) > MAX_PIECE) {
            Instant middle = begin.plus(length.dividedBy(2)).truncatedTo(ChronoUnit.MICROS);
            Instant counted = countPiece(session, at, middle, end);
            return counted.isAfter(middle) || isOver() ? counted : countPiece(session, at, begin, middle);
        }
        int[] sums = settled.find(begin, end).orElse(null);
        if (sums == null) {
            sums = sums(session, begin, end);
            if (!end.isAfter(settledBefore)) {
                settled.keep(begin, end, sums, generation);
            }
        }
        DeliveryState[] states = DeliveryState.values();
        for (int place = 0; place < states.length; place++) {
            if (sums[place] > 0) {
                add(at, states[place], sums[place]);
                looked += sums[place];
            }
        }
        return begin;
    }

    private static int[] sums(Session session, Instant begin, Instant end) throws SQLException {
        int[] sums = new int[DeliveryState.values().length];
        for (String deliveries : List.of(ENDED, UNFINISHED)) {
            bound(session, SUMS + deliveries, begin, end).all(row -> {
                for (int at = 0; at < sums.length; at++) {
                    sums[at] += row.count();
                }
                return true;
            });
        }
        return sums;
    }

    /** Returns about how many ended deliveries there are: their numbers follow each other. */
    private static long size(Session session, Instant begin, Instant end) throws SQLException {
        long first = bound(session, FIRST, begin, end).first(Row::number).orElse(0L);
        return first == 0
                ? 0
                : bound(session, LAST, begin, end).first(Row::number).orElse(first) - first;
    }

    private static BoundStatement bound(Session session, String sql, Instant begin, Instant end) throws SQLException {
        return session.bind(sql).with(Micros.of(begin)).with(Micros.of(end));
    }

    private long stepOf(Instant time) {
        return Duration.between(from, time).dividedBy(step);
    }

    private Instant countWindows(Session session) throws SQLException {
        FilterSql conditions = new FilterSql(filter);
        long upper = EntryBounds.above(session, to, EntryBounds.top(session) + 1);
        long bottom = Math.max(EntryBounds.bottom(session), EntryBounds.below(session, from));
        String sql = "SELECT (received - ?) / ?, state, count(*)" + conditions.from() + " entry < ? AND entry >= ?"
                + conditions.conditions() + " GROUP BY 1, 2";
        long window = FIRST_WINDOW;
        try (PreparedStatement statement = session.once(sql)) {
            while (upper > bottom) {
                long lower = Math.max(bottom, upper - window);
                BoundStatement bound = session.bindOnce(statement)
                        .with(Micros.of(from))
                        .with(Micros.of(step))
                        .with(upper)
                        .with(lower);
                conditions.bind(bound);
                bound.all(row -> {
                    add(row.number(), DeliveryState.of(row.count()), row.count());
                    return true;
                });
                looked += upper - lower;
                upper = lower;
                if (isOver()) {
                    break;
                }
                if (System.nanoTime() - begun < TIME / 4) {
                    window *= 2;
                }
            }
        }
        return upper > bottom ? received(session, upper) : from;
    }

    /** Returns when the oldest delivery that was counted was received. */
    private Instant received(Session session, long entry) throws SQLException {
        return session.bind("SELECT received FROM delivery WHERE entry >= ? ORDER BY entry LIMIT 1")
                .with(entry)
                .first(row -> Micros.instant(row.number()))
                .filter(time -> time.isAfter(from))
                .orElse(from);
    }
}
