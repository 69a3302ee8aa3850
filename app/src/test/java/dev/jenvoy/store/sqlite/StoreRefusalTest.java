package dev.jenvoy.store.sqlite;

import static dev.jenvoy.store.sqlite.StoreTest.FIRST;
import static dev.jenvoy.store.sqlite.StoreTest.SECOND;
import static dev.jenvoy.store.sqlite.StoreTest.add;
import static dev.jenvoy.store.sqlite.StoreTest.contents;
import static dev.jenvoy.store.sqlite.StoreTest.join;
import static dev.jenvoy.store.sqlite.StoreTest.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jenvoy.machine.JavaProcess;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.StoreRefusedException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not as they should be are rejected with a reason, and stay unchanged. */
final class StoreRefusalTest {

    @TempDir
    Path temp;

    /** A folder after a clean stop, and one after a crash. */
    private Path closed;

    private Path killed;

    @BeforeEach
    void prepare() throws Exception {
        closed = temp.resolve("closed");
        killed = temp.resolve("killed");
        try (DataFolder folder = DataFolder.own(closed);
                SqliteStore store = SqliteStore.open(folder, FIRST)) {
            for (int i = 0; i < 500; i++) {
                store.writeBehind(add("word number " + i));
            }
            join(store.offer(Durability.MACHINE, add("last")));
            copy(closed, killed);
        }
    }

    @Test
    void what_a_death_left_opens_with_everything_that_was_acknowledged() throws Exception {
        try (DataFolder folder = DataFolder.own(killed);
                SqliteStore store = SqliteStore.open(folder, FIRST)) {
            assertThat(store.cleanBefore()).isFalse();
            assertThat(words(store)).contains("last");
        }
    }

    @Test
    void a_lock_file_that_is_a_link_is_refused_and_its_target_is_unchanged() throws Exception {
        Path target = Files.writeString(temp.resolve("target"), "text");
        Path lock = killed.resolve("lock");
        Files.deleteIfExists(lock);
        Files.createSymbolicLink(lock, target);

        assertThatThrownBy(() -> DataFolder.own(killed))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("is a symbolic link");
        assertThat(target).hasContent("text");

        Files.delete(target);
        assertThatThrownBy(() -> DataFolder.own(killed)).isInstanceOf(StoreRefusedException.class);
        assertThat(target).doesNotExist();
    }

    @Test
    void an_emptied_database_is_missed() throws Exception {
        for (Path folder : List.of(closed, killed)) {
            Files.write(folder.resolve("words.db"), new byte[0]);
            refused(folder, Reason.VANISHED, "is empty, but it existed before");
        }
    }

    @Test
    void a_vanished_database_is_missed() throws Exception {
        for (Path folder : List.of(closed, killed)) {
            Files.delete(folder.resolve("words.db"));
            refused(folder, Reason.VANISHED, "is missing, but it existed before");
        }
    }

    @Test
    void a_log_that_vanished_after_a_death_is_missed() throws Exception {
        Files.delete(killed.resolve("words.db-wal"));
        refused(killed, Reason.VANISHED, "write-ahead log");
    }

    @Test
    void a_log_without_database_or_mark_is_not_taken_for_nothing() throws Exception {
        Files.delete(killed.resolve("words.db"));
        Files.delete(killed.resolve("words.mark"));
        refused(killed, Reason.VANISHED, "without its database");
    }

    @Test
    void a_truncated_database_is_damaged() throws Exception {
        for (Path folder : List.of(closed, killed)) {
            try (FileChannel file = FileChannel.open(folder.resolve("words.db"), StandardOpenOption.WRITE)) {
                file.truncate(4096);
            }
            refused(folder, Reason.DAMAGED, "");
        }
    }

    @Test
    void a_database_cut_within_its_header_is_damaged() throws Exception {
        try (FileChannel file = FileChannel.open(closed.resolve("words.db"), StandardOpenOption.WRITE)) {
            file.truncate(60);
        }
        refused(closed, Reason.DAMAGED, "not a SQLite database");
    }

    @Test
    void a_page_overwritten_before_a_death_is_found() throws Exception {
        byte[] rubbish = "rubbish ".repeat(512).getBytes(StandardCharsets.US_ASCII);
        try (DataFolder folder = DataFolder.own(closed);
                SqliteStore store = SqliteStore.open(folder, FIRST)) {
            join(store.offer(Durability.MACHINE, add("more")));
            copy(closed, temp.resolve("damaged"));
        }
        Path damaged = temp.resolve("damaged");
        long pages = Files.size(damaged.resolve("words.db")) / 4096;
        try (FileChannel file = FileChannel.open(damaged.resolve("words.db"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(rubbish), (pages - 2) * 4096);
        }
        refused(damaged, Reason.DAMAGED, "damaged");
    }

    @Test
    void a_file_that_is_no_database_is_foreign() throws Exception {
        Files.writeString(closed.resolve("words.db"), "Dear diary, ".repeat(100));
        refused(closed, Reason.FOREIGN, "not a SQLite database");
    }

    @Test
    void a_zeroed_file_is_foreign() throws Exception {
        Files.write(killed.resolve("words.db"), new byte[8192]);
        refused(killed, Reason.FOREIGN, "not a SQLite database");
    }

    @Test
    void another_program_s_database_is_foreign() throws Exception {
        Schema other = new Schema("words", 78, FIRST.migrations());
        for (Path folder : List.of(closed, killed)) {
            refused(folder, other, Reason.FOREIGN, "belongs to another program");
        }
    }

    @Test
    void a_newer_server_s_database_is_left_to_it() throws Exception {
        try (DataFolder folder = DataFolder.own(closed)) {
            SqliteStore.open(folder, SECOND).close();
        }
        refused(closed, Reason.NEWER, "version 2");
    }

    @Test
    void a_database_without_one_of_its_tables_is_damaged() throws Exception {
        try (DataFolder folder = DataFolder.own(closed);
                SqliteStore store = SqliteStore.open(folder, FIRST)) {
            join(store.offer(
                    Durability.MACHINE,
                    session -> session.once("DROP TABLE word").execute()));
        }
        refused(closed, Reason.DAMAGED, "of its tables and indexes");
    }

    @Test
    void a_restored_database_without_a_mark_is_accepted() throws Exception {
        Files.delete(closed.resolve("words.mark"));
        try (DataFolder folder = DataFolder.own(closed);
                SqliteStore store = SqliteStore.open(folder, FIRST)) {
            assertThat(words(store)).hasSize(501);
        }
        assertThat(closed.resolve("words.mark")).exists();
    }

    @Test
    void a_second_owner_in_this_process_is_rejected_and_the_first_keeps_its_lock() throws Exception {
        try (DataFolder first = DataFolder.own(closed)) {
            owned(closed, "already open in this process");
            assertThat(first.path()).isEqualTo(closed.toRealPath());
            assertThat(child(closed)).startsWith("refused OWNED");
        }
        DataFolder.own(closed).close();
    }

    @Test
    void a_second_process_is_rejected_and_named() throws Exception {
        Process holder = start(closed);
        try (BufferedReader lines = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("owned");
            owned(closed, "process " + holder.pid());
            holder.destroyForcibly().waitFor();
            DataFolder.own(closed).close();
        } finally {
            holder.destroyForcibly();
        }
    }

    private static void owned(Path folder, String words) {
        assertThatThrownBy(() -> DataFolder.own(folder))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining(words);
    }

    private static void refused(Path path, Reason reason, String words) throws Exception {
        refused(path, FIRST, reason, words);
    }

    private static void refused(Path path, Schema schema, Reason reason, String words) throws Exception {
        List<String> before = contents(path);
        try (DataFolder folder = DataFolder.own(path)) {
            for (int attempt = 0; attempt < 2; attempt++) {
                StoreRefusedException refusal =
                        catchThrowableOfType(StoreRefusedException.class, () -> SqliteStore.open(folder, schema));
                assertThat(refusal).isNotNull();
                assertThat(refusal.reason()).isEqualTo(reason);
                assertThat(refusal).hasMessageContaining(words).hasMessageContaining("words.db");
                assertThat(contents(path)).isEqualTo(before);
            }
        }
    }

    private static String child(Path folder) throws IOException {
        Process process = start(folder);
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            return lines.readLine();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(Path folder) throws IOException {
        return new ProcessBuilder(JavaProcess.running(Holder.class.getName(), folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Another server: owns a folder until it is killed. */
    static final class Holder {

        public static void main(String[] arguments) throws Exception {
            try (DataFolder folder = DataFolder.own(Path.of(arguments[0]))) {
                System.out.println("owned");
                InputStreamReader input = new InputStreamReader(System.in, StandardCharsets.UTF_8);
                while (input.read() >= 0 && Files.exists(folder.path())) {
                    System.out.println("still");
                }
            } catch (StoreRefusedException e) {
                System.out.println("refused " + e.reason() + " " + e.getMessage());
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (var files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
