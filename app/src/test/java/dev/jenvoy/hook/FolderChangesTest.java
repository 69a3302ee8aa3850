package dev.jenvoy.hook;

import static dev.jenvoy.hook.HooksDir.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two finders see every change: one for which all changes just happened, one for which the folder was unchanged for a
 * day.
 */
final class FolderChangesTest {

    @TempDir
    private Path temp;

    private Path root;
    private HooksDir now;
    private HooksDir later;

    @BeforeEach
    void makeFolder() throws IOException {
        root = Files.createDirectory(temp.resolve("hooks"));
        now = new HooksDir(root, new HookFolder(Clock.systemUTC()));
        later = new HooksDir(root, new HookFolder(Clock.offset(Clock.systemUTC(), Duration.ofDays(1))));
        now.with("push", "@acme/push");
        expect("@acme/push", "push");
    }

    private void expect(String... names) {
        HookSelector subject = subject("push acme/site main");
        assertThat(now.find(subject, ChildRule.PREFIX)).containsExactly(names);
        assertThat(later.find(subject, ChildRule.PREFIX)).containsExactly(names);
    }

    /** Waits until the file system's clock has advanced. Within one tick, the later finder could not see a change. */
    private void tick() throws IOException {
        Object before = Files.getAttribute(Files.createTempFile(temp, "tick", ""), "unix:ctime");
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> !before.equals(Files.getAttribute(Files.createTempFile(temp, "tick", ""), "unix:ctime")));
    }

    @Test
    void added_and_removed_files_are_seen() throws IOException {
        tick();
        now.with("push-site", "@acme/all");
        expect("@acme/push", "@acme/all", "push-site", "push");
        tick();
        Files.delete(root.resolve("push"));
        Files.delete(root.resolve("@acme/all"));
        expect("@acme/push", "push-site");
    }

    @Test
    void a_renamed_file_is_seen() throws IOException {
        tick();
        Files.move(root.resolve("push"), root.resolve("push+x"));
        expect("@acme/push", "push+x");
    }

    @Test
    void a_files_rights_are_looked_at_each_time() throws IOException {
        Files.setPosixFilePermissions(root.resolve("push"), PosixFilePermissions.fromString("rw-r--r--"));
        expect("@acme/push");
        Files.setPosixFilePermissions(root.resolve("push"), PosixFilePermissions.fromString("rwxr-xr-x"));
        expect("@acme/push", "push");
    }

    @Test
    void a_links_new_target_is_seen() throws IOException {
        Path link = root.resolve("all");
        Path target = temp.resolve("target");
        tick();
        Files.createSymbolicLink(link, target);
        expect("@acme/push", "push");
        now.file("../target", "rwxr-xr-x");
        expect("@acme/push", "push", "all");
        Files.delete(target);
        expect("@acme/push", "push");
    }

    @Test
    void a_folder_that_goes_and_comes_back_is_seen() throws IOException {
        Path away = temp.resolve("away");
        Files.move(root, away);
        for (HooksDir hooks : List.of(now, later)) {
            assertThat(hooks.search(subject("push"), ChildRule.PREFIX)).isInstanceOf(HookFolder.Found.Unreadable.class);
        }
        Files.move(away, root);
        expect("@acme/push", "push");
    }

    @Test
    void another_folder_in_its_place_is_seen() throws IOException {
        FileTime time = Files.getLastModifiedTime(root);
        Files.move(root, temp.resolve("old"));
        Files.createDirectory(root);
        now.with("all");
        Files.setLastModifiedTime(root, time);
        expect("all");
    }

    @Test
    void another_target_of_a_linked_hooks_folder_is_seen() throws IOException {
        Path current = temp.resolve("current");
        new HooksDir(temp.resolve("v1")).with("push");
        new HooksDir(temp.resolve("v2")).with("push", "all");
        HookFolder folder = new HookFolder(Clock.offset(Clock.systemUTC(), Duration.ofDays(1)));
        HooksDir linked = new HooksDir(current, folder);
        Files.createSymbolicLink(current, Path.of("v1"));
        assertThat(linked.find(subject("push"), ChildRule.PREFIX)).containsExactly("push");
        Files.createSymbolicLink(temp.resolve("next"), Path.of("v2"));
        Files.move(temp.resolve("next"), current, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        assertThat(linked.find(subject("push"), ChildRule.PREFIX)).containsExactly("push", "all");
    }

    @Test
    void changes_within_one_tick_of_the_clock_are_all_seen() throws IOException {
        HookSelector subject = subject("push");
        for (int i = 0; i < 200; i++) {
            Path file = now.file("push+" + i, "rwxr-xr-x");
            assertThat(now.find(subject, ChildRule.PREFIX)).contains("push+" + i);
            Files.delete(file);
            assertThat(now.find(subject, ChildRule.PREFIX)).doesNotContain("push+" + i);
        }
    }

    @Test
    void a_change_in_the_tick_of_the_last_look_is_seen_once_the_folder_is_quiet() throws IOException {
        AtomicReference<Instant> time = new AtomicReference<>(Instant.now());
        HooksDir told = new HooksDir(root, new HookFolder((InstantSource) time::get));
        HookSelector subject = subject("push");
        assertThat(told.find(subject, ChildRule.PREFIX)).containsExactly("push");
        now.with("push+same-tick");
        time.set(Instant.now().plusSeconds(60));
        assertThat(told.find(subject, ChildRule.PREFIX)).containsExactly("push", "push+same-tick");
    }

    @Test
    void a_clock_that_is_behind_makes_nothing_stale() throws IOException {
        HooksDir behind = new HooksDir(root, new HookFolder(Clock.offset(Clock.systemUTC(), Duration.ofDays(-1))));
        assertThat(behind.find(subject("push"), ChildRule.PREFIX)).containsExactly("push");
        now.with("push+x");
        assertThat(behind.find(subject("push"), ChildRule.PREFIX)).containsExactly("push", "push+x");
    }
}
