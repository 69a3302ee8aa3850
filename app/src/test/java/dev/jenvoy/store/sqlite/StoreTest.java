package dev.jenvoy.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.store.Change;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.NoRoomException;
import dev.jenvoy.store.Query;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.sqlite.Schema.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreTest {

    static final Migration WORDS =
            new Migration(List.of("CREATE TABLE word (text TEXT PRIMARY KEY)", "CREATE TABLE untouched (text TEXT)"));
    static final Migration LENGTHS = new Migration(List.of("ALTER TABLE word ADD COLUMN length INTEGER"));
    static final Schema FIRST = new Schema("words", 77, List.of(WORDS));
    static final Schema SECOND = new Schema("words", 77, List.of(WORDS, LENGTHS));

    @TempDir
    Path temp;

    private DataFolder folder;

    @BeforeEach
    void own() throws StoreRefusedException {
        folder = DataFolder.own(temp.resolve("a ?#% folder/data"));
    }

    @AfterEach
    void leave() {
        folder.close();
    }

    @Test
    void what_was_written_is_there_after_an_orderly_end() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            assertThat(store.cleanBefore()).isTrue();
            join(store.write(Durability.PROCESS, add("one")));
            join(store.offer(Durability.MACHINE, add("two")));
            store.writeBehind(add("three"));
        }
        assertThat(folder.path().resolve("words.db-wal")).doesNotExist();
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            assertThat(store.cleanBefore()).isTrue();
            assertThat(words(store)).containsExactly("one", "three", "two");
        }
    }

    @Test
    void folder_and_files_are_for_the_owner_alone() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            join(store.offer(Durability.MACHINE, add("one")));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
            for (String file : List.of("words.db", "words.db-wal", "words.mark", "lock")) {
                assertThat(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.path().resolve(file))))
                        .as(file)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void a_change_that_fails_fails_alone() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            CountDownLatch gate = new CountDownLatch(1);
            CompletionStage<Boolean> first = store.offer(Durability.MACHINE, session -> await(gate));
            CompletionStage<Boolean> good = store.offer(Durability.MACHINE, add("good"));
            CompletionStage<Boolean> twice = store.offer(Durability.MACHINE, add("good"));
            CompletionStage<Boolean> broken = store.offer(Durability.MACHINE, session -> {
                add("lost").apply(session);
                throw new IllegalStateException("broken");
            });
            CompletionStage<Boolean> last = store.offer(Durability.MACHINE, add("last"));
            gate.countDown();
            join(first);
            assertThat(join(good)).isTrue();
            assertThat(join(last)).isTrue();
            assertThatThrownBy(() -> join(twice)).hasCauseInstanceOf(SQLException.class);
            assertThatThrownBy(() -> join(broken)).hasRootCauseMessage("broken");
            assertThat(words(store)).containsExactly("good", "last");
        }
    }

    @Test
    void the_writer_outlives_an_error_anywhere_in_its_round() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            AtomicInteger asked = new AtomicInteger();
            store.gatherIn(() -> {
                if (asked.incrementAndGet() <= 3) {
                    throw new OutOfMemoryError("planted");
                }
                return false;
            });
            List<CompletionStage<Boolean>> changes = new ArrayList<>();
            for (int at = 0; at < 3; at++) {
                changes.add(store.write(Durability.PROCESS, add("word" + at)));
            }
            // Each change is recorded or rejected; no change waits forever.
            for (CompletionStage<Boolean> change : changes) {
                change.handle((done, failure) -> true).toCompletableFuture().get(20, TimeUnit.SECONDS);
            }
            assertThat(join(store.write(Durability.PROCESS, add("last")))).isTrue();
            assertThat(asked.get()).isGreaterThan(3);
        }
    }

    @Test
    void the_writer_gives_a_sign_of_life_unless_it_waits() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            CountDownLatch idle = new CountDownLatch(1);
            store.ask(idle::countDown);
            assertThat(idle.await(20, TimeUnit.SECONDS)).isTrue();

            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch answered = new CountDownLatch(1);
            CompletionStage<Boolean> slow = store.offer(Durability.PROCESS, session -> await(gate));
            store.ask(answered::countDown);
            assertThat(answered.getCount()).isOne();
            gate.countDown();
            join(slow);
            assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void who_waits_for_a_change_records_it_and_what_waits_with_it() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            Change<Thread> who = session -> Thread.currentThread();
            assertThat(join(store.writeHere(Durability.PROCESS, who))).isEqualTo(Thread.currentThread());
            assertThat(join(store.write(Durability.PROCESS, who))).isNotEqualTo(Thread.currentThread());
        }
    }

    @Test
    void what_is_asked_for_by_one_who_is_reported_of_a_change_is_recorded_too() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            AtomicReference<CompletionStage<Boolean>> second = new AtomicReference<>();
            join(store.writeHere(Durability.PROCESS, new Change<Boolean>() {
                @Override
                public Boolean apply(Session session) throws SQLException {
                    return add("one").apply(session);
                }

                @Override
                public void recorded(Boolean result) {
                    second.set(store.writeHere(Durability.PROCESS, add("two")));
                }
            }));
            assertThat(join(second.get())).isTrue();
            assertThat(words(store)).containsExactly("one", "two");
        }
    }

    @Test
    void a_listener_that_breaks_the_machine_harms_neither_its_change_nor_those_beside_it() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            CountDownLatch gate = new CountDownLatch(1);
            CompletionStage<Boolean> first = store.offer(Durability.MACHINE, session -> await(gate));
            List<CompletionStage<Boolean>> stages = new ArrayList<>();
            for (String word : List.of("one", "two", "three")) {
                stages.add(store.offer(Durability.MACHINE, new Change<Boolean>() {
                    @Override
                    public Boolean apply(Session session) throws SQLException {
                        return add(word).apply(session);
                    }

                    @Override
                    public void recorded(Boolean result) {
                        throw new StackOverflowError("broken");
                    }
                }));
            }
            gate.countDown();
            join(first);
            stages.forEach(stage -> assertThat(join(stage)).isTrue());
            assertThat(words(store)).containsExactly("one", "three", "two");
        }
    }

    @Test
    void many_who_record_for_each_other_leave_nothing_lying() throws Exception {
        int threads = 8;
        int each = 200;
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            AtomicBoolean crowded = new AtomicBoolean();
            store.gatherIn(crowded::get);
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                all.add(CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < each; i++) {
                                crowded.set(i % 50 < 10);
                                String word = number + " " + i;
                                join(
                                        i % 3 == 0
                                                ? store.offer(Durability.MACHINE, add(word))
                                                : store.writeHere(Durability.PROCESS, add(word)));
                            }
                        },
                        task -> new Thread(task).start()));
            }
            all.forEach(StoreTest::join);
            assertThat(words(store)).hasSize(threads * each);
        }
    }

    @Test
    void in_a_crowd_changes_share_one_transaction_and_its_sync() throws Exception {
        List<Boolean> commits = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch all = new CountDownLatch(3);
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            // Called after the thread has woken up and before it writes: continues when all three have arrived.
            store.gatherIn(() -> !Thread.currentThread().getName().endsWith("-writer") || await(all));
            store.watch((took, synced) -> commits.add(synced));
            List<CompletionStage<Boolean>> stages = new ArrayList<>();
            stages.add(store.writeHere(Durability.PROCESS, add("end")));
            all.countDown();
            stages.add(store.offer(Durability.MACHINE, add("acceptance")));
            all.countDown();
            stages.add(store.writeHere(Durability.PROCESS, add("another end")));
            all.countDown();
            stages.forEach(StoreTest::join);
        }
        assertThat(commits).containsExactly(true);
    }

    @Test
    void only_what_must_survive_the_machine_is_synced() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            Change<Long> level = session -> session.number("PRAGMA synchronous");
            assertThat(join(store.write(Durability.PROCESS, level))).isEqualTo(1);
            assertThat(join(store.offer(Durability.MACHINE, level))).isEqualTo(2);
            assertThat(join(store.write(Durability.PROCESS, level))).isEqualTo(1);
            assertThat(join(store.write(Durability.MACHINE, level))).isEqualTo(2);
        }
    }

    @Test
    void changes_that_nobody_waits_for_are_recorded_soon_and_dropped_when_too_many_wait() throws Exception {
        AtomicInteger recorded = new AtomicInteger();
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            CountDownLatch gate = new CountDownLatch(1);
            CompletionStage<Boolean> first = store.offer(Durability.MACHINE, session -> await(gate));
            for (int i = 0; i < 20_000; i++) {
                store.writeBehind(counted("word" + i, recorded));
            }
            gate.countDown();
            join(first);
            Awaitility.await().until(recorded::get, count -> count >= 8_000);
        }
        assertThat(recorded.get()).isLessThan(20_000);
    }

    @Test
    void an_older_file_is_brought_to_the_newest_version_with_what_it_holds() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            join(store.offer(Durability.MACHINE, add("old")));
        }
        try (SqliteStore store = SqliteStore.open(folder, SECOND)) {
            assertThat(words(store)).containsExactly("old");
            Change<Long> version = session -> session.number("PRAGMA user_version");
            assertThat(join(store.offer(Durability.MACHINE, version))).isEqualTo(2);
            Query<Long> lengths = session -> session.number("SELECT count(length) FROM word");
            assertThat(store.read(lengths)).isZero();
        }
        try (SqliteStore store = SqliteStore.open(folder, SECOND)) {
            assertThat(words(store)).containsExactly("old");
        }
    }

    @Test
    void a_migration_that_fails_leaves_the_old_version() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            join(store.offer(Durability.MACHINE, add("old")));
        }
        Schema broken = new Schema(
                "words", 77, List.of(WORDS, new Migration(List.of("DELETE FROM word", "ALTER TABLE none ADD x"))));
        assertThatThrownBy(() -> SqliteStore.open(folder, broken)).isInstanceOf(StoreRefusedException.class);
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            assertThat(words(store)).containsExactly("old");
        }
    }

    @Test
    void a_read_does_not_wait_for_a_writer_nor_a_writer_for_a_read() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder, FIRST)) {
            join(store.offer(Durability.MACHINE, add("before")));
            CountDownLatch gate = new CountDownLatch(1);
            CompletionStage<Boolean> slow = store.offer(Durability.MACHINE, session -> {
                add("after").apply(session);
                return await(gate);
            });
            assertThat(words(store)).containsExactly("before");
            gate.countDown();
            join(slow);
            List<String> during = store.read(session -> {
                session.number("SELECT count(*) FROM word");
                join(store.offer(Durability.MACHINE, add("later")));
                return words(session);
            });
            assertThat(during).containsExactly("after", "before");
        }
    }

    @Test
    void a_kept_change_is_there_or_says_why_not() throws Exception {
        SqliteStore store = SqliteStore.open(folder, FIRST);
        assertThat(store.keep(add("kept"))).isEmpty();
        assertThat(words(store)).containsExactly("kept");
        assertThatThrownBy(() -> store.keep(session -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        store.close();
        assertThat(store.keep(add("late"))).isPresent();
    }

    @Test
    void after_its_end_changes_are_rejected() throws Exception {
        SqliteStore store = SqliteStore.open(folder, FIRST);
        store.close();
        store.close();
        assertThatThrownBy(() -> join(store.offer(Durability.MACHINE, add("late"))))
                .hasCauseInstanceOf(NoRoomException.class);
        assertThatThrownBy(() -> join(store.write(Durability.PROCESS, add("late"))))
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> words(store)).isInstanceOf(IllegalStateException.class);
    }

    static Change<Boolean> add(String word) {
        return session -> {
            var statement = session.prepared("INSERT INTO word (text) VALUES (?)");
            statement.setString(1, word);
            return statement.executeUpdate() == 1;
        };
    }

    private static Change<Boolean> counted(String word, AtomicInteger recorded) {
        return new Change<>() {
            @Override
            public Boolean apply(Session session) throws SQLException {
                return add(word).apply(session);
            }

            @Override
            public void recorded(Boolean result) {
                recorded.incrementAndGet();
            }
        };
    }

    static List<String> words(SqliteStore store) throws SQLException {
        return store.read(StoreTest::words);
    }

    private static List<String> words(Session session) throws SQLException {
        List<String> words = new ArrayList<>();
        try (var rows = session.prepared("SELECT text FROM word ORDER BY text").executeQuery()) {
            while (rows.next()) {
                words.add(rows.getString(1));
            }
        }
        return words;
    }

    static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .copy()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static boolean await(CountDownLatch gate) {
        try {
            return gate.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the contents of a folder, except for the lock and files that SQLite may create again: its index of the
     * log, an empty log.
     */
    static List<String> contents(Path folder) throws IOException, NoSuchAlgorithmException {
        try (var files = Files.list(folder)) {
            List<String> contents = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                boolean made = name.endsWith("-shm") || (name.endsWith("-wal") && Files.size(file) == 0);
                if (Files.isRegularFile(file) && !name.equals("lock") && !made) {
                    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                    contents.add(name + " " + HexFormat.of().formatHex(digest));
                }
            }
            return contents;
        }
    }
}
