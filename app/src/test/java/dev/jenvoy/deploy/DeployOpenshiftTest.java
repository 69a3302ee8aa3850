package dev.jenvoy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeployOpenshiftTest {
    private static final Pattern SECRET = Pattern.compile("[0-9a-f]{64}");

    @TempDir
    Path scratch;

    private Path clone;
    private Shell shell;

    @BeforeEach
    void aCloneWithBlanksAndQuotesInItsPath() throws IOException {
        clone = Checkout.cloneInto(scratch.resolve("it's a clone"));
        shell = new Shell(Files.createDirectories(scratch.resolve("shell")))
                .standIn("oc")
                .answer("get route", 0, "hooks.apps.example.org")
                .with("TAG", "t1")
                .with("WORK", scratch + "/work folder");
    }

    private Shell.Run deploy(String... arguments) throws IOException, InterruptedException {
        String script = clone.resolve("deploy_openshift.sh").toString();
        return shell.run(
                scratch,
                Stream.concat(Stream.of(script), Arrays.stream(arguments)).toArray(String[]::new));
    }

    private List<String> steps() throws IOException {
        return shell.calls().stream().map(call -> call.get(1)).toList();
    }

    @Test
    void help_names_every_variable_that_the_script_takes() throws Exception {
        Shell.Run run = deploy("--help");

        assertThat(run.code()).isZero();
        Pattern.compile("(?m)^([A-Z_]+)=\\$\\{\\1:-")
                .matcher(Checkout.read("deploy_openshift.sh"))
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.equals("DRY_RUN"))
                .forEach(name -> assertThat(run.out()).contains(name));
        assertThat(shell.calls()).isEmpty();
    }

    @Test
    void a_run_builds_stores_rolls_out_and_names_the_url() throws Exception {
        Shell.Run run = deploy();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(steps())
                .containsExactly(
                        "whoami",
                        "process",
                        "apply",
                        "start-build",
                        "create",
                        "apply",
                        "create",
                        "apply",
                        "process",
                        "apply",
                        "rollout",
                        "get");
        assertThat(shell.call("oc", "start-build"))
                .containsExactly(
                        "oc",
                        "start-build",
                        "jenvoy",
                        "--from-archive",
                        scratch + "/work folder/context.tar.gz",
                        "--follow",
                        "--wait");
        assertThat(run.out()).contains("https://hooks.apps.example.org/");
        assertThat(scratch.resolve("work folder")).doesNotExist();
    }

    @Test
    void a_project_is_checked_and_named_in_every_call_after_that() throws Exception {
        shell.with("PROJECT", "site");

        assertThat(deploy().code()).isZero();

        assertThat(shell.call("oc", "get", "project")).containsExactly("oc", "get", "project", "site");
        assertThat(shell.calls().stream().skip(2))
                .allSatisfy(call -> assertThat(call).startsWith("oc", "--namespace", "site"));
    }

    @Test
    void an_image_of_an_earlier_run_is_rolled_out_without_a_build() throws Exception {
        shell.with("BUILD", "no");

        assertThat(deploy().code()).isZero();

        assertThat(steps()).doesNotContain("start-build");
        assertThat(shell.call("oc", "process")).contains("IMAGE=jenvoy:t1");
    }

    @Test
    void several_servers_are_rolled_out_workers_first() throws Exception {
        shell.with("BUILD", "no");
        shell.with("WORKERS", "3");

        assertThat(deploy().code()).isZero();

        assertThat(shell.call("oc", "process"))
                .contains("INTAKES=2", "WORKERS=3")
                .anyMatch(word -> word.endsWith("docs/deploy/openshift-several.yaml"));
        assertThat(shell.call("oc", "get", "secret")).contains("jenvoy-database");
        assertThat(shell.calls().stream().filter(call -> call.get(1).equals("rollout")))
                .extracting(call -> call.get(3))
                .containsExactly("deployment/jenvoy-worker", "deployment/jenvoy-intake");
    }

    @Test
    void a_changed_hook_changes_the_checksum_and_an_unchanged_one_does_not() throws Exception {
        String first = checksum();
        String same = checksum();
        Checkout.executable(clone.resolve("hooks/push+site"), "#!/bin/sh\necho other\n");

        assertThat(same).isEqualTo(first);
        assertThat(checksum()).isNotEqualTo(first);
    }

    private String checksum() throws IOException, InterruptedException {
        shell.with("BUILD", "no").forgetCalls();
        deploy();
        return shell.call("oc", "process").stream()
                .filter(word -> word.startsWith("CHECKSUM="))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_first_run_makes_a_configuration_with_a_fresh_secret_and_tells_it_once() throws Exception {
        Shell.Run first = deploy();
        Path config = clone.resolve("config.json");
        String secret = SECRET.matcher(Checkout.read(config))
                .results()
                .findFirst()
                .orElseThrow()
                .group();

        assertThat(first.out()).containsOnlyOnce(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
                .isEqualTo("rw-------");
        assertThat(deploy().out()).doesNotContain(secret);
        assertThat(shell.calls().toString()).doesNotContain(secret);
    }

    @Test
    void a_dry_run_calls_nothing_writes_nothing_and_prints_no_secret() throws Exception {
        Shell.Run run = deploy("--dry-run");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(shell.calls()).isEmpty();
        assertThat(clone.resolve("config.json")).doesNotExist();
        assertThat(scratch.resolve("work folder")).doesNotExist();
        assertThat(SECRET.matcher(run.out() + run.err()).find()).isFalse();
    }

    @Test
    void what_a_dry_run_prints_is_what_a_run_does() throws Exception {
        deploy();
        List<List<String>> done = withoutChecksum(shell.calls());
        shell.forgetCalls();
        Path printed = scratch.resolve("printed.sh");
        Files.writeString(printed, deploy("--dry-run").out());

        Shell.Run replay = shell.run(scratch, "sh", "-eu", printed.toString());

        assertThat(replay.code()).as(replay.err()).isZero();
        assertThat(withoutChecksum(shell.calls())).isEqualTo(done);
        assertThat(scratch.resolve("work folder")).doesNotExist();
    }

    private static List<List<String>> withoutChecksum(List<List<String>> calls) {
        return calls.stream()
                .map(call -> call.stream()
                        .map(word -> word.replaceAll("^CHECKSUM=.*", "CHECKSUM="))
                        .toList())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "whoami, login:",
        "get project, project:",
        "docs/deploy/openshift-build.yaml, template:",
        "work folder/build.yaml, build:",
        "start-build jenvoy, build:",
        "create secret generic jenvoy-config, secret:",
        "jenvoy-hooks.yaml, secret:",
        "docs/deploy/openshift.yaml, template:",
        "run.yaml, apply:",
        "rollout status, rollout:",
        "get route, route:",
    })
    void a_step_that_fails_is_named_and_the_work_folder_removed(String words, String name) throws Exception {
        shell.answer(words, 1, "no luck").with("PROJECT", "site");

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("deploy_openshift.sh: " + name);
        assertThat(scratch.resolve("work folder")).doesNotExist();
    }

    @Test
    void a_rollout_that_does_not_get_ready_shows_the_pods_and_the_last_lines() throws Exception {
        shell.answer("rollout status", 1, "timed out")
                .answer("logs deployment/jenvoy", 0, "config.json: line 3")
                .answer("get pods", 0, "jenvoy-1 CrashLoopBackOff");

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("CrashLoopBackOff").contains("config.json: line 3");
    }

    @Test
    void a_missing_client_is_named() throws Exception {
        shell.with("OC", "no-such-oc");

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("no-such-oc was not found on the PATH");
    }

    @Test
    void hooks_too_big_for_a_secret_are_named() throws Exception {
        byte[] noise = new byte[1_200_000];
        new Random(1).nextBytes(noise);
        Files.write(clone.resolve("hooks/big.bin"), noise);

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("hooks: packed they are");
    }

    @Test
    void an_empty_hooks_folder_is_named() throws Exception {
        Files.delete(clone.resolve("hooks/push+site"));

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("holds no file");
    }

    @Test
    void a_configuration_that_names_a_missing_secret_is_named() throws Exception {
        Files.writeString(clone.resolve("config.json"), "{\"enforce_secret\": \"file:secrets/webhook\"}");
        shell.answer("get secret", 1, "not found");

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("secret:").contains("SECRET_FILE");
    }

    @Test
    void a_secret_file_becomes_a_secret_of_its_own() throws Exception {
        Files.writeString(clone.resolve("config.json"), "{\"enforce_secret\": \"file:secrets/webhook\"}");
        Files.writeString(scratch.resolve("my secret"), "s3cret");
        shell.with("SECRET_FILE", "my secret");

        assertThat(deploy().code()).isZero();

        assertThat(shell.call("oc", "create", "secret", "generic", "jenvoy-webhook"))
                .contains("--from-file=webhook=" + scratch + "/my secret");
    }

    @ParameterizedTest
    @CsvSource({"NAME, Jenvoy", "NAME, a_b", "NAME, a-", "READY_WITHIN, soon", "BUILD, maybe"})
    void a_wrong_variable_is_wrong_usage(String variable, String value) throws Exception {
        shell.with(variable, value);

        assertThat(deploy().code()).isEqualTo(2);
        assertThat(shell.calls()).isEmpty();
    }

    @Test
    void no_configuration_journal_or_backup_is_sent_to_the_builder() throws Exception {
        Shell.Run run = deploy("--dry-run");

        String pack = run.out()
                .lines()
                .filter(line -> line.startsWith("tar -czf"))
                .findFirst()
                .orElseThrow();
        assertThat(pack.substring(pack.indexOf(" Dockerfile")).split(" "))
                .contains("app/src/main")
                .doesNotContain("config.json", "data", "backup", ".");
    }
}
