package dev.jenvoy.hook;

import static dev.jenvoy.hook.HooksDir.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HookFileTest {

    @TempDir
    private Path temp;

    private Path root;
    private HooksDir hooks;

    @BeforeEach
    void makeFolder() throws IOException {
        root = Files.createDirectory(temp.resolve("hooks"));
        hooks = new HooksDir(root);
    }

    private Optional<String> refusal(Path file) {
        return new HookFolder(Clock.systemUTC())
                .refusal(
                        new Hook(root.relativize(file).toString(), file), HooksDir.settings(root, ChildRule.DELIMITED));
    }

    private List<String> found() {
        return hooks.find(subject("push acme/site main/x"), ChildRule.DELIMITED);
    }

    @Test
    void a_file_that_is_not_executable_is_no_hook() {
        Path file = hooks.file("push", "rw-r--r--");
        assertThat(found()).isEmpty();
        assertThat(HookFile.look(file)).isEqualTo(HookFile.NOT_EXECUTABLE);
    }

    @Test
    void one_that_others_may_write_to_is_found_to_be_answered_with_its_fault() {
        Path file = hooks.file("push", "rwxrwxrwx");
        assertThat(found()).containsExactly("push");
        assertThat(refusal(file)).hasValue("others may write to it (mode o+w); remove that permission with chmod o-w");
        assertThat(refusal(hooks.file("all", "rwxrwxr-x"))).isEmpty();
    }

    @Test
    void a_link_runs_if_its_target_may() throws IOException {
        Path target = hooks.file("../deploy.sh", "rwxr-xr-x");
        Files.createSymbolicLink(root.resolve("push"), target);
        Files.createSymbolicLink(root.resolve("push-site"), Path.of("../deploy.sh"));
        assertThat(found()).containsExactly("push-site", "push");
    }

    @Test
    void the_checks_are_on_a_links_target() throws IOException {
        Files.createSymbolicLink(root.resolve("push"), hooks.file("../plain", "rw-r--r--"));
        Files.createSymbolicLink(root.resolve("all"), hooks.file("../open", "rwxrwxrwx"));
        assertThat(HookFile.look(root.resolve("push"))).isEqualTo(HookFile.NOT_EXECUTABLE);
        assertThat(refusal(root.resolve("all"))).isPresent();
        assertThat(found()).containsExactly("all");
    }

    @Test
    void links_to_nothing_to_themselves_and_to_folders_are_no_hooks() throws IOException {
        Files.createSymbolicLink(root.resolve("push"), Path.of("nothing"));
        Files.createSymbolicLink(root.resolve("push-site"), Path.of("push-site"));
        Files.createSymbolicLink(root.resolve("all"), root);
        hooks.with("all-site");
        assertThat(found()).containsExactly("all-site");
        assertThat(HookFile.look(root.resolve("push"))).isEqualTo(HookFile.MISSING);
        assertThat(HookFile.look(root.resolve("push-site"))).isEqualTo(HookFile.UNREACHABLE);
        assertThat(HookFile.look(root.resolve("all"))).isEqualTo(HookFile.NOT_REGULAR);
    }

    @Test
    void a_linked_folder_is_a_folder() throws IOException {
        hooks.with("../shared/push", "../branches/x");
        Files.createSymbolicLink(root.resolve("@acme"), Path.of("../shared"));
        Files.createSymbolicLink(root.resolve("push-site-main"), temp.resolve("branches"));
        assertThat(found()).containsExactly("@acme/push", "push-site-main/x");
    }

    @Test
    void the_hooks_folder_itself_may_be_a_link() throws IOException {
        hooks.with("push");
        Path link = Files.createSymbolicLink(temp.resolve("link"), root);
        assertThat(new HooksDir(link).find(subject("push"), ChildRule.PREFIX)).containsExactly("push");
    }

    @Test
    void a_folder_that_is_a_link_to_nothing_holds_nothing() throws IOException {
        Files.createSymbolicLink(root.resolve("@acme"), Path.of("nowhere"));
        hooks.with("all");
        assertThat(found()).containsExactly("all");
    }

    @Test
    void an_owners_folder_that_is_a_loop_of_links_is_no_silent_loss() throws IOException {
        Files.createSymbolicLink(root.resolve("@acme"), Path.of("@acme"));
        hooks.with("all");
        assertThat(hooks.search(subject("push acme/site"), ChildRule.PREFIX))
                .isInstanceOf(HookFolder.Found.Unreadable.class);
        assertThat(hooks.find(subject("push other/site"), ChildRule.PREFIX)).containsExactly("all");
    }

    @Test
    void a_missing_folder_is_reported() throws IOException {
        Files.delete(root);
        assertThat(hooks.search(subject("push"), ChildRule.PREFIX))
                .isEqualTo(new HookFolder.Found.Unreadable("the hooks folder is missing"));
        Files.createSymbolicLink(root, root);
        assertThat(hooks.search(subject("push"), ChildRule.PREFIX)).isInstanceOf(HookFolder.Found.Unreadable.class);
        Files.delete(root);
        Files.writeString(root, "a file");
        assertThat(hooks.search(subject("push"), ChildRule.PREFIX)).isInstanceOf(HookFolder.Found.Unreadable.class);
    }

    @Test
    void an_unreadable_folder_is_reported() throws IOException {
        Path own = hooks.file("@acme/push", "rwxr-xr-x").getParent();
        for (String mode : List.of("-wx------", "rw-------")) {
            Files.setPosixFilePermissions(own, java.nio.file.attribute.PosixFilePermissions.fromString(mode));
            if (Files.isReadable(own) && Files.isExecutable(own)) {
                abort("this test needs a user that is not root: root may read every folder");
            }
            assertThat(hooks.search(subject("push acme/site"), ChildRule.PREFIX))
                    .as(mode)
                    .isEqualTo(new HookFolder.Found.Unreadable("the hooks folder cannot be read"));
        }
        Files.setPosixFilePermissions(own, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        assertThat(found()).containsExactly("@acme/push");
    }

    @Test
    void a_pipe_is_no_hook() throws Exception {
        Path pipe = root.resolve("push");
        Shells.run(root, "mkfifo push && chmod 755 push");
        assertThat(HookFile.look(pipe)).isEqualTo(HookFile.NOT_REGULAR);
        assertThat(found()).isEmpty();
    }

    @Test
    void a_name_that_is_no_text_never_runs_and_hurts_no_other() throws Exception {
        Shells.run(root, "printf '#!/bin/sh\\n' > push && chmod 755 push && cp -p push \"$(printf 'push+\\377')\"");
        Shells.run(root, "cp -p push \"$(printf 'push-site-\\377')\"");
        assertThat(hooks.find(subject("push site"), ChildRule.PREFIX)).containsExactly("push");
        assertThat(hooks.find(subject("push site \ufffd"), ChildRule.PREFIX))
                .as("the character that stands in for what is none")
                .containsExactly("push");
    }

    @Test
    void in_a_locale_without_its_characters_a_name_never_runs_and_hurts_no_other() throws Exception {
        Shells.run(
                root, "printf '#!/bin/sh\\n' > push && chmod 755 push && cp -p push \"$(printf 'push+\\303\\251')\"");
        assertThat(Shells.java("C", FindMain.class, root.toString())).isEqualTo("[push]");
        assertThat(Shells.java("C.UTF-8", FindMain.class, root.toString())).isEqualTo("[push, push+?]");
    }

    /** Prints what a push finds in the folder of the argument. Replaces non-ASCII characters by question marks. */
    static final class FindMain {
        private FindMain() {}

        public static void main(String[] args) {
            String found = new HooksDir(Path.of(args[0]))
                    .find(subject("push"), ChildRule.PREFIX)
                    .toString();
            System.out.println(found.replaceAll("[^ -~]", "?"));
        }
    }
}
