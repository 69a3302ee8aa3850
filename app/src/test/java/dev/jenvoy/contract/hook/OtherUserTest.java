package dev.jenvoy.contract.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests hooks that run as another account (the option {@code user}). */
class OtherUserTest {

    private static final String ACCOUNT = "daemon";

    @TempDir
    Path folder;

    private TestServer site;

    @BeforeEach
    void prepare() throws Exception {
        site = TestServer.in(folder).with("hooks", Map.of("push", Map.of("user", ACCOUNT)));
    }

    private void asRoot() throws Exception {
        assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "only root can run a hook as another account");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is missing");
        for (Path part : List.of(folder, folder.resolve("hooks"))) {
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void it_has_user_groups_and_variables_of_the_account() throws Exception {
        asRoot();
        site.hook("push", "#!/bin/sh", "id -un; id -gn; id -G; echo \"$HOME $USER $LOGNAME $SHELL\"")
                .start();
        List<String> lines =
                site.send(HookRequest.push()).stdout("push").lines().toList();

        assertThat(lines.subList(0, 2)).containsExactly(ACCOUNT, ACCOUNT);
        assertThat(lines.get(2).split(" ")).doesNotContain("0");
        assertThat(lines.get(3)).isEqualTo("/usr/sbin daemon daemon /bin/sh");
    }

    @Test
    void it_reads_the_payload_both_ways_and_can_put_nothing_beside_it() throws Exception {
        asRoot();
        site.with("hooks", Map.of("push", Map.of("user", ACCOUNT, "on", "always")))
                .hook(
                        "push",
                        "#!/bin/sh",
                        "cat; echo; head -c 1 \"$1\"; echo x > \"$1\" && echo changed",
                        "touch \"$(dirname \"$1\")/other\" 2>/dev/null || echo closed",
                        "ls \"$(dirname \"$1\")/..\" >/dev/null 2>&1 || echo hidden")
                .start();
        HttpAnswer answer = site.send(HookRequest.push());

        assertThat(answer.stdout("push"))
                .isEqualTo("{\"result\":\"success\",\"actions\":[]}\n{changed\nclosed\nhidden\n");
    }

    @Test
    void a_large_payload_reaches_it_and_nothing_of_it_is_left() throws Exception {
        asRoot();
        site.hook("push", "#!/bin/sh", "wc -c < \"$1\"; dirname \"$1\"").start();
        HookRequest large = HookRequest.event("push", Payloads.of("\"padding\":\"" + "x".repeat(2 << 20) + "\""));
        List<String> lines = site.send(large).stdout("push").lines().toList();

        assertThat(Integer.parseInt(lines.get(0).strip())).isGreaterThan(2 << 20);
        assertThat(Path.of(lines.get(1))).doesNotExist();
        Path above = Path.of(lines.get(1)).getParent();
        assertThat(above).exists();
        site.stop();
        assertThat(above).doesNotExist();
        try (Stream<Path> data = Files.list(folder.resolve("data"))) {
            assertThat(data.map(Path::getFileName).map(Path::toString)).doesNotContain("open");
        }
    }

    @Test
    void its_timeout_ends_it_with_its_whole_group() throws Exception {
        asRoot();
        site.with("hooks", Map.of("push", Map.of("user", ACCOUNT, "timeout", "300ms", "kill_grace", "0s")))
                .hook("push", "#!/bin/sh", "trap '' TERM", "sleep 60 & echo $!", "wait")
                .start();
        HttpAnswer answer = site.send(HookRequest.push());

        assertThat(answer.json().getAsJsonObject("push").get("returncode").getAsInt())
                .isEqualTo(124);
        long child = Long.parseLong(answer.stdout("push").strip());
        // It has been killed; the machine's first process collects it.
        Eventually.that(() -> assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive))
                .isEmpty());
    }

    @Test
    void an_unknown_account_and_a_hook_that_cannot_be_started_are_answered_with_the_reason() throws Exception {
        asRoot();
        site.hook("push", "echo no interpreter").start();
        assertThat(problem()).isEqualTo("126 could not be started: it has no #! line and is not a program");

        site.hook("push", "#!/bin/sh").with("hooks", Map.of("push", Map.of("user", "nobody-of-this-name")));
        assertThat(problem()).isEqualTo("126 could not be started: the system knows no account nobody-of-this-name");
    }

    private String problem() throws Exception {
        JsonObject hook = site.send(HookRequest.push()).json().getAsJsonObject("push");
        return hook.get("returncode").getAsInt() + " " + hook.get("error").getAsString();
    }

    @Test
    void a_name_that_could_be_an_option_is_refused() {
        site.with("hooks", Map.of("push", Map.of("user", "--reset-env")));
        assertThatThrownBy(() -> site.start()).hasMessageContaining("hooks.push.user");
    }
}
