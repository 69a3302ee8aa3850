package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@code hooks new} and {@code hooks run}: what is written runs, and runs as the server runs it. */
class HooksNewCommandTest {

    private static final String PUSH = """
            {"ref": "refs/heads/main", "after": "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d",
             "repository": {"name": "site", "owner": {"login": "acme"}}, "sender": {"login": "octo"}}
            """;

    @TempDir
    private Path folder;

    private Path payload;
    private Path hooks;

    @BeforeEach
    void make() throws IOException {
        payload = Files.writeString(folder.resolve("push.json"), PUSH);
        hooks = Files.createDirectories(folder.resolve("hooks"));
        Files.writeString(
                folder.resolve("config.json"),
                "{\"child_hooks\": \"delimited\", \"enforce_secret\": \"planted-secret-5f0c9a7be1d24386\"}");
    }

    private Cli.Ran run(String... arguments) {
        return new Cli(folder)
                .with("PATH", System.getenv("PATH"))
                .with("SECRET_OF_THE_SHELL", "planted-shell-secret")
                .run(arguments);
    }

    private void script(String name, String... lines) throws IOException {
        Path file = hooks.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @CsvSource({"sh, push-site-main", "bash, push-site", "python, all+1-facts", "node, @acme/push"})
    void what_is_written_is_valid_and_runs(String language, String name) throws Exception {
        String program = language.equals("python") ? "python3" : language;
        Component.need(program);

        Cli.Ran made = run("hooks", "new", name, "--lang", language);
        assertThat(made.code()).as(made.all()).isZero();
        assertThat(made.out()).contains("Written: hooks/" + name, "Runs for: ", "jenvoy send push");
        assertThat(hooks.resolve(name)).isExecutable();

        Cli.Ran check = run("check");
        assertThat(check.code()).as(check.all()).isZero();
        assertThat(check.out()).doesNotContain("Warnings");
        Cli.Ran ran = run("hooks", "run", name, "--payload", "push.json");
        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out())
                .contains("  stdout | push of acme/site main by octo\n", "  stdout | the payload has ")
                .containsPattern(name.replace("+", "\\+") + ": 0, \\d+ ms\n$");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "push+lint.sh | extension",
                "README.md | does not begin with an event",
                ".push | hidden",
                "push.bak | ",
                "samples/push | no owner or branch has the folder samples",
                "../push | not a path below the hooks folder",
                "/tmp/push | not a path below the hooks folder",
                "@acme/../push | not a path below the hooks folder"
            })
    void a_name_that_never_runs_is_refused_with_the_reason(String name, String why) throws Exception {
        Cli.Ran ran = run("hooks", "new", name);

        assertThat(ran.code()).as(ran.all()).isEqualTo(1);
        assertThat(ran.err()).contains("never runs: ").contains(why == null ? "" : why);
        assertThat(Files.list(hooks)).isEmpty();
        assertThat(folder.resolve("push")).doesNotExist();
    }

    @Test
    void an_event_that_is_probably_misspelled_is_written_with_a_warning() {
        Cli.Ran ran = run("hooks", "new", "puhs-site");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("Warning: puhs is not a known event of any sender; did you mean push?");
    }

    @Test
    void a_hook_that_is_there_is_never_overwritten() throws Exception {
        script("push", "#!/bin/sh", "echo mine");

        assertThat(run("hooks", "new", "push").err()).contains("there is a hook push already");
        assertThat(hooks.resolve("push")).content().contains("echo mine");
    }

    @Test
    void a_run_has_the_environment_of_a_hook_and_nothing_of_the_shell() throws Exception {
        script(
                "push-site",
                "#!/bin/sh",
                "# jenvoy: env.WHO = payload.sender.login",
                "env | sort",
                "pwd",
                "cmp -s - \"$1\" && echo same",
                "echo late >&2");
        Cli.Ran ran = run("hooks", "run", "push-site", "--payload", "push.json");

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out())
                .contains("JENVOY_BRANCH=main", "JENVOY_REPO=site", "JENVOY_ATTEMPT=1", "| WHO=octo")
                .contains("stdout | " + hooks.toRealPath(), "stdout | same", "stderr | late")
                .doesNotContain("planted-shell-secret", "SECRET_OF_THE_SHELL");
    }

    @Test
    void limits_and_failures_are_those_of_the_server() throws Exception {
        script("push-site-slow", "#!/bin/sh", "# jenvoy: timeout = 100ms", "exec sleep 600");
        script("push-site-main", "#!/bin/sh", "exit 3");
        script("push-site", "#!/no/such/interpreter", "true");

        assertThat(run("hooks", "run", "push-site-main", "--payload", "push.json"))
                .satisfies(ran -> assertThat(ran.code()).isEqualTo(1))
                .satisfies(ran -> assertThat(ran.out()).startsWith("push-site-main: 3, "));
        assertThat(run("hooks", "run", "push-site", "--payload", "push.json").out())
                .startsWith("push-site: 126 (could not be started: ");
        assertThat(run("hooks", "run", "push-site-slow", "--payload", "push.json", "--force")
                        .out())
                .startsWith("push-site-slow: 124 (timed out after ");
    }

    @Test
    void a_delivery_that_would_not_run_the_hook_runs_it_only_by_force() throws Exception {
        script("push-site-main+x", "#!/bin/sh", "# jenvoy: branches = release/*", "echo ran");

        Cli.Ran ran = run("hooks", "run", "push-site-main+x", "--payload", "push.json");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("would not run push-site-main+x", "--force");
        assertThat(run("hooks", "run", "push-site-main+x", "--payload", "push.json", "--force")
                        .out())
                .contains("stdout | ran");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.json", "hooks", "broken.json"})
    void a_payload_that_cannot_be_read_is_wrong_usage(String file) throws Exception {
        script("push", "#!/bin/sh", "true");
        Files.writeString(folder.resolve("broken.json"), "[");

        assertThat(run("hooks", "run", "push", "--payload", file).code()).isEqualTo(2);
        assertThat(run("hooks", "run", "push-not-there", "--payload", "push.json")
                        .code())
                .isEqualTo(1);
        assertThat(payload).exists();
    }

    @Test
    void output_cannot_affect_the_terminal() throws Exception {
        script("push", "#!/bin/sh", "printf 'a\\033]0;x\\007b\\rc\\n\\033[31mred'");

        Cli.Ran ran = run("hooks", "run", "push", "--payload", "push.json");
        assertThat(ran.out()).doesNotContain("\u001b", "\u0007").contains("stdout | ab c\n", "stdout | red\n");
    }
}
