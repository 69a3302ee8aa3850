package dev.jenvoy.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jenvoy.hook.lint.Finding;
import dev.jenvoy.hook.lint.HookCatalogue;
import dev.jenvoy.permission.StrictModes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests hooks that users other than root and the server's user may change. */
final class HookTrustTest {

    private static final int STRANGER = 65_534;
    private static final String IN_FOLDER =
            "others may write to a folder that contains it (mode o+w); \"jenvoy check\" names it";

    @TempDir
    private Path temp;

    private Path root;
    private HooksDir hooks;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final HookFolder folder = new HookFolder((InstantSource) now::get);

    @BeforeEach
    void makeFolder() throws IOException {
        root = Files.createDirectory(temp.toRealPath().resolve("hooks"));
        hooks = new HooksDir(root).with("push");
    }

    private Optional<String> refusal() {
        return folder.refusal(new Hook("push", root.resolve("push")), HooksDir.settings(root, ChildRule.DELIMITED));
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static void giveAway(Path path) throws IOException {
        Assumptions.assumeTrue(StrictModes.of(Map.of()).isRoot(), "only root gives files away");
        Files.setAttribute(path, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
    }

    @Test
    void a_hook_below_an_open_folder_is_rejected_without_telling_where_that_is() throws IOException {
        assertThat(refusal()).isEmpty();
        mode(temp, "rwxrwxrwx");
        now.set(now.get().plusSeconds(2));
        assertThat(refusal()).hasValue(IN_FOLDER);
        mode(temp, "rwxr-xr-x");
        now.set(now.get().plusSeconds(2));
        assertThat(refusal()).isEmpty();
    }

    @Test
    void the_file_itself_is_judged_at_every_run_however_soon() throws IOException {
        assertThat(refusal()).isEmpty();
        mode(root.resolve("push"), "rwxr-xrwx");
        assertThat(refusal()).hasValue("others may write to it (mode o+w); remove that permission with chmod o-w");
        mode(root.resolve("push"), "rwxr-xr-x");
        assertThat(refusal()).isEmpty();
    }

    @Test
    void a_file_that_was_exchanged_is_judged_with_all_that_leads_to_it_at_once() throws IOException {
        assertThat(refusal()).isEmpty();
        Path script = Files.writeString(temp.resolve("interpreter"), "#!/bin/sh\n");
        mode(script, "rwxr-xrwx");
        Path next = hooks.file("next", "rwxr-xr-x");
        Files.writeString(next, "#!" + script + "\n");
        Files.move(next, root.resolve("push"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        assertThat(refusal())
                .hasValue("others may write to its interpreter " + script
                        + " (mode o+w); remove that permission with chmod o-w");
    }

    @Test
    void a_hook_or_a_link_of_another_user_is_rejected() throws IOException {
        giveAway(root.resolve("push"));
        assertThat(refusal()).hasValue("it belongs to user 65534, who is neither root nor the server's user");
        Files.delete(root.resolve("push"));
        Files.createSymbolicLink(root.resolve("push"), hooks.file("../deploy", "rwxr-xr-x"));
        assertThat(refusal()).isEmpty();
        giveAway(root.resolve("push"));
        now.set(now.get().plusSeconds(2));
        assertThat(refusal()).hasValueSatisfying(words -> assertThat(words).startsWith("a symbolic link to it"));
    }

    @Test
    void a_link_into_an_open_folder_is_rejected() throws IOException {
        Path open = Files.createDirectory(temp.toRealPath().resolve("open"));
        hooks.file("../open/deploy", "rwxr-xr-x");
        mode(open, "rwxrwxrwx");
        Files.delete(root.resolve("push"));
        Files.createSymbolicLink(root.resolve("push"), open.resolve("deploy"));
        assertThat(refusal()).hasValue(IN_FOLDER);

        assertThat(HookCatalogue.of(HooksDir.settings(root, ChildRule.DELIMITED))
                        .findings())
                .extracting(Finding::severity, Finding::path, Finding::text)
                .containsExactly(tuple(
                        Finding.Severity.FAULT,
                        "push",
                        "others may write to a folder that contains it (mode o+w): " + open
                                + "; until then, its result is 126"));
    }

    @Test
    void an_open_hooks_folder_is_reported_once_with_its_path() throws IOException {
        hooks.with("all", "@acme/push");
        mode(root, "rwxrwxrwx");
        HookCatalogue catalogue = HookCatalogue.of(HooksDir.settings(root, ChildRule.DELIMITED));
        assertThat(catalogue.isBad()).isTrue();
        assertThat(catalogue.findings())
                .extracting(Finding::path, Finding::text)
                .containsExactly(tuple(
                        "",
                        "others may write to the hooks folder (mode o+w); remove that permission with chmod o-w; until then, the"
                                + " result of every hook is 126"));
    }

    @Test
    void where_it_is_to_warn_only_everything_runs() throws IOException {
        mode(root, "rwxrwxrwx");
        mode(root.resolve("push"), "rwxrwxrwx");
        HookSettings warned =
                HooksDir.settings(root, ChildRule.DELIMITED, StrictModes.of(Map.of(StrictModes.VARIABLE, "warn")));
        assertThat(folder.refusal(new Hook("push", root.resolve("push")), warned))
                .isEmpty();
        HookCatalogue catalogue = HookCatalogue.of(warned);
        assertThat(catalogue.isBad()).isFalse();
        assertThat(catalogue.findings())
                .extracting(Finding::path, Finding::text)
                .containsExactlyInAnyOrder(
                        tuple(
                                "",
                                "others may write to the hooks folder (mode o+w); remove that permission with chmod o-w"),
                        tuple("push", "others may write to it (mode o+w); remove that permission with chmod o-w"));
    }

    @Test
    void settings_beside_a_hook_that_others_may_write_to_are_reported() {
        hooks.file("all+teams.json", "rw-rw-rw-");
        assertThat(HookCatalogue.of(HooksDir.settings(root, ChildRule.DELIMITED))
                        .findings())
                .extracting(Finding::severity, Finding::path)
                .containsExactly(tuple(Finding.Severity.WARNING, "all+teams.json"));
    }
}
