package dev.jenvoy.journal.postgres;

import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.ONE;
import static dev.jenvoy.journal.sqlite.JournalSamples.exited;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Journal.Ownership;
import dev.jenvoy.journal.Start;
import dev.jenvoy.journal.StoredRequest;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.store.Durability;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Another transaction looks at an old state for long, as a dump does, and has written something too. What has ended since cannot be
 * cleared away: the tables of work look empty to the planner, and are not.
 */
final class HeldSnapshotTest {

    private static final int ENDED = 4_000;
    private static final int MORE = 200;
    private static final int BRANCHES = 8;

    /** More than a delivery needs, and far less than one needs that passes over what has ended. */
    private static final int MOST_READ = 150;

    private final String url = PostgresServer.shared().newDatabase();

    @Test
    void no_delivery_passes_over_what_has_ended() throws Exception {
        JournalServer.prepare(url);
        try (JournalServer server = JournalServer.join(url, new LocalCluster.Air(), true);
                Connection dump = PostgresServer.connect(url);
                Connection other = PostgresServer.connect(url)) {
            end(server, 0, ENDED / 2);
            vacuum(other);
            dump.setAutoCommit(false);
            dump.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            run(dump, "CREATE TABLE somebody_elses AS SELECT count(*) FROM jenvoy.delivery");
            end(server, ENDED / 2, ENDED);
            vacuum(other);
            // Plans are made now, from tables that look empty.
            end(server, ENDED, ENDED + MORE);
            await("the mark rises although a transaction does not end")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> number(other, "SELECT value FROM jenvoy.setting WHERE name = 'low'") >= ENDED);

            long before = read(server, other);
            end(server, ENDED + MORE, ENDED + 2 * MORE);
            long each = (read(server, other) - before) / MORE;

            assertThat(number(other, "SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'work'"))
                    .as("what has ended could not be cleared away")
                    .isGreaterThan(ENDED / 2);
            assertThat(each).as("rows that were read for a delivery").isLessThan(MOST_READ);
        }
    }

    /** Accepts and ends the deliveries with these numbers. */
    private static void end(JournalServer server, int from, int to) {
        List<CompletionStage<Ownership>> ends = IntStream.range(from, to)
                .mapToObj(number -> server.journal
                        .append(
                                push("d" + number, "branch-" + number % BRANCHES, NOON),
                                new StoredRequest(HEADERS),
                                ONE,
                                Optional.of(new Start("t" + number, NOON)))
                        .thenCompose(appended -> {
                            Attempt attempt = new Attempt(
                                    ((Appended.Accepted) appended).entry().hold(), 0, 1);
                            return server.journal.endedLast(
                                    attempt, exited(0), NOON, Duration.ofMillis(5), DeliveryState.SUCCEEDED);
                        }))
                .toList();
        for (CompletionStage<Ownership> end : ends) {
            assertThat(end.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join())
                    .isEqualTo(Ownership.KEPT);
        }
    }

    /** The rows that scans of tables and indexes have come upon, the dead ones too. */
    private static long read(JournalServer server, Connection other) throws SQLException {
        // The counts are there when the connection has been idle once: before the second.
        for (int time = 0; time < 2; time++) {
            server.store
                    .write(
                            Durability.PROCESS,
                            session -> session.number("SELECT count(pg_stat_force_next_flush()::text)"))
                    .toCompletableFuture()
                    .join();
        }
        return number(
                other,
                "SELECT (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = 'jenvoy')"
                        + " + (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE schemaname = 'jenvoy')");
    }

    private static void vacuum(Connection connection) throws SQLException {
        for (String table : List.of("work", "work_scope", "delivery", "action", "content", "batch_end")) {
            run(connection, "VACUUM (ANALYZE) jenvoy." + table);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
