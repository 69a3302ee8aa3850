package dev.jenvoy.hook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jenvoy.delivery.payload.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HookPayloadFilesTest {

    private static final Path SHARED = Path.of("/dev/shm");
    private static final byte[] SMALL = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path data;

    private HookPayloadFiles inMemory() throws IOException {
        assumeTrue(
                Files.isWritable(SHARED) && !ShmFolder.isEmptiedAtLogout(data),
                "this test needs " + SHARED + ", and to run as root or a system's user where logind empties it");
        return new HookPayloadFiles(data.resolve("runs"), data.resolve("memory"), SHARED);
    }

    private HookPayloadFiles onDisk() throws IOException {
        return new HookPayloadFiles(data.resolve("runs"), data.resolve("memory"), data.resolve("nowhere"));
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    @Test
    void a_small_payload_lies_in_memory_for_this_user_alone_until_it_is_closed() throws Exception {
        try (HookPayloadFiles files = inMemory()) {
            HookPayloadFiles.Copy copy = files.copyOf(Payload.of(SMALL), "token");
            assertThat(copy.file().startsWith(SHARED)).isTrue();
            assertThat(copy.file()).hasBinaryContent(SMALL);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.file())))
                    .isEqualTo("rw-------");
            for (Path folder = copy.folder(); !folder.equals(SHARED); folder = folder.getParent()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                        .isEqualTo("rwx------");
            }
            copy.close();
            assertThat(copy.folder()).doesNotExist();
        }
        assertThat(below(data.resolve("runs"))).isEmpty();
    }

    @Test
    void whatever_a_hook_leaves_beside_its_payload_is_gone_when_it_is_closed() throws Exception {
        try (HookPayloadFiles files = inMemory()) {
            HookPayloadFiles.Copy copy = files.copyOf(Payload.of(SMALL), "token");
            Path locked = Files.createDirectories(copy.folder().resolve("deep/er"));
            Files.writeString(locked.resolve("file"), "left");
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-x------"));
            copy.close();
            assertThat(copy.folder()).doesNotExist();
        }
    }

    @Test
    void a_large_payload_lies_on_disk() throws Exception {
        try (HookPayloadFiles files = inMemory();
                HookPayloadFiles.Copy copy = files.copyOf(Payload.of(new byte[(1 << 20) + 1]), "token")) {
            assertThat(copy.file()).startsWith(data.resolve("runs"));
        }
    }

    @Test
    void when_much_lies_in_memory_the_rest_goes_to_disk_until_there_is_room_again() throws Exception {
        byte[] megabyte = new byte[1 << 20];
        try (HookPayloadFiles files = inMemory()) {
            List<HookPayloadFiles.Copy> copies = new ArrayList<>();
            for (int i = 0; i < ShmFolder.MAX_FOLDER_BYTES >> 20; i++) {
                copies.add(files.copyOf(Payload.of(megabyte), "token" + i));
            }
            assertThat(copies).allMatch(copy -> copy.file().startsWith(SHARED));
            try (HookPayloadFiles.Copy more = files.copyOf(Payload.of(megabyte), "more")) {
                assertThat(more.file()).startsWith(data.resolve("runs"));
            }
            copies.remove(0).close();
            try (HookPayloadFiles.Copy again = files.copyOf(Payload.of(megabyte), "again")) {
                assertThat(again.file().startsWith(SHARED)).isTrue();
            }
        }
    }

    @Test
    void what_a_dead_server_left_in_memory_and_on_disk_is_gone_at_the_next_start() throws Exception {
        HookPayloadFiles dead = inMemory();
        Path left = dead.copyOf(Payload.of(SMALL), "one").folder();
        Path large = dead.copyOf(Payload.of(new byte[2 << 20]), "two").folder();
        try (HookPayloadFiles files = inMemory();
                HookPayloadFiles.Copy copy = files.copyOf(Payload.of(SMALL), "three")) {
            assertThat(left.getParent()).doesNotExist();
            assertThat(large).doesNotExist();
            assertThat(copy.file()).exists();
        }
    }

    @Test
    void a_stop_leaves_nothing_in_memory() throws Exception {
        HookPayloadFiles files = inMemory();
        Path memory = data.resolve("memory").toRealPath();
        files.close();
        assertThat(memory).doesNotExist();
        assertThat(data.resolve("memory")).doesNotExist();
        assertThat(Files.isSymbolicLink(data.resolve("memory"))).isFalse();
    }

    @Test
    void without_shared_memory_all_lies_on_disk() throws Exception {
        try (HookPayloadFiles files = onDisk();
                HookPayloadFiles.Copy copy = files.copyOf(Payload.of(SMALL), "token")) {
            assertThat(copy.file()).startsWith(data.resolve("runs")).hasBinaryContent(SMALL);
        }
        assertThat(below(data.resolve("runs"))).isEmpty();
        assertThat(Files.exists(data.resolve("memory"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void memory_that_somebody_cleared_under_a_running_server_is_done_without() throws Exception {
        try (HookPayloadFiles files = inMemory()) {
            Files.delete(data.resolve("memory").toRealPath());
            try (HookPayloadFiles.Copy copy = files.copyOf(Payload.of(SMALL), "token")) {
                assertThat(copy.file()).startsWith(data.resolve("runs")).hasBinaryContent(SMALL);
            }
        }
    }
}
