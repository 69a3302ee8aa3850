package dev.jenvoy.journal.postgres.piece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadLostException;
import dev.jenvoy.journal.postgres.partition.JournalConnections;
import dev.jenvoy.journal.postgres.partition.PartitionedTables;
import dev.jenvoy.postgres.PostgresServer;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.postgres.PostgresConnections;
import dev.jenvoy.store.postgres.PostgresOptions;
import dev.jenvoy.store.postgres.PostgresStore;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PayloadPiecesTest {

    private static final int MEGABYTE = 1 << 20;

    private final String url = PostgresServer.shared().newDatabase();
    private final JournalConnections connections = this::open;
    private final Store store = PostgresStore.open(
            new PostgresConnections(new PostgresOptions(url, PostgresServer.USER, null, PostgresOptions.SCHEMA)),
            () -> "jenvoy:1");
    private final PayloadPieces pieces = new PayloadPieces(connections, store);

    private Connection open() throws SQLException {
        Connection connection = PostgresServer.connect(url);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = jenvoy");
        }
        return connection;
    }

    @AfterEach
    void close() {
        store.close();
    }

    @BeforeEach
    void tables() throws SQLException {
        sql("CREATE SCHEMA jenvoy");
        for (String statement : PartitionedTables.STATEMENTS) {
            sql(statement);
        }
        sql("CREATE SEQUENCE entry_no");
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count() throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM piece")) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(Payload payload) throws IOException {
        try (InputStream stream = payload.open()) {
            return stream.readAllBytes();
        }
    }

    @Test
    void aPayloadComesBackAsItWasHoweverItIsDivided() throws IOException, SQLException {
        for (int size : new int[] {MEGABYTE + 1, 2 * MEGABYTE, 3 * MEGABYTE - 1}) {
            byte[] bytes = bytes(size);
            String name = pieces.keep(Payload.of(bytes));
            Payload kept = pieces.payload(name, size);
            assertThat(kept.size()).isEqualTo(size);
            assertThat(read(kept)).isEqualTo(bytes);
            assertThat(read(kept)).isEqualTo(bytes);
            pieces.delete(name);
            assertThat(count()).isZero();
        }
    }

    @Test
    void smallOnesStayInTheirRow() {
        assertThat(pieces.takes(Payload.of(new byte[MEGABYTE]))).isFalse();
        assertThat(pieces.takes(Payload.of(new byte[MEGABYTE + 1]))).isTrue();
    }

    @Test
    void oneThatWasDeletedIsLost() throws IOException {
        String name = pieces.keep(Payload.of(bytes(2 * MEGABYTE)));
        Payload kept = pieces.payload(name, 2 * MEGABYTE);
        try (InputStream stream = kept.open()) {
            assertThat(stream.read()).isNotNegative();
            pieces.delete(name);
            assertThatThrownBy(stream::readAllBytes).isInstanceOf(PayloadLostException.class);
        }
    }

    @Test
    void nothingStaysOfOneThatCannotBeRead() throws SQLException {
        Payload broken = Payload.kept(3 * MEGABYTE, () -> new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given++ > MEGABYTE) {
                    throw new IOException("the disk failed");
                }
                return 1;
            }
        });
        assertThatThrownBy(() -> pieces.keep(broken)).hasMessageContaining("the disk failed");
        assertThat(count()).isZero();
    }

    @Test
    void whatNoDeliveryNamesIsDeletedAfterAnHour() throws IOException, SQLException {
        AtomicLong now = new AtomicLong();
        OrphanedPieces orphans = new OrphanedPieces(connections, now::get);
        String named = pieces.keep(Payload.of(bytes(2 * MEGABYTE)));
        String orphan = pieces.keep(Payload.of(bytes(2 * MEGABYTE)));
        sql("INSERT INTO content (entry, headers, size, file) VALUES (1, '{}', 2097152, '" + named + "')");
        sql("SELECT setval('entry_no', 7)");
        assertThat(orphans.delete()).isZero();
        String late = pieces.keep(Payload.of(bytes(2 * MEGABYTE)));
        now.addAndGet(Duration.ofMinutes(59).toNanos());
        assertThat(orphans.delete()).isZero();
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(orphans.delete()).isEqualTo(2);
        assertThat(read(pieces.payload(named, 2 * MEGABYTE))).hasSize(2 * MEGABYTE);
        assertThat(read(pieces.payload(late, 2 * MEGABYTE))).hasSize(2 * MEGABYTE);
        assertThatThrownBy(() -> read(pieces.payload(orphan, 2 * MEGABYTE))).isInstanceOf(PayloadLostException.class);
    }
}
