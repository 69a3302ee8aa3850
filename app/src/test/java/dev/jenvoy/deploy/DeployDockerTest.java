package dev.jenvoy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeployDockerTest {
    private static final Pattern SECRET = Pattern.compile("[0-9a-f]{64}");

    @TempDir
    Path scratch;

    private Path clone;
    private Shell shell;

    @BeforeEach
    void aCloneWithBlanksAndQuotesInItsPath() throws IOException {
        clone = Checkout.cloneInto(scratch.resolve("it's a clone"));
        shell = new Shell(Files.createDirectories(scratch.resolve("shell")))
                .standIn("docker")
                .answer("container inspect", 1, "no such container")
                .answer("inspect --format", 0, "running healthy");
    }

    private Shell.Run deploy(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = clone.resolve("deploy_docker.sh").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return shell.run(scratch, command);
    }

    private List<String> steps() throws IOException {
        return shell.calls().stream()
                .map(call -> call.get(1).equals("container") ? "container inspect" : call.get(1))
                .toList();
    }

    @Test
    void help_names_every_variable_that_the_script_takes() throws Exception {
        Shell.Run run = deploy("--help");

        assertThat(run.code()).isZero();
        Pattern.compile("(?m)^([A-Z_]+)=\\$\\{\\1:-")
                .matcher(Checkout.read("deploy_docker.sh"))
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.equals("DRY_RUN"))
                .forEach(name -> assertThat(run.out()).contains(name));
        assertThat(shell.calls()).isEmpty();
    }

    @Test
    void a_run_builds_starts_and_waits_for_health() throws Exception {
        Shell.Run run = deploy();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(steps()).containsExactly("version", "build", "container inspect", "run", "inspect");
        assertThat(shell.call("docker", "build")).endsWith("--tag", "jenvoy:local", clone.toString());
    }

    @Test
    void a_second_run_replaces_the_container_and_says_so() throws Exception {
        shell.answer("container inspect", 0, "[]");

        Shell.Run run = deploy();

        assertThat(run.out()).contains("Replacing the container jenvoy.");
        assertThat(steps()).containsExactly("version", "build", "container inspect", "stop", "rm", "run", "inspect");
        assertThat(shell.call("docker", "stop")).containsExactly("docker", "stop", "-t", "30", "jenvoy");
    }

    @Test
    void the_container_is_hardened_and_mounts_four_things() throws Exception {
        deploy();

        List<String> call = shell.call("docker", "run");
        assertThat(call)
                .contains("--read-only", "--user")
                .containsSequence("--cap-drop", "ALL")
                .containsSequence("--security-opt", "no-new-privileges")
                .containsSequence("--restart", "unless-stopped")
                .containsSequence("--memory", "1g")
                .containsSequence("--pids-limit", "512")
                .containsSequence("--publish", "0.0.0.0:5000:5000")
                .contains("type=bind,source=" + clone + "/config.json,target=/opt/jenvoy/config.json,readonly")
                .contains("type=bind,source=" + clone + "/hooks,target=/opt/jenvoy/hooks,readonly")
                .contains("type=bind,source=" + clone + "/data,target=/opt/jenvoy/data")
                .contains("type=bind,source=" + clone + "/backup,target=/opt/jenvoy/backup")
                .endsWith("jenvoy:local")
                .doesNotContain("--user 0", "--privileged");
        assertThat(call.get(call.indexOf("--user") + 1)).doesNotStartWith("0:");
        assertThat(call).noneMatch(argument -> argument.contains(":5001"));
    }

    @Test
    void the_admin_port_is_published_on_loopback_alone() throws Exception {
        shell.with("ADMIN_PORT", "5001");

        deploy();

        assertThat(shell.call("docker", "run")).containsSequence("--publish", "127.0.0.1:5001:5001");
    }

    @Test
    void arguments_after_two_hyphens_reach_docker_run_whole() throws Exception {
        deploy("--", "--env", "GREETING=it's a day");

        assertThat(shell.call("docker", "run")).endsWith("--env", "GREETING=it's a day", "jenvoy:local");
    }

    @Test
    void a_first_run_makes_a_configuration_with_a_fresh_secret_and_tells_it_once() throws Exception {
        Shell.Run first = deploy();
        Path config = clone.resolve("config.json");
        String text = Checkout.read(config);
        Shell.Run second = deploy();

        String secret = SECRET.matcher(text).results().findFirst().orElseThrow().group();
        assertThat(text)
                .isEqualTo(Checkout.read(clone.resolve("config.json.sample"))
                        .replace("\"enforce_secret\": \"\"", "\"enforce_secret\": \"" + secret + "\""));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
                .isEqualTo("rw-------");
        assertThat(first.out()).containsOnlyOnce(secret);
        assertThat(second.out()).doesNotContain(secret);
        assertThat(Checkout.read(config)).isEqualTo(text);
        assertThat(shell.calls().toString()).doesNotContain(secret);
    }

    @Test
    void the_repositorys_own_sample_can_be_filled_in() throws Exception {
        Path sample = clone.resolve("config.json.sample");
        Files.copy(Checkout.root().resolve("config.json.sample"), sample, StandardCopyOption.REPLACE_EXISTING);

        Shell.Run run = deploy();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Checkout.read(clone.resolve("config.json")))
                .hasSize(Checkout.read(sample).length() + 64);
    }

    @Test
    void two_clones_get_two_secrets() throws Exception {
        deploy();
        Path other = Checkout.cloneInto(scratch.resolve("other"));
        shell.run(scratch, other.resolve("deploy_docker.sh").toString());

        assertThat(Checkout.read(other.resolve("config.json")))
                .isNotEqualTo(Checkout.read(clone.resolve("config.json")));
    }

    @Test
    void a_dry_run_calls_nothing_writes_nothing_and_prints_no_secret() throws Exception {
        Shell.Run run = deploy("--dry-run");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(shell.calls()).isEmpty();
        assertThat(clone.resolve("config.json")).doesNotExist();
        assertThat(clone.resolve("data")).doesNotExist();
        assertThat(SECRET.matcher(run.out() + run.err()).find()).isFalse();
    }

    @Test
    void what_a_dry_run_prints_is_what_a_run_does() throws Exception {
        shell.answer("container inspect", 0, "[]");
        deploy();
        List<List<String>> done = shell.calls().stream()
                .filter(call -> !call.get(1).equals("version") && !call.get(1).equals("container"))
                .toList();
        shell.forgetCalls();
        Path printed = scratch.resolve("printed.sh");
        Files.writeString(printed, deploy("--dry-run").out());

        Shell.Run replay = shell.run(scratch, "sh", "-eu", printed.toString());

        assertThat(replay.code()).as(replay.err()).isZero();
        assertThat(shell.calls()).isEqualTo(done);
    }

    @ParameterizedTest
    @CsvSource({
        "version, engine:",
        "build --tag, build:",
        "stop -t, stop:",
        "rm jenvoy, remove:",
        "run --detach, run:",
        "inspect --format, health:",
    })
    void a_step_that_fails_is_named(String words, String name) throws Exception {
        shell.answer("container inspect", 0, "[]").answer(words, 1, "no luck").with("HEALTHY_WITHIN", "0");

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("deploy_docker.sh: " + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bind for 0.0.0.0:5000 failed: port is already allocated", "listen: address already in use"})
    void a_port_that_is_taken_is_named_and_the_half_made_container_removed(String answer) throws Exception {
        shell.answer("run --detach", 125, answer);

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("port 5000 on 0.0.0.0 is taken");
        assertThat(shell.call("docker", "rm")).containsExactly("docker", "rm", "--force", "jenvoy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"running unhealthy", "running starting", "exited unhealthy", "restarting starting"})
    void a_container_that_does_not_become_healthy_shows_its_last_lines(String state) throws Exception {
        shell.answer("inspect --format", 0, state)
                .answer("logs --tail", 0, "config.json: line 3")
                .with("HEALTHY_WITHIN", "0");

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("config.json: line 3")
                .contains("is not healthy")
                .contains(state);
    }

    @Test
    void a_missing_client_is_named() throws Exception {
        shell.with("DOCKER", "no-such-docker");

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("no-such-docker was not found on the PATH");
        assertThat(clone.resolve("config.json")).doesNotExist();
    }

    @Test
    void a_folder_in_the_place_of_the_configuration_is_named() throws Exception {
        Files.createDirectories(clone.resolve("config.json"));

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("config:").contains("is a folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"enforce_secret\": \"env:X\", \"backup_path\": \"\"}"})
    void a_sample_without_an_empty_secret_leaves_no_configuration_behind(String sample) throws Exception {
        Files.writeString(clone.resolve("config.json.sample"), sample);

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("config:").contains("enforce_secret");
        assertThat(Checkout.list(clone)).noneMatch(path -> path.toString().contains("config.json.new"));
        assertThat(clone.resolve("config.json")).doesNotExist();
    }

    @Test
    void a_configuration_that_the_containers_user_cannot_read_is_named() throws Exception {
        deploy();
        shell.with("RUN_AS", "54321:54321");

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("config:").contains("54321:54321");
    }

    @Test
    void a_missing_hooks_folder_is_named() throws Exception {
        shell.with("HOOKS", "nowhere");

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("hooks: " + scratch + "/nowhere is not a folder");
    }

    @Test
    void a_secret_of_its_own_file_is_mounted() throws Exception {
        Files.writeString(scratch.resolve("webhook secret"), "s3cret");
        shell.with("SECRET_FILE", "webhook secret").with("RUN_AS", "0:0");

        Shell.Run run = deploy();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(shell.call("docker", "run"))
                .contains(
                        "type=bind,source=" + scratch + "/webhook secret,target=/opt/jenvoy/secrets/webhook,readonly");
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, five",
        "RUN_AS, root",
        "BUILD, maybe",
        "HOOKS_WRITABLE, 1",
        "HEALTHY_WITHIN, -1",
        "'DATA', '/srv/a,b'",
    })
    void a_wrong_variable_is_wrong_usage(String variable, String value) throws Exception {
        shell.with(variable, value);

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(value);
        assertThat(shell.calls()).isEmpty();
    }

    @Test
    void an_unknown_argument_is_wrong_usage() throws Exception {
        assertThat(deploy("--fast").code()).isEqualTo(2);
    }

    @Test
    void the_script_says_when_it_is_alone() throws Exception {
        Files.delete(clone.resolve("docs/deploy/common.sh"));

        Shell.Run run = deploy();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("complete clone");
    }
}
