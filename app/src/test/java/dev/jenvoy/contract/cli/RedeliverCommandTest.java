package dev.jenvoy.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests redeliver, cancel and audit against a running server, by exit code and output. */
class RedeliverCommandTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    private TestServer site;
    private Cli cli;

    @BeforeEach
    void start() throws Exception {
        site = TestServer.in(folder)
                .hook("push+1", "#!/bin/sh", "echo one >> ../ran")
                .hook("push+2", "#!/bin/sh", "echo two >> ../ran; [ -e ../mended ]")
                .hook("push+3", "#!/bin/sh", "echo three >> ../ran")
                .start();
        cli = new Cli(elsewhere);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private Cli.Ran run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--url";
        all[arguments.length + 1] = "http://127.0.0.1:" + site.adminAddress().getPort();
        return cli.run(all);
    }

    private void push(String branch) throws Exception {
        site.send(HookRequest.event("push", Payloads.push("refs/heads/" + branch)));
    }

    private void ran(String... hooks) {
        Path file = site.folder().resolve("ran");
        Eventually.that(() -> assertThat(Files.readAllLines(file)).containsExactly(hooks));
    }

    private void forget() throws Exception {
        Files.delete(site.folder().resolve("ran"));
    }

    @Test
    void a_part_of_the_hooks_runs_again() throws Exception {
        push("main");
        forget();

        Cli.Ran failed = run("redeliver", "1", "--failed");
        assertThat(failed.all()).contains("Delivery 1 runs again as 2, with its failed hooks.");
        assertThat(failed.code()).isZero();
        ran("two");
        assertThat(run("redeliver", "1", "--hook", "push+3", "-f").code()).isZero();
        ran("two", "three");
        assertThat(run("redeliver", "1", "--from", "push+2", "-f").code()).isEqualTo(1);
        ran("two", "three", "two", "three");
        assertThat(run("redeliver", "1", "-f").code()).isEqualTo(1);
        ran("two", "three", "two", "three", "one", "two", "three");
        assertThat(run("deliveries", "show", "2").out())
                .containsPattern("by|from 127.0.0.1 without a token, .*: the failed hooks");
    }

    @Test
    void an_old_delivery_is_said_to_be_old() throws Exception {
        push("main");
        push("main");
        push("other");

        assertThat(run("redeliver", "1").err())
                .containsPattern(
                        "delivery 1 is .* old, and there is 1 newer delivery of the same repository and reference");
        assertThat(run("redeliver", "2").err()).doesNotContain("old");
        Eventually.that(() -> assertThat(run("redeliver", "1", "--yes").err()).isEmpty());
    }

    @Test
    void many_run_again_by_filters_after_a_look_at_them() throws Exception {
        push("a");
        push("b");
        push("c");
        forget();
        Files.createFile(site.folder().resolve("mended"));

        Cli.Ran look = run("redeliver", "--state", "failed", "--since", "2h", "--dry-run");
        assertThat(look.code()).as(look.all()).isZero();
        assertThat(look.out().lines().toList().get(0)).matches("ENTRY +STATE +RECEIVED +EVENT +REPOSITORY +BRANCH");
        assertThat(look.out()).contains("3 deliveries would run again.");
        assertThat(site.folder().resolve("ran")).doesNotExist();

        Cli.Ran done = run("redeliver", "--state", "failed", "--since", "2h", "--failed", "-f");
        assertThat(done.code()).as(done.all()).isZero();
        assertThat(done.out()).contains("3 of 3 run again: 3 succeeded, 0 failed, 0 running");
        ran("two", "two", "two");

        Cli.Ran nothing = run("redeliver", "--state", "failed");
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.err()).contains("none of these can be run again: 3 with a newer redelivery");
    }

    @Test
    void several_run_again_by_their_numbers_and_a_bulk_is_cancelled() throws Exception {
        push("a");
        push("b");
        site.hook("push+1", "#!/bin/sh", "while [ ! -e ../go ]; do sleep 0.02; done");

        Cli.Ran begun = run("redeliver", "1", "2");
        assertThat(begun.out()).contains("2 deliveries will run again, as bulk 1.", "cancel --bulk 1");
        assertThat(run("cancel", "--bulk", "1").out()).contains("Bulk 1 is cancelled.");
        assertThat(run("cancel", "--bulk", "1").err()).contains("bulk 1: it has already ended");
        assertThat(run("cancel", "--bulk", "9").err()).contains("no such bulk");
        Files.createFile(site.folder().resolve("go"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redeliver",
                "redeliver 1 --state failed",
                "redeliver 1 --failed --hook push",
                "redeliver 1 --from push --hook push",
                "cancel",
                "cancel 1 --bulk 1",
                "audit --result odd",
                "audit --limit 0"
            })
    void wrong_usage_is_said(String line) {
        assertThat(run(line.split(" ")).code()).isEqualTo(2);
    }

    @Test
    void the_audit_log_says_who_did_it() throws Exception {
        push("main");
        run("redeliver", "1", "--failed");
        Eventually.that(() -> assertThat(run("redeliver", "1").code()).isZero());

        Cli.Ran shown = run("audit");
        assertThat(shown.code()).isZero();
        assertThat(shown.out().lines().toList().get(0)).matches("AT +WHO +ACT +RESULT +ENTRY +ABOUT +FROM");
        assertThat(shown.out()).containsPattern("\\(no token\\) +redeliver +done +1 +hooks failed; new entry 2 +127");
        assertThat(run("audit", "--act", "cancel").out()).contains("No records.");
        Cli.Ran json = run("audit", "--limit", "1", "--since", "1h", "--json");
        JsonObject one = JsonParser.parseString(json.out()).getAsJsonObject();
        assertThat(one.getAsJsonArray("records")).hasSize(1);
        assertThat(one.get("next").isJsonNull()).isFalse();
        assertThat(run("audit", "--limit", "1").out()).contains("There are more records");
    }
}
