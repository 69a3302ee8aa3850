package dev.jenvoy.journal.sql.figures;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.figures.FailingHook;
import dev.jenvoy.journal.sql.condition.EntryBounds;
import dev.jenvoy.journal.sql.condition.JsonTexts;
import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what fails now. Goes down through the newest failed deliveries, over their index; for each action that failed there,
 * looks in the index of its repository for a run that succeeded later, and for the last one before.
 */
final class FailingQuery {

    private static final long TIME = Duration.ofMillis(120).toNanos();
    private static final int MAX_DELIVERIES = 300;

    /** How many of the newest entries are looked at, for failures and for successes. */
    private static final long MAX_WAY = 50_000;

    private static final String FAILED = "SELECT entry, owner, repository, branch, tag FROM delivery"
            + " INDEXED BY delivery_failed WHERE state >= " + DeliveryState.FAILED.code() + " AND state <= "
            + DeliveryState.SET_ASIDE.code() + " AND state = " + DeliveryState.FAILED.code()
            + " AND entry >= ? AND received >= ? ORDER BY entry DESC LIMIT " + MAX_DELIVERIES;

    private static final String ACTIONS = "SELECT kind, name, ending, returncode, error, (SELECT line FROM last_line"
            + " WHERE last_line.entry = action.entry AND last_line.position = action.position) FROM action WHERE entry = ?"
            + " AND apart IS NULL AND state = " + ActionState.ENDED.code()
            + " AND kind IN (SELECT value FROM json_each(?)) ORDER BY position";

    private static final String RUNS = " FROM delivery INDEXED BY delivery_repository"
            + " CROSS JOIN action WHERE action.entry = delivery.entry AND ";

    /** Is a text of its own, because PostgreSQL uses an index for {@code =} and for {@code IS NULL}, and not for both at once. */
    private static final String OF_REPOSITORY = RUNS + "delivery.repository = ?1";

    private static final String OF_NONE = RUNS + "delivery.repository IS NULL AND ?1 IS NULL";

    private static final String OF_SAME =
            " AND delivery.entry > ?2 AND delivery.entry < ?3 AND owner IS NOT DISTINCT FROM ?4"
                    + " AND branch IS NOT DISTINCT FROM ?5 AND tag IS NOT DISTINCT FROM ?6 AND kind = ?7 AND name = ?8"
                    + " AND apart IS NULL AND action.state = " + ActionState.ENDED.code();

    private static final String SUCCESSES = OF_SAME + " AND " + ending(Status.SUCCEEDED);
    private static final String NEWEST = " ORDER BY delivery.entry DESC LIMIT 1";
    private static final String SUCCESS = "SELECT delivery.entry" + OF_REPOSITORY + SUCCESSES + NEWEST;
    private static final String SUCCESS_WITHOUT = "SELECT delivery.entry" + OF_NONE + SUCCESSES + NEWEST;

    private static final String COUNT = "SELECT count(*), min(received)";
    private static final String FAILURES = COUNT + OF_REPOSITORY + OF_SAME + " AND " + ending(Status.FAILED);
    private static final String FAILURES_WITHOUT = COUNT + OF_NONE + OF_SAME + " AND " + ending(Status.FAILED);

    private final Session session;
    private final String kinds;
    private final int limit;
    private final long begun = System.nanoTime();

    /** What fails, and for what. */
    private record Key(
            @Nullable String repository,
            @Nullable String owner,
            @Nullable String branch,
            @Nullable String tag,
            String kind,
            String name) {}

    private record Failed(
            long entry,
            @Nullable String owner,
            @Nullable String repository,
            @Nullable String branch,
            @Nullable String tag) {}

    FailingQuery(Session session, Set<String> kinds, int limit) {
        this.session = session;
        this.kinds = JsonTexts.of(kinds);
        this.limit = limit;
    }

    /** Writes that an action came to this; {@link Status#of} decides the same. */
    private static String ending(Status status) {
        String exited =
                "ending = '" + Ending.EXITED + "' AND returncode " + (status == Status.SUCCEEDED ? "= 0" : "<> 0");
        String others = Arrays.stream(Ending.values())
                .filter(one -> one != Ending.EXITED && Status.of(one, null) == status)
                .map(one -> "'" + one + "'")
                .collect(Collectors.joining(", "));
        return "(" + exited + " OR ending IN (" + others + "))";
    }

    List<FailingHook> run(Instant since) throws SQLException {
        long newest = EntryBounds.top(session);
        // A failure that is older may have been followed by a success that is older, too.
        List<Failed> deliveries = session.bind(FAILED)
                .with(Math.max(EntryBounds.below(session, since), newest - MAX_WAY + 1))
                .with(Micros.of(since))
                .all(row -> new Failed(
                        row.number(), row.textOrNull(), row.textOrNull(), row.textOrNull(), row.textOrNull()));
        Set<Key> seen = new HashSet<>();
        List<FailingHook> failing = new ArrayList<>();
        for (Failed delivery : deliveries) {
            for (DeliverySummary.Failure failure : failures(delivery.entry())) {
                Key key = new Key(
                        delivery.repository(),
                        delivery.owner(),
                        delivery.branch(),
                        delivery.tag(),
                        failure.kind(),
                        failure.name());
                if (seen.add(key)) {
                    failing(key, delivery, failure, newest).ifPresent(failing::add);
                }
                if (failing.size() == limit || System.nanoTime() - begun > TIME) {
                    return failing;
                }
            }
        }
        return failing;
    }

    private List<DeliverySummary.Failure> failures(long entry) throws SQLException {
        return session.bind(ACTIONS).with(entry).with(kinds).all(FailingQuery::failure).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<DeliverySummary.Failure> failure(Row row) throws SQLException {
        String kind = row.text();
        String name = row.text();
        Ending ending = Ending.valueOf(row.text());
        Integer code = row.countOrNull();
        return Status.of(ending, code) == Status.FAILED
                ? Optional.of(new DeliverySummary.Failure(
                        kind,
                        name,
                        ending,
                        Optional.ofNullable(code),
                        Optional.ofNullable(row.textOrNull()),
                        Optional.ofNullable(row.textOrNull())))
                : Optional.empty();
    }

    /** Returns how it fails; empty if it succeeded later. */
    private Optional<FailingHook> failing(Key key, Failed delivery, DeliverySummary.Failure failure, long newest)
            throws SQLException {
        long top = newest + 1;
        long entry = delivery.entry();
        if (bound(key.repository() == null ? SUCCESS_WITHOUT : SUCCESS, key, entry, top)
                .first(Row::number)
                .isPresent()) {
            return Optional.empty();
        }
        long bottom = Math.max(EntryBounds.bottom(session) - 1, newest - MAX_WAY);
        Optional<Long> success = bound(key.repository() == null ? SUCCESS_WITHOUT : SUCCESS, key, bottom, entry)
                .first(Row::number);
        boolean isSinceStart = success.isPresent() || bottom < EntryBounds.bottom(session);
        return bound(key.repository() == null ? FAILURES_WITHOUT : FAILURES, key, success.orElse(bottom), top)
                .first(row -> {
                    int failures = row.count();
                    return new FailingHook(
                            entry,
                            Optional.ofNullable(key.owner()),
                            Optional.ofNullable(key.repository()),
                            Optional.ofNullable(key.branch()),
                            Optional.ofNullable(key.tag()),
                            failure,
                            Micros.instant(row.number()),
                            failures,
                            isSinceStart);
                });
    }

    private BoundStatement bound(String sql, Key key, long above, long below) throws SQLException {
        return session.bind(sql)
                .with(key.repository())
                .with(above)
                .with(below)
                .with(key.owner())
                .with(key.branch())
                .with(key.tag())
                .with(key.kind())
                .with(key.name());
    }
}
