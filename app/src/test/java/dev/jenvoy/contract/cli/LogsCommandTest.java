package dev.jenvoy.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code logs} against a running server, by exit code and output. */
class LogsCommandTest {

    private static final String WAIT = "while ! [ -e ../go ]; do sleep 0.02; done";

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    private TestServer site;
    private Cli cli;

    @BeforeEach
    void make() {
        site = TestServer.in(folder).with("response_timeout", "50ms");
        cli = new Cli(elsewhere);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private String[] there(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--url";
        all[arguments.length + 1] = "http://127.0.0.1:" + site.adminAddress().getPort();
        return all;
    }

    private Cli.Ran run(String... arguments) {
        return cli.run(there(arguments));
    }

    private void push() throws Exception {
        site.send(HookRequest.push());
    }

    private void ended(int entry) {
        Eventually.that(() -> assertThat(site.admin("/api/deliveries/" + entry)
                        .json()
                        .get("state")
                        .getAsString())
                .isIn("succeeded", "failed"));
    }

    @Test
    void the_newest_delivery_is_printed_both_streams_in_their_order() throws Exception {
        site.hook("push", "#!/bin/sh", "echo one; sleep 0.4; echo two >&2; sleep 0.4; printf three")
                .start();
        push();
        push();
        ended(2);

        Cli.Ran logs = run("logs");

        assertThat(logs.code()).as(logs.all()).isZero();
        assertThat(logs.out()).isEqualTo("one\ntwo\nthree\n");
        assertThat(run("logs", "1").out()).isEqualTo("one\ntwo\nthree\n");
        assertThat(run("logs", "--stream", "stderr").out()).isEqualTo("two\n");
        assertThat(run("logs", "--timestamps").out().lines())
                .hasSize(3)
                .allMatch(line -> line.matches(" {4}0\\.\\d{3} (one|two|three)"));
        assertThat(run("deliveries", "show").out()).startsWith("Delivery 2: succeeded");
    }

    @Test
    void several_hooks_are_named_and_one_is_chosen() throws Exception {
        site.hook("push", "#!/bin/sh", "echo build")
                .hook("push+deploy", "#!/bin/sh", "echo deploy; exit 4")
                .start();
        push();
        ended(1);

        Cli.Ran logs = run("logs");

        assertThat(logs.code()).isEqualTo(1);
        assertThat(logs.out()).isEqualTo("==> push\nbuild\n==> push+deploy\ndeploy\n");
        assertThat(run("logs", "--hook", "push+deploy").out()).isEqualTo("deploy\n");
        assertThat(run("logs", "--hook", "push+other").err()).contains("delivery 1 has no hook push+other");
    }

    @Test
    void each_attempt_is_named() throws Exception {
        site.with("hooks", Map.of("push", Map.of("retries", 1)))
                .hook("push", "#!/bin/sh", "echo try $JENVOY_ATTEMPT", "[ $JENVOY_ATTEMPT = 2 ]")
                .start();
        push();
        ended(1);

        assertThat(run("logs").out()).isEqualTo("try 1\n==> push, attempt 2\ntry 2\n");
    }

    @Test
    void a_running_delivery_is_followed_to_its_end_and_its_exit_code_says_how_it_ended() throws Exception {
        site.hook("push", "#!/bin/sh", "echo early", WAIT, "seq 30000; echo late >&2; exit 3")
                .start();
        push();
        Eventually.that(() -> assertThat(run("logs").out()).isEqualTo("early\n"));
        assertThat(run("logs").code()).as("it still runs").isZero();

        Cli.Running follow = cli.begin(there("logs", "-f"));
        Eventually.that(() -> assertThat(follow.out()).isEqualTo("early\n"));
        Files.createFile(folder.resolve("go"));

        Cli.Ran logs = follow.ended();
        assertThat(logs.code()).isEqualTo(1);
        assertThat(logs.out().lines())
                .hasSize(30_002)
                .startsWith("early", "1", "2")
                .contains("30000")
                .endsWith("late");
    }

    @Test
    void what_is_omitted_is_a_line_and_nothing_meddles_with_the_terminal() throws Exception {
        site.with("max_output", "64KB")
                .hook("push", "#!/bin/sh", "printf '10%%\\r100%%\\r\\n\\033[31mred\\033]0;title\\007\\n'; seq 100000")
                .start();
        push();
        ended(1);

        List<String> lines = run("logs").out().lines().toList();

        assertThat(lines).startsWith("100%", "red", "1").endsWith("100000");
        assertThat(lines).filteredOn(line -> line.startsWith("… ")).hasSize(1);
        assertThat(lines).anyMatch(line -> line.matches("… 51\\d KB omitted …"));
    }

    @Test
    void programs_get_an_object_for_each_piece() throws Exception {
        site.hook("push", "#!/bin/sh", "echo one").start();
        push();
        ended(1);

        JsonObject piece = JsonParser.parseString(run("logs", "--json").out()).getAsJsonObject();

        assertThat(piece.get("hook").getAsString()).isEqualTo("push");
        assertThat(piece.get("stream").getAsString()).isEqualTo("stdout");
        assertThat(piece.get("text").getAsString()).isEqualTo("one\n");
    }

    @Test
    void ids_name_deliveries_and_what_is_not_there_is_reported() throws Exception {
        site.hook("push", "#!/bin/sh", "echo x").start();
        assertThat(run("logs").err()).contains("there is no delivery yet");
        site.send(HookRequest.push().with("X-GitHub-Delivery", "39962e01-5089"));
        ended(1);

        assertThat(run("logs", "39962e01").out()).isEqualTo("x\n");
        assertThat(run("logs", "77").code()).isEqualTo(1);
        assertThat(run("logs", "4711-none").err()).contains("there is no delivery 4711-none");
    }
}
