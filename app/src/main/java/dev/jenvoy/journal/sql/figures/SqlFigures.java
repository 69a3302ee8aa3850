package dev.jenvoy.journal.sql.figures;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.RunSummary;
import dev.jenvoy.journal.figures.FailingHook;
import dev.jenvoy.journal.figures.Figures;
import dev.jenvoy.journal.figures.Histogram;
import dev.jenvoy.journal.figures.HookRun;
import dev.jenvoy.journal.figures.KnownNames;
import dev.jenvoy.journal.sql.condition.EntryBounds;
import dev.jenvoy.journal.sql.condition.JsonTexts;
import dev.jenvoy.journal.sql.condition.StateSql;
import dev.jenvoy.store.Query;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads figures from the journal's SQLite file over read-only connections. */
public final class SqlFigures implements Figures {

    private static final String OLDEST = " ORDER BY received LIMIT 1";
    private static final String OLDEST_ENDED =
            "SELECT received FROM delivery INDEXED BY delivery_open WHERE " + StateSql.OPEN + " = FALSE" + OLDEST;
    private static final String OLDEST_UNFINISHED = "SELECT received" + StateSql.UNFINISHED + OLDEST;

    private static final String RUNS = "SELECT entry, kind, name, began, took, ending, returncode FROM action WHERE"
            + " entry < ?2 AND entry >= ?1 AND attempt > 0 AND ending IS NOT NULL AND began >= ?3 AND began < ?4 AND kind"
            + " IN (SELECT value FROM json_each(?5)) UNION ALL SELECT earlier.entry, kind, name, earlier.began,"
            + " earlier.took, earlier.ending, earlier.returncode FROM earlier JOIN action ON action.entry = earlier.entry"
            + " AND action.position = earlier.position WHERE earlier.entry < ?2 AND earlier.entry >= ?1 AND"
            + " earlier.attempt > 0 AND earlier.ending IS NOT NULL AND earlier.began >= ?3 AND earlier.began < ?4 AND kind"
            + " IN (SELECT value FROM json_each(?5)) ORDER BY 1 DESC LIMIT ?6";

    private static final long WINDOW = 20_000;

    private static final String RUNS_OF =
            "SELECT entry, kind, name, attempt, began, took, ending, returncode FROM action WHERE entry >= ?1 AND name"
                    + " = ?2 AND attempt > 0 AND began IS NOT NULL AND kind IN (SELECT value FROM json_each(?3)) UNION ALL"
                    + " SELECT earlier.entry, kind, name, earlier.attempt, earlier.began, earlier.took, earlier.ending,"
                    + " earlier.returncode FROM earlier JOIN action ON action.entry = earlier.entry AND action.position ="
                    + " earlier.position WHERE earlier.entry >= ?1 AND name = ?2 AND earlier.attempt > 0 AND kind IN"
                    + " (SELECT value FROM json_each(?3)) ORDER BY 1 DESC, 4 DESC LIMIT ?4";

    private static final String NAMES = "SELECT DISTINCT source, event, owner, repository, branch FROM (SELECT source,"
            + " event, owner, repository, branch FROM delivery ORDER BY entry DESC LIMIT 20000) AS newest";

    private final Store store;
    private final SettledCounts settled = new SettledCounts();

    /** When the oldest delivery was received, as of the last histogram. */
    private volatile Optional<Instant> first = Optional.empty();

    public SqlFigures(Store store) {
        this.store = store;
    }

    @Override
    public Optional<Instant> oldest() {
        return read(session -> Stream.of(oldest(session, OLDEST_ENDED), oldest(session, OLDEST_UNFINISHED))
                .flatMap(Optional::stream)
                .min(Instant::compareTo));
    }

    private static Optional<Instant> oldest(Session session, String sql) throws SQLException {
        return session.bind(sql).first(row -> Micros.instant(row.number()));
    }

    @Override
    public Histogram histogram(HistoryFilter filter, Instant from, Instant to, Duration step) {
        if (step.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a step is a second at least");
        }
        forgetDeleted();
        HistogramQuery query = new HistogramQuery(filter, from, to, step, settled);
        return read(query::run);
    }

    @Override
    public List<HookRun> runs(Set<String> kinds, Instant from, Instant to, int limit) {
        return read(session -> {
            long top = EntryBounds.top(session) + 1;
            return session.bind(RUNS)
                    .with(EntryBounds.below(session, from))
                    .with(EntryBounds.above(session, to, top))
                    .with(Micros.of(from))
                    .with(Micros.of(to))
                    .with(JsonTexts.of(kinds))
                    .with(limit)
                    .all(SqlFigures::run);
        });
    }

    /** Another server may have deleted some. */
    private void forgetDeleted() {
        Optional<Instant> present = oldest();
        if (!present.equals(first)) {
            settled.forgetBefore(present.orElse(Instant.MAX));
            first = present;
        }
    }

    private static HookRun run(Row row) throws SQLException {
        return new HookRun(
                row.number(),
                row.text(),
                row.text(),
                Micros.instant(row.number()),
                Micros.durationIfAny(row).orElse(Duration.ZERO),
                Status.of(Ending.valueOf(row.text()), row.countOrNull()));
    }

    @Override
    public List<RunSummary> runsOf(Set<String> kinds, String name, int limit) {
        return read(session -> session.bind(RUNS_OF)
                .with(EntryBounds.top(session) - WINDOW + 1)
                .with(name)
                .with(JsonTexts.of(kinds))
                .with(limit)
                .all(SqlFigures::attempt));
    }

    private static RunSummary attempt(Row row) throws SQLException {
        long entry = row.number();
        String kind = row.text();
        String name = row.text();
        int attempt = row.count();
        Instant began = Micros.instant(row.number());
        Optional<Duration> took = Micros.durationIfAny(row);
        Optional<Ending> ending = Optional.ofNullable(row.textOrNull()).map(Ending::valueOf);
        @Nullable Integer code = row.countOrNull();
        return new RunSummary(
                entry,
                kind,
                name,
                attempt,
                began,
                took,
                ending,
                code == null ? OptionalInt.empty() : OptionalInt.of(code));
    }

    @Override
    public List<FailingHook> failing(Set<String> kinds, Instant since, int limit) {
        return read(session -> new FailingQuery(session, kinds, limit).run(since));
    }

    @Override
    public List<KnownNames> names() {
        return read(session -> session.bind(NAMES)
                .all(row -> new KnownNames(
                        row.text(),
                        row.text(),
                        Optional.ofNullable(row.textOrNull()),
                        Optional.ofNullable(row.textOrNull()),
                        Optional.ofNullable(row.textOrNull()))));
    }

    /** Forgets what was counted before a time, because deliveries were deleted. */
    public void forgetBefore(Instant time) {
        settled.forgetBefore(time);
    }

    private <T> T read(Query<T> query) {
        try {
            return store.read(query);
        } catch (SQLException e) {
            throw new IllegalStateException("the journal cannot be read", e);
        }
    }
}
