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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the commands that read from a running server, by exit code and output. */
class DeliveriesCommandTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    private TestServer site;
    private Cli cli;

    @BeforeEach
    void start() throws Exception {
        site = TestServer.in(folder)
                .with("response_timeout", "1ms")
                .hook("push-site-main", "#!/bin/sh", "echo deployed", "echo careful >&2")
                .hook("push-site-bad", "#!/bin/sh", "printf 'no \\033[31msuch\\033]0;x\\007 channel'", "exit 3")
                .hook(
                        "push-site-slow",
                        "#!/bin/sh",
                        "echo first",
                        "while ! [ -e ../go ]; do sleep 0.02; done",
                        "echo last")
                .start();
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

    private JsonObject json(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--json";
        Cli.Ran ran = run(all);
        assertThat(ran.code()).as(ran.all()).isZero();
        return JsonParser.parseString(ran.out()).getAsJsonObject();
    }

    private void push(String branch) throws Exception {
        site.send(HookRequest.event("push", Payloads.push("refs/heads/" + branch)));
    }

    private void ended(int count) {
        Eventually.that(() -> assertThat(json("deliveries", "list", "--state", "succeeded,failed,cancelled")
                        .getAsJsonArray("deliveries"))
                .hasSize(count));
    }

    @Test
    void a_failed_delivery_is_found_and_what_its_hook_printed() throws Exception {
        push("main");
        push("bad");
        ended(2);

        Cli.Ran list = run("deliveries", "list", "--state", "failed", "--since", "2d");
        assertThat(list.code()).isZero();
        List<String> lines = list.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).matches("ENTRY +STATE +RECEIVED +SOURCE +EVENT +REPOSITORY +BRANCH +HOOKS +TOOK");
        assertThat(lines.get(1)).matches("2 +failed +\\S+ \\S+ +github +push +acme/site +bad +1/1, 1 failed +.*");
        assertThat(lines.get(1).indexOf("failed")).isEqualTo(lines.get(0).indexOf("STATE"));
        Cli.Ran show = run("deliveries", "show", "2");
        assertThat(show.code()).isZero();
        assertThat(show.out())
                .contains("Delivery 2: failed, github push of acme/site bad", "push-site-bad: 3")
                .contains("stdout | no such channel")
                .doesNotContain("\u001b", "\u0007");
    }

    @Test
    void a_waiting_delivery_is_shown_with_the_reason() throws Exception {
        push("slow");
        push("slow");

        String reason = "delivery 1 is before it in the queue push-site-slow of acme/site/slow";
        Eventually.that(() -> assertThat(run("deliveries", "show", "2").out())
                .containsPattern("waits +" + reason)
                .contains("push-site-slow: waiting, " + reason));
        Files.createFile(site.folder().resolve("go"));
        ended(2);
        assertThat(run("deliveries", "show", "2").out()).doesNotContain("waits");
    }

    @Test
    void filters_are_those_of_the_api() throws Exception {
        push("main");
        push("bad");
        ended(2);

        for (List<String> one : List.of(
                List.of("--branch", "main"),
                List.of("--state", "succeeded"),
                List.of("--repository", "acme/site", "--branch", "main"),
                List.of("--repository", "site", "--owner", "acme", "--state", "SUCCEEDED"),
                List.of("--text", "ann", "--source", "github", "--event", "push", "--branch", "main"),
                List.of("--branch", "main", "--until", "2999-01-01"),
                List.of("--branch", "main", "--since", "2020-01-01T00:00:00+02:00"))) {
            String[] arguments = java.util.stream.Stream.concat(
                            java.util.stream.Stream.of("deliveries", "list"), one.stream())
                    .toArray(String[]::new);
            assertThat(json(arguments).getAsJsonArray("deliveries"))
                    .as(one.toString())
                    .hasSize(1);
        }
        assertThat(json("deliveries", "list", "--since", "2999-01-01").getAsJsonArray("deliveries"))
                .isEmpty();
        assertThat(run("deliveries", "list", "--owner", "nobody").out()).isEqualTo("No deliveries.\n");
        assertThat(json("deliveries", "list", "--limit", "1").get("next").getAsString())
                .isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deliveries",
                "deliveries list --state lost",
                "deliveries list --since yesterday",
                "deliveries list --limit 0",
                "deliveries show a/b",
                "logs a/b",
                "logs --stream stdin",
                "deliveries tail 1 --follow",
                "redeliver",
                "endpoint register github",
                "completion fish"
            })
    void wrong_usage_is_reported_with_2(String arguments) {
        assertThat(run(arguments.split(" ")).code()).isEqualTo(2);
    }

    @Test
    void a_delivery_that_is_not_there_is_reported_with_1() {
        for (String[] command : List.of(
                new String[] {"deliveries", "show", "77"},
                new String[] {"deliveries", "payload", "77"},
                new String[] {"deliveries", "show", "no-such-id"},
                new String[] {"deliveries", "show", "39962e01-5089-45fb-aef5-168cf5ff478c"},
                new String[] {"deliveries", "show", "770077"},
                new String[] {"deliveries", "show", "x"},
                new String[] {"deliveries", "tail", "77"},
                new String[] {"deliveries", "tail"},
                new String[] {"redeliver", "77"},
                new String[] {"cancel", "77"})) {
            Cli.Ran ran = run(command);

            assertThat(ran.code()).as(ran.all()).isEqualTo(1);
            assertThat(ran.err()).startsWith("jenvoy: ").contains("delivery");
            assertThat(ran.out()).isEmpty();
        }
    }

    @Test
    void a_payload_comes_back_as_it_was_sent() throws Exception {
        push("main");

        assertThat(run("deliveries", "payload", "1").out()).isEqualTo(Payloads.PUSH + "\n");
        assertThat(run("deliveries", "payload", "1", "-o", "payload.json").code())
                .isZero();
        assertThat(Files.readString(elsewhere.resolve("payload.json"))).isEqualTo(Payloads.PUSH);
    }

    @Test
    void outputs_are_printed_as_they_come_and_the_end_is_the_exit_code() throws Exception {
        push("slow");
        Cli.Running tail = cli.begin(there("deliveries", "tail", "1"));
        Eventually.that(() -> assertThat(tail.out()).contains("1 push-site-slow | first\n"));
        assertThat(tail.out()).doesNotContain("last");

        Files.createFile(folder.resolve("go"));

        Cli.Ran ran = tail.ended();
        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out()).containsOnlyOnce("| first").contains("1 push-site-slow | last\n", "push-site-slow: 0");
        push("bad");
        Cli.Ran bad = run("deliveries", "tail");
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.out())
                .contains("2 push-site-bad | no such channel\n", "push-site-bad: 3", "Delivery 2: failed")
                .doesNotContain("\u001b");
    }

    @Test
    void following_prints_the_outputs_of_all_that_come() throws Exception {
        Cli.Running tail = cli.begin(there("deliveries", "tail", "--follow"));
        Cli.Running list = cli.begin(there("deliveries", "list", "--follow"));
        Eventually.that(() -> {
            push("main");
            assertThat(tail.out()).contains(" push-site-main | deployed\n", " push-site-main | careful\n");
            assertThat(list.out()).contains("succeeded");
        });
        site.stop();

        assertThat(tail.ended().code()).isEqualTo(1);
        assertThat(list.ended().err()).contains("jenvoy: the server");
    }

    @Test
    void a_delivery_is_run_again() throws Exception {
        push("bad");
        ended(1);
        site.hook("push-site-bad", "#!/bin/sh", "echo repaired");

        Cli.Ran again = run("redeliver", "1", "--follow");

        assertThat(again.code()).as(again.all()).isZero();
        assertThat(again.out()).contains("2 push-site-bad | repaired", "Delivery 2: succeeded");
        assertThat(run("redeliver", "1").out()).isEqualTo("Delivery 1 runs again as 3.\n");
        assertThat(run("deliveries", "show", "2").out()).contains("attempts");
    }

    @Test
    void a_delivery_is_known_by_its_id_and_by_the_beginning_of_that() throws Exception {
        String id = "39962e01-5089-45fb-aef5-168cf5ff478c";
        site.send(HookRequest.event("push", Payloads.push("refs/heads/main")).with("X-GitHub-Delivery", id));
        site.send(HookRequest.event("push", Payloads.push("refs/heads/main"))
                .with("X-GitHub-Delivery", "39962e01-other"));
        site.send(HookRequest.event("push", Payloads.push("refs/heads/main")).with("X-GitHub-Delivery", "20261128"));
        ended(3);

        assertThat(run("deliveries", "show", id).out()).contains(id);
        assertThat(run("deliveries", "show", "39962e01-5").out()).contains(id);
        assertThat(run("deliveries", "show", "20261128").out()).contains("20261128");
        assertThat(run("deliveries", "payload", id).out()).contains("refs/heads/main");
        assertThat(run("deliveries", "tail", id).out()).contains("deployed");
        assertThat(run("redeliver", id).out()).isEqualTo("Delivery 1 runs again as 4.\n");
        ended(4);
        assertThat(run("redeliver", id).out()).as("the newest of that id").isEqualTo("Delivery 4 runs again as 5.\n");
        assertThat(run("cancel", "39962e01-other").err()).contains("already ended");
        Cli.Ran several = run("deliveries", "show", "39962e01");
        assertThat(several.code()).isEqualTo(1);
        assertThat(several.err()).contains("2 deliveries have ids that begin with 39962e01");
    }

    @Test
    void a_running_delivery_is_cancelled_once() throws Exception {
        push("slow");
        Eventually.that(() -> assertThat(
                        json("deliveries", "list", "--state", "running").getAsJsonArray("deliveries"))
                .hasSize(1));

        assertThat(run("cancel", "1").code()).isZero();
        ended(1);
        Cli.Ran again = run("cancel", "1");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("already ended");
    }

    @Test
    void hooks_are_listed_and_no_name_meddles_with_the_terminal() throws Exception {
        site.hook("push+\u001b[31mred\u001b]0;title\u0007\n", "#!/bin/sh");
        push("main");
        ended(1);

        Cli.Ran hooks = run("hooks");

        assertThat(hooks.code()).isZero();
        assertThat(hooks.out())
                .doesNotContain("\u001b", "\u0007")
                .containsPattern("push-site-main +succeeded +\\S+ \\S+ +.* 1 +0 ")
                .contains("repository site, branch main");
        assertThat(json("hooks").getAsJsonArray("hooks")).hasSize(4);
    }

    @Test
    void the_configuration_in_force_is_shown_without_secrets_and_with_its_problems() {
        Cli.Ran config = run("config");

        assertThat(config.code()).isZero();
        assertThat(config.out())
                .containsPattern("KEY +VALUE")
                .containsPattern("enforce_secret +\\(set\\)")
                .doesNotContain(TestServer.SECRET);
        site.write("{\"hooks_path\": 7}");
        Eventually.that(() -> {
            Cli.Ran broken = run("config");
            assertThat(broken.code()).isEqualTo(1);
            assertThat(broken.out()).contains("Error at line 1, column 16: hooks_path");
        });
    }

    @Test
    void a_command_needs_the_address_and_the_token_and_nothing_else_of_the_configuration() throws Exception {
        push("main");
        ended(1);
        String elsewhereBroken = """
                {"admin_port": %d, "enforce_secret": "file:/run/credentials/jenvoy.service/webhook",
                 "senders": {"gitea": {"secret": "env:NOT_SET_IN_THIS_SHELL"}}, "hook_timeout": "soon", "nonsense": 1}
                """.formatted(site.adminAddress().getPort());
        Files.writeString(elsewhere.resolve("config.json"), elsewhereBroken);

        Cli.Ran list = cli.run("deliveries", "list");

        assertThat(list.code()).as(list.all()).isZero();
        assertThat(list.err()).isEmpty();
        assertThat(list.out()).contains("succeeded");
    }

    @Test
    void what_a_command_needs_and_cannot_read_is_reported_with_the_option_to_use() throws Exception {
        Files.writeString(elsewhere.resolve("config.json"), "{\"admin_token\": \"env:NOT_SET_IN_THIS_SHELL\"}");
        Cli.Ran token = cli.run("deliveries", "list");
        assertThat(token.code()).isEqualTo(1);
        assertThat(token.err()).contains("admin_token of ", "NOT_SET_IN_THIS_SHELL", "--token env:NAME");

        Files.writeString(elsewhere.resolve("config.json"), "{\"admin_port\": \"many\"}");
        Cli.Ran port = cli.run("deliveries", "list");
        assertThat(port.code()).isEqualTo(1);
        assertThat(port.err()).contains("admin_port of ", "--url");
    }

    @Test
    void a_file_that_is_no_json_is_reported_and_the_default_address_is_asked() throws Exception {
        Files.writeString(elsewhere.resolve("config.json"), "{\"admin_port\": 5001,");

        Cli.Ran ran = cli.run("deliveries", "list");

        assertThat(ran.err()).contains("the configuration cannot be read, so the command uses http://127.0.0.1:5001");
    }

    @Test
    void there_is_colour_only_where_it_is_wanted() throws Exception {
        push("bad");
        ended(1);

        assertThat(run("deliveries", "list").out()).doesNotContain("\u001b");
        assertThat(run("deliveries", "list", "--color", "always").out()).contains("\u001b[31mfailed\u001b[0m");
        assertThat(run("deliveries", "list", "--color", "never").out()).doesNotContain("\u001b");
    }

    @Test
    void tables_fit_the_terminal() throws Exception {
        push("feature/" + "long-".repeat(30) + "name");
        push("main");

        cli.with("COLUMNS", "90");
        for (String[] command :
                List.of(new String[] {"deliveries", "list"}, new String[] {"hooks"}, new String[] {"config"})) {
            Cli.Ran ran = run(command);
            assertThat(ran.code()).isZero();
            assertThat(ran.out()
                            .lines()
                            .filter(line -> !line.contains("in use since") && !line.contains("arning"))
                            .mapToInt(String::length)
                            .max()
                            .orElseThrow())
                    .isLessThanOrEqualTo(90);
        }
    }

    @Test
    void the_server_is_found_by_the_configuration_and_so_is_its_token() throws Exception {
        site.stop();
        site.with("admin_token", "planted-admin-token-0123456789").start();
        String config = "{\"admin_port\": " + site.adminAddress().getPort() + ", \"admin_token\": \"file:token\"}";
        Files.writeString(elsewhere.resolve("config.json"), config);
        Files.writeString(elsewhere.resolve("token"), "planted-admin-token-0123456789\n");
        Files.writeString(elsewhere.resolve("other"), "another-admin-token-0123456789\n");

        assertThat(cli.run("deliveries", "list").code()).isZero();
        assertThat(cli.run("deliveries", "list", "--config", "config.json").code())
                .isZero();
        Cli.Ran none = run("deliveries", "list");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("admin_token");
        assertThat(run("hooks", "--token", "file:token").code()).isZero();
        cli.with("TOKEN", "planted-admin-token-0123456789");
        assertThat(run("hooks", "--token", "env:TOKEN").code()).isZero();
        Cli.Ran wrong = run("hooks", "--token", "file:other");
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.all()).contains("rejects this admin token").doesNotContain("another-admin");
        assertThat(run("hooks", "--token", "planted-admin-token-0123456789").err())
                .contains("env:NAME")
                .doesNotContain("planted");
    }

    @Test
    void that_no_server_runs_is_said_plainly() throws Exception {
        String[] command = there("deliveries", "list");
        site.stop();

        Cli.Ran ran = cli.run(command);

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("jenvoy: no server runs at http://127.0.0.1:")
                .contains("jenvoy serve");
    }

    @Test
    void an_endpoint_is_registered_used_and_removed() throws Exception {
        Cli.Ran registered = run("endpoint", "register", "github", "my-site", "acme/site");
        assertThat(registered.code()).as(registered.all()).isZero();
        String secret = registered.out().replaceAll("(?s).*Secret +([0-9a-f]{64})\n.*", "$1");
        assertThat(secret).hasSize(64);
        assertThat(registered.out()).contains("/webhooks/github/my-site/payload");
        // Its hook keeps running: a quick one might end within the answer's first millisecond.
        HookRequest push =
                HookRequest.event("push", Payloads.push("refs/heads/slow")).target("/webhooks/github/my-site/payload");
        assertThat(site.send(push.secret(secret)).status()).isEqualTo(202);

        Cli.Ran list = run("endpoint", "list");
        Cli.Ran found = run("endpoint", "find", "github", "my-site");
        assertThat(list.out()).contains("github", "my-site", "acme/site").doesNotContain(secret);
        assertThat(found.code()).isZero();
        assertThat(found.out()).doesNotContain(secret);
        Cli.Ran twice = run("endpoint", "register", "github", "my-site", "acme/site");
        assertThat(twice.code()).isEqualTo(1);
        assertThat(twice.err()).contains("duplicate_registration");

        JsonObject rotated = json("endpoint", "rotate", "github", "my-site", "--revoke-old");
        String next = rotated.getAsJsonObject("data").get("secret").getAsString();
        assertThat(site.send(push.secret(secret)).status()).isEqualTo(403);
        assertThat(site.send(push.secret(next)).status()).isIn(200, 202);
        assertThat(run("endpoint", "rotate", "github", "my-site").out()).contains("The old secret is accepted until");

        Files.writeString(elsewhere.resolve("secret"), "it was there before us\n");
        Cli.Ran imported = run("endpoint", "import", "github", "my-site", "acme/site", "--secret", "file:secret");
        assertThat(imported.code()).as(imported.all()).isZero();
        assertThat(imported.all()).doesNotContain("it was there before us");
        assertThat(site.send(push.secret("it was there before us")).status()).isIn(200, 202);
        assertThat(run("endpoint", "remove", "github", "my-site").code()).isZero();
        assertThat(run("endpoint", "find", "github", "my-site").err()).contains("unregistered_webhook");
        assertThat(run("endpoint", "list").out()).isEqualTo("No endpoints.\n");
    }
}
