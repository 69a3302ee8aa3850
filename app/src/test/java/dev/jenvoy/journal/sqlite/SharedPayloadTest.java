package dev.jenvoy.journal.sqlite;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalContract.text;
import static dev.jenvoy.journal.sqlite.JournalSamples.HEADERS;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.ONE;
import static dev.jenvoy.journal.sqlite.JournalSamples.exited;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.journal.Appended;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.StoredRequest;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.journal.sql.KeyHash;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.sqlite.Schema;
import dev.jenvoy.store.sqlite.SqliteStore;
import dev.jenvoy.store.time.Micros;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers and payload of a request are kept once, however many deliveries it makes, and as long as one needs them. */
final class SharedPayloadTest {

    private static final int LARGE = 3 << 20;

    @TempDir
    Path folder;

    private DataFolder data;
    private JournalFile file;
    private Journal journal;
    private int deaths;

    @BeforeEach
    void open() throws Exception {
        open(Files.createDirectory(folder.resolve("data")));
    }

    private void open(Path path) throws Exception {
        data = DataFolder.own(path);
        file = JournalFile.open(data);
        journal = file.journal();
    }

    @AfterEach
    void close() {
        file.close();
        data.close();
    }

    /** As after a kill -9. */
    private void restart() throws Exception {
        Path left = SqliteJournalTest.copy(data.path(), folder.resolve("after-death-" + ++deaths));
        close();
        open(left);
    }

    private static String json(int size) {
        return "{\"x\":\"" + "y".repeat(size) + "\"}";
    }

    /** What one request makes: in a file if it is large. */
    private List<Delivery> deliveries(int size, String... ids) throws IOException {
        byte[] bytes = json(size).getBytes(StandardCharsets.UTF_8);
        Payload payload = size < LARGE
                ? Payload.of(bytes)
                : Payload.in(Files.write(folder.resolve("spooled-" + ids[0]), bytes), bytes.length);
        List<Delivery> all = new ArrayList<>();
        for (String id : ids) {
            Payload own = all.isEmpty() ? payload : payload.share();
            all.add(new Delivery(
                    JournalSamples.key(id),
                    JournalSamples.facts("push", "site"),
                    own,
                    PayloadDigest.known("digest-of-" + size),
                    NOON));
        }
        return all;
    }

    private Appended append(Delivery delivery, StoredRequest request) {
        return done(journal.append(delivery, request, ONE, Optional.empty()));
    }

    private long accept(Delivery delivery, StoredRequest request) {
        return ((Appended.Accepted) append(delivery, request)).entry().id();
    }

    private List<Long> acceptAll(List<Delivery> deliveries) {
        StoredRequest request = new StoredRequest(HEADERS);
        List<Long> entries = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            entries.add(accept(delivery, request));
            delivery.payload().discard();
        }
        return entries;
    }

    private void finish(long entry) {
        done(journal.dropped(SqliteJournal.hold(entry), 0, exited(0), NOON));
        done(journal.finished(SqliteJournal.hold(entry), DeliveryState.SUCCEEDED, NOON));
    }

    /** Deletes those of these entries alone, whatever their age. */
    private void delete(long... entries) {
        for (long entry : entries) {
            done(file.store().write(Durability.MACHINE, session -> {
                PreparedStatement old = session.prepared("UPDATE delivery SET received = 0 WHERE entry = ?");
                old.setLong(1, entry);
                return old.executeUpdate();
            }));
            assertThat(file.history().deleteOlderThan(NOON, 10)).isEqualTo(1);
        }
    }

    private long number(String sql) throws SQLException {
        return file.store().read(session -> session.number(sql));
    }

    private long payloadFiles() throws IOException {
        try (Stream<Path> files = Files.list(data.path().resolve("payloads"))) {
            return files.count();
        }
    }

    private long kept() throws Exception {
        return number("SELECT count(*) FROM content WHERE body IS NOT NULL OR file IS NOT NULL");
    }

    private String read(long entry) throws IOException {
        return text(file.history().delivery(entry).orElseThrow().payload().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 200_000, LARGE})
    void deliveries_of_one_request_have_one_payload_also_after_a_death(int size) throws Exception {
        List<Long> entries = acceptAll(deliveries(size, "d", "d.2", "d.3"));

        restart();

        assertThat(kept()).isEqualTo(1);
        assertThat(payloadFiles()).isEqualTo(size == LARGE ? 1 : 0);
        for (long entry : entries) {
            assertThat(read(entry)).isEqualTo(json(size));
            assertThat(file.history().delivery(entry).orElseThrow().headers()).isEqualTo(HEADERS);
        }
        List<UnfinishedDelivery> left = journal.claim(1000);
        assertThat(left).hasSize(3);
        for (UnfinishedDelivery one : left) {
            Payload payload = one.entry().delivery().payload();
            assertThat(payload.size()).isEqualTo(json(size).length());
            assertThat(text(payload)).isEqualTo(json(size));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 200_000, LARGE})
    void a_payload_is_deleted_with_the_last_delivery_that_has_it(int size) throws Exception {
        List<Long> entries = acceptAll(deliveries(size, "d", "d.2", "d.3"));
        entries.forEach(this::finish);

        delete(entries.get(0), entries.get(2));
        restart();

        assertThat(read(entries.get(1))).isEqualTo(json(size));
        assertThat(number("SELECT count(*) FROM delivery")).isEqualTo(1);
        delete(entries.get(1));
        assertThat(number("SELECT count(*) FROM content")).isZero();
        assertThat(payloadFiles()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 200_000, LARGE})
    void one_that_comes_again_has_the_payload_of_the_one_before(int size) throws Exception {
        List<Long> entries = acceptAll(deliveries(size, "d", "d.2"));
        entries.forEach(this::finish);
        DeliveryDetail second = file.history().delivery(entries.get(1)).orElseThrow();
        Delivery again = new Delivery(
                second.summary().key(),
                second.summary().facts(),
                second.payload().orElseThrow(),
                second.digest().orElseThrow(),
                NOON);

        long entry = accept(again, second.request());

        assertThat(kept()).isEqualTo(1);
        delete(entries.get(0), entries.get(1));
        restart();
        assertThat(read(entry)).isEqualTo(json(size));
        assertThat(text(journal.claim(1000).get(0).entry().delivery().payload()))
                .isEqualTo(json(size));
    }

    @Test
    void one_whose_payload_was_deleted_meanwhile_is_not_accepted_again() throws Exception {
        long entry = acceptAll(deliveries(10, "d")).get(0);
        finish(entry);
        DeliveryDetail known = file.history().delivery(entry).orElseThrow();
        delete(entry);
        Delivery again = new Delivery(
                known.summary().key(),
                known.summary().facts(),
                known.payload().orElseThrow(),
                known.digest().orElseThrow(),
                NOON);

        assertThat(append(again, known.request())).isInstanceOf(Appended.NoRoom.class);
        assertThat(number("SELECT count(*) FROM delivery")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void the_first_that_is_accepted_brings_the_payload(int size) throws Exception {
        accept(JournalSamples.push("d"), new StoredRequest(HEADERS));
        List<Delivery> all = deliveries(size, "d", "d.2", "d.3");
        StoredRequest request = new StoredRequest(HEADERS);

        assertThat(append(all.get(0), request)).isInstanceOf(Appended.Conflict.class);
        assertThat(payloadFiles()).isZero();
        long second = accept(all.get(1), request);
        long third = accept(all.get(2), request);

        assertThat(kept()).isEqualTo(2);
        assertThat(read(second)).isEqualTo(json(size));
        assertThat(read(third)).isEqualTo(json(size));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void what_was_undone_with_another_change_is_written_again(int size) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CompletionStage<Boolean> holding = file.store().offer(Durability.MACHINE, session -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
            return true;
        });
        StoredRequest request = new StoredRequest(HEADERS);
        List<CompletableFuture<Appended>> appending = new ArrayList<>();
        for (Delivery delivery : deliveries(size, "d", "d.2", "d.3")) {
            appending.add(
                    journal.append(delivery, request, ONE, Optional.empty()).toCompletableFuture());
        }
        CompletionStage<Boolean> broken = file.store().offer(Durability.MACHINE, session -> {
            throw new IllegalStateException("undoes the transaction that it shares");
        });
        go.countDown();

        assertThat(done(holding)).isTrue();
        assertThat(broken.toCompletableFuture()
                        .handle((done, failure) -> failure)
                        .join())
                .isInstanceOf(IllegalStateException.class);
        restart();
        assertThat(kept()).isEqualTo(1);
        for (CompletableFuture<Appended> one : appending) {
            assertThat(read(((Appended.Accepted) done(one)).entry().id())).isEqualTo(json(size));
        }
    }

    @Test
    void a_journal_of_the_version_before_is_taken_over() throws Exception {
        close();
        Path old = Files.createDirectory(folder.resolve("old"));
        String large = "0d9f7d0a-5f0f-4a39-a54d-2b1f6f9a3c11";
        try (DataFolder own = DataFolder.own(old);
                Store store = SqliteStore.open(own, versionBefore())) {
            done(store.write(Durability.MACHINE, session -> {
                insert(session, 1, "small", null, "{\"small\":1}".getBytes(StandardCharsets.UTF_8));
                insert(session, 2, "large", large, null);
                return true;
            }));
        }
        Files.writeString(Files.createDirectories(old.resolve("payloads")).resolve(large), "{\"large\":1}");

        open(old);

        assertThat(read(1)).isEqualTo("{\"small\":1}");
        assertThat(read(2)).isEqualTo("{\"large\":1}");
        assertThat(journal.claim(1000))
                .extracting(one -> one.entry().delivery().id())
                .containsExactly("small", "large");
        for (long entry = 1; entry <= 2; entry++) {
            finish(entry);
            DeliveryDetail known = file.history().delivery(entry).orElseThrow();
            assertThat(known.headers()).containsEntry("User-Agent", "old");
            long again = accept(
                    new Delivery(
                            known.summary().key(),
                            known.summary().facts(),
                            known.payload().orElseThrow(),
                            known.digest().orElseThrow(),
                            NOON),
                    known.request());
            finish(again);
            delete(entry);
            assertThat(read(again)).contains(":1}");
            delete(again);
        }
        assertThat(number("SELECT count(*) FROM content")).isZero();
        assertThat(payloadFiles()).isZero();
    }

    private static Schema versionBefore() {
        Schema now = Tables.SCHEMA;
        return new Schema(now.name(), now.applicationId(), now.migrations().subList(0, 4));
    }

    private static void insert(Session session, long entry, String id, String file, byte[] body) throws SQLException {
        PreparedStatement delivery = session.prepared("INSERT INTO delivery (entry, state, redelivery, received,"
                + " key_hash, source, webhook, id, event, deletion, digest)"
                + " VALUES (?, 0, 1, ?, ?, 'github', '42', ?, 'push', 0, 'digest')");
        delivery.setLong(1, entry);
        delivery.setLong(2, Micros.of(NOON));
        delivery.setLong(3, KeyHash.of(JournalSamples.key(id)));
        delivery.setString(4, id);
        delivery.executeUpdate();
        PreparedStatement content = session.prepared("INSERT INTO content (entry, headers, size, file, body)"
                + " VALUES (?, '{\"User-Agent\":\"old\"}', 11, ?, ?)");
        content.setLong(1, entry);
        content.setString(2, file);
        content.setBytes(3, body);
        content.executeUpdate();
        PreparedStatement action = session.prepared("INSERT INTO action (entry, position, kind, name, concurrency,"
                + " retries, rerun, state, starts) VALUES (?, 0, 'hook', 'push-site', 'ORDERED', 0, 1, 0, 0)");
        action.setLong(1, entry);
        action.executeUpdate();
    }
}
