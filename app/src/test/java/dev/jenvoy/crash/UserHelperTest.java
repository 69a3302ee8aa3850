package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.crash.kit.JournalRecords;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests a server without root that runs hooks as another account through the real sudo. The server runs as {@code games}, its
 * hooks as {@code daemon}; a file of sudo's configuration allows that while a test runs.
 */
@Tag("long")
@Timeout(300)
final class UserHelperTest {

    private static final Path ALLOWED = Path.of("/etc/sudoers.d/jenvoy-test");
    private static final List<String> AS_GAMES =
            List.of("setpriv", "--reuid=games", "--regid=games", "--clear-groups", "--reset-env");
    private static final String HELPER =
            "[\"sudo\", \"-n\", \"-u\", \"{user}\", \"--preserve-env={variables}\", \"--\"]";
    private static final String SECRET = "secret-of-the-hook";

    @TempDir
    static Path classes;

    private static Path archive;

    @TempDir
    Path folder;

    private final SignedSenderClient sender = new SignedSenderClient();
    private ServerSite site;

    @BeforeAll
    static void pack() throws Exception {
        archive = ServerProcess.pack(classes);
        mode(classes, "rwxr-xr-x");
    }

    @BeforeEach
    void build() throws Exception {
        assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")), "needs root");
        Component.need("setpriv");
        Component.need("sudo");
        site = new ServerSite(folder).with("user_helper", HELPER);
        options("");
        Files.writeString(folder.resolve("secret"), SECRET);
        mode(folder.resolve("secret"), "rw-------");
        mode(folder, "rwxr-xr-x");
        mode(site.hooks(), "rwxr-xr-x");
        allow("");
    }

    @AfterEach
    void leaveNothing() throws Exception {
        Files.deleteIfExists(ALLOWED);
        ServerSite.deleteMemory(folder);
        ServerSite.deleteOpen(folder);
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    /** Sets options of the hook beside its account. */
    private void options(String more) {
        site.with("hooks", "{\"*\": {\"user\": \"daemon\", \"secrets\": {\"TOKEN\": \"file:secret\"}" + more + "}}");
    }

    private void allow(String defaults) throws IOException {
        String tools = "/usr/bin/true, /usr/bin/kill, /bin/kill, /usr/bin/grep, /bin/grep";
        Files.writeString(
                ALLOWED,
                defaults + "games ALL=(daemon) NOPASSWD: " + tools + "\n" + "games ALL=(daemon) NOPASSWD:SETENV: "
                        + site.hooks() + "/\n");
        mode(ALLOWED, "r--r-----");
    }

    private ServerProcess serving() throws Exception {
        Path config = site.writeConfig();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.toList()) {
                Files.setAttribute(one, "unix:uid", uid("games"));
            }
        }
        return ServerProcess.runUnder(AS_GAMES, archive, "serve", "--config", config.toString())
                .serving();
    }

    private static int uid(String account) throws IOException {
        return Files.readAllLines(Path.of("/etc/passwd")).stream()
                .map(line -> line.split(":"))
                .filter(fields -> fields[0].equals(account))
                .map(fields -> Integer.parseInt(fields[2]))
                .findFirst()
                .orElseThrow();
    }

    private JsonObject push(ServerProcess server, String id) throws Exception {
        return JsonParser.parseString(sender.push(server.port(), id, "site").body())
                .getAsJsonObject()
                .getAsJsonObject("push");
    }

    private static List<String> lines(JsonObject hook) {
        return hook.get("stdout").getAsString().lines().toList();
    }

    private static boolean lives(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .isPresent()
                && Optional.of(Path.of("/proc", pid, "stat"))
                        .filter(stat -> {
                            try {
                                return !Files.readString(stat).contains(") Z ");
                            } catch (IOException e) {
                                return false;
                            }
                        })
                        .isPresent();
    }

    private static void awaitEnd(String pid) {
        Awaitility.await("end of " + pid).atMost(Duration.ofSeconds(20)).until(() -> !lives(pid));
    }

    @Test
    void a_hook_has_the_account_and_all_its_variables_and_no_command_line_shows_their_values() throws Exception {
        site.hook("push", """
                id -un; id -gn; id -G; echo "$HOME $USER $LOGNAME $SHELL"
                echo "$JENVOY_EVENT $JENVOY_REPO $JENVOY_DELIVERY $TOKEN"
                for line in /proc/[0-9]*/cmdline; do
                  case "$(tr '\\0' ' ' 2>/dev/null <"$line")" in *"$TOKEN"*) echo "shown in $line" ;; esac
                done
                cat | head -c 1; head -c 1 "$1"; echo x >"$1" && echo " changed"
                touch "$(dirname "$1")/other" 2>/dev/null || echo closed
                ls -l "$1" | cut -c1-10
                echo to-the-error-output >&2
                exit 7
                """);
        try (ServerProcess server = serving()) {
            JsonObject hook = push(server, "one");

            assertThat(lines(hook))
                    .containsExactly(
                            "daemon",
                            "daemon",
                            Integer.toString(uid("daemon")),
                            "/usr/sbin daemon daemon /bin/sh",
                            "push site one " + SECRET,
                            "{{ changed",
                            "closed",
                            "-rw-rw----");
            assertThat(hook.get("stderr").getAsString()).isEqualTo("to-the-error-output\n");
            assertThat(hook.get("returncode").getAsInt()).isEqualTo(7);
            assertThat(String.join("\n", server.output())).doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Defaults !use_pty\n", "Defaults use_pty\n"})
    void its_timeout_ends_it_with_all_its_processes(String defaults) throws Exception {
        allow(defaults);
        options(", \"timeout\": \"1s\", \"kill_grace\": \"300ms\"");
        site.hook("push", "trap '' TERM\nsleep 61 & echo $! $$\nwait\nwait\n");
        try (ServerProcess server = serving()) {
            JsonObject hook = push(server, "one");

            assertThat(hook.get("returncode").getAsInt()).isEqualTo(124);
            assertThat(hook.get("error").getAsString()).isEqualTo("timed out after 1 s");
            String[] pids = lines(hook).get(0).split(" ");
            assertThat(lives(pids[0])).isFalse();
            assertThat(lives(pids[1])).isFalse();
        }
    }

    @Test
    void a_hook_that_ends_at_sigterm_needs_no_sigkill() throws Exception {
        options(", \"timeout\": \"4s\", \"kill_grace\": \"60s\"");
        site.hook("push", "trap 'echo ended; exit 3' TERM\nsleep 62 & wait\n");
        try (ServerProcess server = serving()) {
            JsonObject hook = push(server, "one");

            assertThat(lines(hook)).containsExactly("ended");
            assertThat(hook.get("error").getAsString()).isEqualTo("timed out after 4 s");
        }
    }

    @Test
    void a_stop_of_the_server_ends_it() throws Exception {
        site.with("shutdown_timeout", "\"0s\"").with("response_timeout", "\"2s\"");
        site.hook("push", "echo $$ >/tmp/jenvoy-helper-$JENVOY_DELIVERY.pid\nexec sleep 63\n");
        Path pid = Path.of("/tmp/jenvoy-helper-stop.pid");
        try (ServerProcess server = serving()) {
            assertThat(sender.push(server.port(), "stop", "site").statusCode()).isEqualTo(202);
            server.terminate();
            assertThat(server.exitCode()).isZero();
            assertThat(lives(Files.readString(pid).strip())).isFalse();
        } finally {
            Files.deleteIfExists(pid);
        }
        assertThat(new JournalRecords(site).column("SELECT error FROM run"))
                .singleElement()
                .asString()
                .isEqualTo("interrupted: the server stopped");
    }

    @Test
    void what_a_killed_server_left_is_ended_at_the_next_start_after_the_grace_of_its_head() throws Exception {
        site.with("response_timeout", "\"2s\"").with("on_crash", "\"fail\"");
        site.hook("push", """
                # jenvoy: kill_grace = 20s
                pids=/tmp/jenvoy-helper-$JENVOY_DELIVERY
                trap 'echo ended >>$pids.end; exit' TERM
                sleep 64 & echo $! $$ >$pids.pid
                # Its own signal may come after that of the other process.
                wait
                sleep 1
                """);
        Path pids = Path.of("/tmp/jenvoy-helper-left.pid");
        Path end = Path.of("/tmp/jenvoy-helper-left.end");
        try {
            try (ServerProcess server = serving()) {
                assertThat(sender.push(server.port(), "left", "site").statusCode())
                        .isEqualTo(202);
                server.kill();
            }
            String[] left = Files.readString(pids).strip().split(" ");
            assertThat(left).allMatch(UserHelperTest::lives);
            try (ServerProcess server = serving()) {
                assertThat(left).noneMatch(UserHelperTest::lives);
                assertThat(String.join("\n", server.output()))
                        .contains("hook of a crashed server was ended hook=push processes=2");
                assertThat(Files.readString(end)).isEqualTo("ended\n");
            }
        } finally {
            Files.deleteIfExists(pids);
            Files.deleteIfExists(end);
        }
    }

    @Test
    void a_resident_hook_has_the_account_and_ends_with_the_server() throws Exception {
        options(", \"resident\": true");
        site.hook("push", """
                while read -r line; do
                  run=${line#*'"run":"'}; run=${run%%'"'*}
                  printf '{"run":"%s","returncode":0,"output":"%s %s %s"}\\n' "$run" "$(id -un)" $$ "$TOKEN"
                done
                sleep 65
                """);
        String pid;
        try (ServerProcess server = serving()) {
            String[] first = lines(push(server, "one")).get(0).split(" ");
            assertThat(first).containsExactly("daemon", first[1], SECRET);
            assertThat(lines(push(server, "two"))).containsExactly("daemon " + first[1] + " " + SECRET);
            pid = first[1];
            server.terminate();
            assertThat(server.exitCode()).isZero();
        }
        awaitEnd(pid);
    }

    @Test
    void what_a_killed_server_left_of_a_resident_hook_is_ended_too() throws Exception {
        options(", \"resident\": true");
        site.hook("push", """
                while read -r line; do
                  run=${line#*'"run":"'}; run=${run%%'"'*}
                  printf '{"run":"%s","returncode":0,"output":"%s"}\\n' "$run" $$
                done
                exec sleep 66
                """);
        String pid;
        try (ServerProcess server = serving()) {
            pid = lines(push(server, "one")).get(0);
            server.kill();
        }
        assertThat(lives(pid)).isTrue();
        try (ServerProcess server = serving()) {
            assertThat(lives(pid)).isFalse();
            assertThat(String.join("\n", server.output())).contains("resident hook of a crashed server was ended");
        }
    }

    @Test
    void a_hook_after_the_others_reads_their_result_from_its_input_by_name_too() throws Exception {
        options(", \"on\": \"always\"");
        site.hook("push", "cat /dev/stdin; echo; echo $JENVOY_RESULT\n");
        try (ServerProcess server = serving()) {
            assertThat(lines(push(server, "one")))
                    .containsExactly("{\"result\":\"success\",\"actions\":[]}", "success");
        }
    }

    @Test
    void a_helper_that_refuses_is_an_answer_and_a_problem_for_check() throws Exception {
        site.hook("push", "echo ran\n");
        Files.delete(ALLOWED);
        try (ServerProcess server = serving()) {
            JsonObject hook = push(server, "one");
            assertThat(hook.get("returncode").getAsInt()).isEqualTo(126);
            assertThat(hook.get("error").getAsString())
                    .isEqualTo(
                            "could not be started: the helper for other accounts refused it: sudo: a password is required");
        }
        assertThat(check()).contains("push: it cannot run as user daemon: user_helper: sudo: a password is required");
        allow("");
        assertThat(check()).contains("No problems found.");
        site.with("user_helper", HELPER.replace("\"sudo\"", "\"sudone\"")).writeConfig();
        assertThat(check())
                .contains("push: it cannot run as user daemon: the program of user_helper is missing: sudone");
    }

    @Test
    void a_hook_whose_own_helper_refuses_has_failed_and_did_run() throws Exception {
        site.hook("push", "sleep 0.5\necho 'sudo: a password is required' >&2\nexit 1\n");
        try (ServerProcess server = serving()) {
            JsonObject hook = push(server, "one");
            assertThat(hook.get("returncode").getAsInt()).isEqualTo(1);
            assertThat(hook.has("error")).isFalse();
        }
    }

    private String check() throws Exception {
        Path config = folder.resolve("config.json");
        try (ServerProcess check = ServerProcess.runUnder(AS_GAMES, archive, "check", "--config", config.toString())) {
            int unusedCode = check.exitCode();
            return String.join("\n", check.output());
        }
    }
}
