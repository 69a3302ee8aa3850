package dev.jenvoy.journal.postgres.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.store.time.Micros;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Partitions of a real database: made ahead, dropped, kept. */
final class PartitionsTest {

    private static final long WIDTH = 250_000;
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Instant OLD = NOW.minusSeconds(1_000);
    private static final Instant YOUNG = NOW.plusSeconds(1_000);

    private final String url = PostgresServer.shared().newDatabase();
    private final JournalConnections connections = () -> PostgresServer.connect(url);
    private final PartitionMaker maker = new PartitionMaker(connections);
    private final PartitionRetention retention = new PartitionRetention(connections);

    @BeforeEach
    void tables() throws SQLException {
        for (String statement : PartitionedTables.STATEMENTS) {
            sql(statement);
        }
        sql("CREATE SEQUENCE entry_no");
        sql("CREATE TABLE work (entry bigint PRIMARY KEY)");
        assertThat(maker.makeAhead()).isTrue();
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = connections.open();
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }

    private List<Long> numbers(String sql) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    private List<Long> ranges() throws SQLException {
        return numbers("SELECT low FROM partition_range ORDER BY low");
    }

    private List<Long> deliveries() throws SQLException {
        return numbers("SELECT entry FROM delivery ORDER BY entry");
    }

    /** Says that the numbers up to this one were given. */
    private void reached(long entry) throws SQLException {
        sql("SELECT setval('entry_no', " + entry + ")");
    }

    private void delivery(long entry, Instant received) throws SQLException {
        bound(
                "INSERT INTO delivery (entry, state, redelivery, received, source, webhook, id, event, deletion,"
                        + " digest) VALUES (?, 2, 1, ?, 'github', '', 'id', 'push', 0, '')",
                entry,
                Micros.of(received));
        bound(
                "INSERT INTO action (entry, position, kind, name, concurrency, retries, rerun, state, starts)"
                        + " VALUES (?, 0, 'hook', 'build', 'ordered', 0, 0, 2, ?)",
                entry,
                1);
    }

    private void bound(String sql, long first, long second) throws SQLException {
        try (Connection connection = connections.open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, first);
            statement.setLong(2, second);
            statement.executeUpdate();
        }
    }

    private void content(long entry, String body) throws SQLException {
        sql("INSERT INTO content (entry, headers, size, body) VALUES (" + entry + ", '{}', 4, '" + body + "')");
    }

    private void share(long entry, long keeper) throws SQLException {
        bound("INSERT INTO content (entry, headers, size, keeper) VALUES (?, '', 4, ?)", entry, keeper);
    }

    @Test
    void twoEmptyOnesAreAlwaysThere() throws SQLException {
        assertThat(ranges()).containsExactly(1L, WIDTH + 1);
        reached(WIDTH + 5);
        assertThat(maker.makeAhead()).isTrue();
        assertThat(ranges()).hasSize(4);
        assertThat(maker.makeAhead()).isTrue();
        assertThat(ranges()).hasSize(4);
    }

    @Test
    void whatComesTooFastIsCaughtAndLaterOnesGetPartitions() throws SQLException {
        reached(2 * WIDTH + 5);
        delivery(2 * WIDTH + 5, OLD);
        delivery(2 * WIDTH + 200_000, OLD);
        assertThat(numbers("SELECT entry FROM delivery_rest")).hasSize(2);
        assertThat(maker.makeAhead()).isTrue();
        assertThat(ranges().get(2)).isGreaterThan(2 * WIDTH + 200_000);
        while (retention.deleteOlderThan(NOW, 200) > 0) {
            // The empty ranges are dropped first.
        }
        assertThat(numbers("SELECT entry FROM delivery_rest")).isEmpty();
    }

    @Test
    void aPartitionIsMadeWhileOthersReadAndWrite() throws SQLException {
        try (Connection other = connections.open()) {
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.execute("INSERT INTO last_line VALUES (1, 0, 'under way')");
                statement.execute("SELECT count(*) FROM last_line WHERE entry = 1");
                reached(5);
                assertThat(maker.makeAhead()).isTrue();
                other.commit();
            }
        }
        assertThat(ranges()).hasSize(3);
    }

    @Test
    void aReaderOfEverythingDelaysAPartitionUntilTheNextTime() throws SQLException {
        reached(5);
        try (Connection other = connections.open()) {
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.execute("SELECT count(*) FROM last_line");
                assertThat(maker.makeAhead()).isFalse();
            }
        }
        assertThat(maker.makeAhead()).isTrue();
    }

    @Test
    void wholePartitionsAreDroppedAndOthersLoseRows() throws SQLException {
        delivery(1, OLD);
        delivery(2, OLD);
        delivery(WIDTH + 1, OLD);
        delivery(WIDTH + 2, YOUNG);
        reached(WIDTH + 2);
        assertThat(retention.deleteOlderThan(NOW, 200)).isPositive();
        assertThat(ranges()).containsExactly(WIDTH + 1);
        assertThat(retention.deleteOlderThan(NOW, 200)).isEqualTo(1);
        assertThat(deliveries()).containsExactly(WIDTH + 2);
        assertThat(numbers("SELECT entry FROM action")).containsExactly(WIDTH + 2);
        assertThat(retention.deleteOlderThan(NOW, 200)).isZero();
    }

    @Test
    void thePartitionInUseIsNotDropped() throws SQLException {
        delivery(1, OLD);
        reached(1);
        assertThat(retention.deleteOlderThan(NOW, 200)).isEqualTo(1);
        assertThat(ranges()).hasSize(2);
        assertThat(deliveries()).isEmpty();
    }

    @Test
    void noMoreThanTheLimitIsDeletedAtOnce() throws SQLException {
        for (int entry = 1; entry <= 5; entry++) {
            delivery(entry, OLD);
        }
        assertThat(retention.deleteOlderThan(NOW, 2)).isEqualTo(2);
        assertThat(deliveries()).containsExactly(3L, 4L, 5L);
    }

    @Test
    void unfinishedWorkKeepsItsPartition() throws SQLException {
        delivery(1, OLD);
        delivery(2, OLD);
        sql("INSERT INTO work VALUES (2)");
        reached(WIDTH + 2);
        assertThat(retention.deleteOlderThan(NOW, 200)).isEqualTo(1);
        assertThat(retention.deleteOlderThan(NOW, 200)).isZero();
        assertThat(deliveries()).containsExactly(2L);
        sql("DELETE FROM work");
        assertThat(retention.deleteOlderThan(NOW, 200)).isPositive();
        assertThat(ranges()).containsExactly(WIDTH + 1);
    }

    @Test
    void aSharedPayloadMovesToTheYoungest() throws SQLException {
        delivery(1, OLD);
        content(1, "body");
        delivery(2, OLD);
        share(2, 1);
        delivery(WIDTH + 1, YOUNG);
        share(WIDTH + 1, 1);
        delivery(WIDTH + 2, YOUNG);
        share(WIDTH + 2, 1);
        reached(WIDTH + 2);
        assertThat(retention.deleteOlderThan(NOW, 200)).isPositive();
        assertThat(ranges()).containsExactly(WIDTH + 1);
        assertThat(numbers("SELECT entry FROM content WHERE keeper IS NULL AND body = 'body'"))
                .containsExactly(WIDTH + 1);
        assertThat(numbers("SELECT entry FROM content WHERE keeper = " + (WIDTH + 1)))
                .containsExactly(WIDTH + 2);
    }

    @Test
    void aPayloadThatUnfinishedWorkSharesKeepsItsPartition() throws SQLException {
        delivery(1, OLD);
        content(1, "body");
        delivery(WIDTH + 1, YOUNG);
        share(WIDTH + 1, 1);
        sql("INSERT INTO work VALUES (" + (WIDTH + 1) + ")");
        reached(WIDTH + 1);
        assertThat(retention.deleteOlderThan(NOW, 200)).isEqualTo(1);
        assertThat(numbers("SELECT entry FROM content WHERE keeper IS NULL")).containsExactly(1L);
        assertThat(ranges()).contains(1L);
    }

    @Test
    void piecesOfAYoungerDeliveryMoveWithIt() throws SQLException {
        String blob = "11111111-2222-3333-4444-555555555555";
        delivery(1, OLD);
        sql("INSERT INTO piece VALUES (1, '" + blob + "', 0, 'ab'), (1, '" + blob + "', 1, 'cd')");
        delivery(WIDTH + 1, YOUNG);
        sql("INSERT INTO content (entry, headers, size, file) VALUES (" + (WIDTH + 1) + ", '{}', 4, '1/" + blob + "')");
        reached(WIDTH + 1);
        assertThat(retention.deleteOlderThan(NOW, 200)).isPositive();
        assertThat(ranges()).containsExactly(WIDTH + 1);
        assertThat(numbers("SELECT entry FROM piece")).containsExactly(WIDTH + 1, WIDTH + 1);
        assertThat(numbers("SELECT entry FROM content WHERE file = '" + (WIDTH + 1) + "/" + blob + "'"))
                .containsExactly(WIDTH + 1);
    }

    @Test
    void piecesGoWithTheLastDeliveryThatHasThem() throws SQLException {
        String blob = "11111111-2222-3333-4444-555555555555";
        delivery(1, OLD);
        sql("INSERT INTO piece VALUES (1, '" + blob + "', 0, 'ab')");
        sql("INSERT INTO content (entry, headers, size, file) VALUES (1, '{}', 4, '1/" + blob + "')");
        delivery(2, YOUNG);
        share(2, 1);
        reached(2);
        assertThat(retention.deleteOlderThan(NOW, 200)).isEqualTo(1);
        assertThat(numbers("SELECT entry FROM piece")).hasSize(1);
        assertThat(retention.deleteOlderThan(YOUNG.plusSeconds(1), 200)).isEqualTo(1);
        assertThat(numbers("SELECT entry FROM piece")).isEmpty();
        assertThat(numbers("SELECT entry FROM content")).isEmpty();
    }

    @Test
    void aShareThatBeginsMeanwhileIsSeen() throws SQLException {
        delivery(1, OLD);
        content(1, "body");
        reached(2);
        try (Connection append = connections.open()) {
            append.setAutoCommit(false);
            try (Statement statement = append.createStatement()) {
                statement.execute("SELECT entry FROM content WHERE entry = 1 FOR KEY SHARE");
                statement.execute("INSERT INTO content (entry, headers, size, keeper) VALUES (2, '', 4, 1)");
                // Cannot be had in time, so nothing is deleted.
                assertThat(retention.deleteOlderThan(NOW, 200)).isZero();
                append.commit();
            }
        }
        assertThat(retention.deleteOlderThan(NOW, 200)).isEqualTo(1);
        assertThat(numbers("SELECT entry FROM content ORDER BY entry")).containsExactly(1L, 2L);
    }

    @Test
    void anotherServerThatIsAtItIsLeftAlone() throws SQLException {
        delivery(1, OLD);
        reached(5);
        try (Connection other = connections.open()) {
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.execute("SELECT pg_advisory_xact_lock(1248161399, 1)");
                assertThat(retention.deleteOlderThan(NOW, 200)).isZero();
                assertThat(maker.makeAhead()).isFalse();
            }
        }
        assertThat(retention.deleteOlderThan(NOW, 200)).isEqualTo(1);
    }

    @Test
    void aCopiedJournalGetsRangesForAllItsEntries() throws SQLException {
        String other = PostgresServer.shared().newDatabase();
        JournalConnections empty = () -> PostgresServer.connect(other);
        try (Connection connection = empty.open();
                Statement statement = connection.createStatement()) {
            for (String sql : PartitionedTables.STATEMENTS) {
                statement.execute(sql);
            }
            statement.execute("CREATE SEQUENCE entry_no");
            new PartitionMaker(empty).cover(40_000, 700_000);
            statement.execute("SELECT setval('entry_no', 700000)");
            assertThat(new PartitionMaker(empty).makeAhead()).isTrue();
            try (ResultSet rows = statement.executeQuery("SELECT min(low), max(high), count(*) FROM partition_range")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(40_000);
                assertThat(rows.getLong(2)).isGreaterThan(1_200_000);
                assertThat(rows.getLong(3)).isEqualTo(5);
            }
        }
    }
}
