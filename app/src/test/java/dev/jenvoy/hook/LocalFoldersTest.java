package dev.jenvoy.hook;

import static dev.jenvoy.hook.HooksDir.subject;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which look-ups may wait for a network. */
final class LocalFoldersTest {

    private static final HookSelector PUSH = subject("push acme/site main");

    @TempDir
    private Path temp;

    private Path root;
    private final HookFolder folder = on("ext4");

    @BeforeEach
    void makeFolder() throws IOException {
        root = Files.createDirectory(temp.resolve("hooks"));
        HooksDir unused = new HooksDir(root).with("push", "@acme/push");
    }

    /** A folder in which nothing changed for a day. */
    private static HookFolder on(String type) {
        return new HookFolder(Clock.offset(Clock.systemUTC(), Duration.ofDays(1)), typed(type));
    }

    private static FolderLook typed(String type) {
        return typed(() -> type);
    }

    private static FolderLook typed(Supplier<String> type) {
        return new FolderLook() {
            @Override
            public String type(Path path) {
                return type.get();
            }

            @Override
            public Map<String, Object> attributes(Path path, String names) throws IOException {
                return FolderLook.MACHINE.attributes(path, names);
            }
        };
    }

    private void find(HookFolder where) {
        assertThat(where.find(root, PUSH, ChildRule.PREFIX)).isInstanceOf(HookFolder.Found.Hooks.class);
    }

    @Test
    void nothing_is_known_before_the_first_look() {
        assertThat(folder.mayBlock(root)).isTrue();
    }

    @Test
    void a_folder_on_a_local_disk_does_not_block() {
        find(folder);
        assertThat(folder.mayBlock(root)).isFalse();
    }

    @Test
    void a_folder_on_a_network_disk_may_block() {
        HookFolder network = on("nfs4");
        find(network);
        assertThat(network.mayBlock(root)).isTrue();
    }

    @Test
    void a_link_may_lead_to_a_network_disk() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("@acme/all"), temp);
        find(folder);
        assertThat(folder.mayBlock(root)).isTrue();

        Files.delete(link);
        find(folder);
        assertThat(folder.mayBlock(root)).isFalse();
    }

    @Test
    void a_folder_that_changed_a_moment_ago_may_block() {
        HookFolder now = new HookFolder(Clock.systemUTC(), typed("ext4"));
        find(now);
        assertThat(now.mayBlock(root)).isTrue();
    }

    /** The second look begins and ends while the first one, which came later, asks for the type of the disk. */
    @Test
    void the_doubt_of_an_earlier_look_does_not_outlive_a_later_one() {
        Instant today = Instant.now();
        Instant tomorrow = today.plus(Duration.ofDays(1));
        AtomicReference<Instant> clock = new AtomicReference<>(tomorrow);
        AtomicReference<HookFolder> looked = new AtomicReference<>();
        looked.set(new HookFolder(clock::get, typed(() -> {
            clock.set(today);
            find(looked.get());
            clock.set(tomorrow);
            return "ext4";
        })));

        find(looked.get());
        assertThat(looked.get().mayBlock(root)).isFalse();
    }

    @Test
    void a_folder_that_vanished_is_forgotten() throws IOException {
        Path below = Files.createDirectory(root.resolve("@other"));
        Files.createSymbolicLink(below.resolve("push"), temp);
        find(folder);
        assertThat(folder.mayBlock(root)).isTrue();

        Files.delete(below.resolve("push"));
        Files.delete(below);
        find(folder);
        assertThat(folder.mayBlock(root)).isFalse();
    }

    @Test
    void a_folder_that_comes_back_is_judged_anew() throws IOException {
        Path other = Files.createDirectory(root.resolve("@other"));
        Files.createSymbolicLink(Files.createDirectory(other.resolve("deep")).resolve("push"), temp);
        find(folder);
        assertThat(folder.mayBlock(root)).isTrue();

        Files.move(other, temp.resolve("away"));
        find(folder);
        assertThat(folder.mayBlock(root)).isFalse();

        Files.move(temp.resolve("away"), other);
        find(folder);
        assertThat(folder.mayBlock(root)).isTrue();
    }

    @Test
    void more_folders_than_are_kept_may_block() throws IOException {
        for (int i = 0; i < 1_001; i++) {
            Files.createDirectory(root.resolve("@owner-%04d".formatted(i)));
        }
        Files.createSymbolicLink(root.resolve("@owner-0000/push"), temp);
        find(folder);
        assertThat(folder.mayBlock(root)).isTrue();
    }
}
