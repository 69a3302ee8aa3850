package dev.jenvoy.contract.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.ServerLog;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests hooks that stay for several deliveries. */
class ResidentHookTest {

    private static final Path HELPERS = Path.of("../docs/integrations/resident");

    @TempDir
    Path folder;

    private TestServer site;

    @BeforeEach
    void make() {
        Component.need("python3");
        site = TestServer.in(folder);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private TestServer resident(Map<String, Object> more) {
        Map<String, Object> options = new HashMap<>(Map.of("resident", true));
        options.putAll(more);
        return site.with("hooks", Map.of("push", options));
    }

    /** Writes a hook in Python that calls {@code handle} for each delivery, with these lines as its body. */
    private TestServer python(String... body) throws Exception {
        Files.copy(
                HELPERS.resolve("jenvoy_resident.py"),
                site.hooks().resolve("jenvoy_resident.py"),
                StandardCopyOption.REPLACE_EXISTING);
        return site.hook(
                "push",
                "#!/usr/bin/env python3",
                "import os, sys, time",
                "from jenvoy_resident import serve",
                "def handle(delivery):",
                "    " + String.join("\n    ", body),
                "serve(handle)");
    }

    /** Writes a hook in Python that reads and answers the lines itself. */
    private TestServer raw(String... lines) {
        return site.hook(
                "push",
                "#!/usr/bin/env python3",
                "import json, os, sys, time",
                "def answer(request, **more):",
                "    print(json.dumps({'run': request['run'], **more}), flush=True)",
                String.join("\n", lines));
    }

    private JsonObject push() throws Exception {
        HttpAnswer answer = site.send(HookRequest.push());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.hook("push");
    }

    private static String text(JsonObject hook, String key) {
        return hook.get(key).isJsonNull() ? "" : hook.get(key).getAsString();
    }

    private static int code(JsonObject hook) {
        return hook.get("returncode").getAsInt();
    }

    @Test
    void the_log_has_both_streams_of_one_delivery_in_their_order_and_what_the_answer_adds() throws Exception {
        resident(Map.of());
        raw(
                "for line in sys.stdin:",
                "    request = json.loads(line)",
                "    print('working', flush=True); time.sleep(0.05)",
                "    print('careful', file=sys.stderr, flush=True); time.sleep(0.05)",
                "    answer(request, returncode=0, output='done\\n')");
        site.start();
        site.send(HookRequest.push());
        site.send(HookRequest.push());

        for (int entry = 1; entry <= 2; entry++) {
            String log = site.admin("/api/deliveries/" + entry + "/actions/0/attempts/1/log?format=text")
                    .body();
            assertThat(log).isEqualTo("working\ncareful\ndone\n");
        }
    }

    @Test
    void one_process_serves_all_deliveries_with_their_facts_variables_and_payloads() throws Exception {
        resident(Map.of("env", Map.of("STAGE", "production")));
        python(
                "size = os.path.getsize(delivery['payload_file'])",
                "variables = delivery['variables']",
                "print(os.getpid(), os.environ['STAGE'], os.environ['JENVOY_RESIDENT'], os.environ.get('JENVOY_REPO'))",
                "print(delivery['event'], delivery['facts']['repo'], variables['JENVOY_BRANCH'], size > 10)",
                "print(delivery['id'] == variables['JENVOY_DELIVERY'], 'STAGE' in variables)",
                "sys.stderr.write('to the other stream\\n')");
        site.start();

        JsonObject first = push();
        assertThat(code(first)).as(first.toString()).isZero();
        assertThat(text(first, "stdout").lines().skip(1)).containsExactly("push site main True", "True False");
        assertThat(text(first, "stdout")).contains(" production 1 None");
        assertThat(text(first, "stderr")).isEqualTo("to the other stream\n");
        assertThat(text(push(), "stdout")).isEqualTo(text(first, "stdout"));
    }

    @Test
    void a_head_says_that_the_hook_is_resident_and_sets_variables_for_each_delivery() throws Exception {
        Files.copy(HELPERS.resolve("jenvoy_resident.py"), site.hooks().resolve("jenvoy_resident.py"));
        site.hook(
                        "push",
                        "#!/usr/bin/env python3",
                        "# jenvoy: resident = true",
                        "# jenvoy: env.FIRST = branch + '-' + repo",
                        "import os",
                        "from jenvoy_resident import serve",
                        "serve(lambda delivery: print(os.getpid(), delivery['variables']['FIRST']))")
                .start();
        JsonObject first = push();
        assertThat(code(first)).as(first.toString()).isZero();
        assertThat(text(first, "stdout")).matches("[0-9]+ main-site\n");
        assertThat(text(push(), "stdout")).isEqualTo(text(first, "stdout"));
    }

    @Test
    void a_resident_hook_may_run_as_another_account_and_after_the_others() throws Exception {
        assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "only root can run a hook as another account");
        site.with("hooks", Map.of("push", Map.of("resident", true, "user", "daemon", "on", "always")));
        raw(
                "for line in sys.stdin:",
                "    request = json.loads(line)",
                "    result = json.load(open(request['result_file']))",
                "    answer(request, returncode=0, output=' '.join([str(os.getuid() != 0),"
                        + " request['variables']['JENVOY_RESULT'], str(len(result['actions']))]))");
        site.hook("all", "#!/bin/sh", "exit 0").start();
        for (Path part : List.of(folder, site.hooks())) {
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        HttpAnswer answer = site.send(HookRequest.push());
        JsonObject hook = answer.hook("push");
        assertThat(text(hook, "stdout")).as(answer.body()).isEqualTo("True success 1");
    }

    @Test
    void the_helper_for_node_serves_too() throws Exception {
        Component.need("node");
        resident(Map.of());
        Files.copy(HELPERS.resolve("jenvoy-resident.mjs"), site.hooks().resolve("jenvoy-resident.mjs"));
        site.hook(
                "push",
                "#!/bin/sh",
                "exec node --input-type=module -e '",
                "import { serve } from \"./jenvoy-resident.mjs\";",
                "await serve(async (delivery, print) => {",
                "  print(process.pid, delivery.facts.branch);",
                "  if (delivery.facts.sender === \"nobody-else\") { throw new Error(\"no\"); }",
                "  return 3;",
                "});'");
        site.start();
        JsonObject first = push();
        assertThat(code(first)).as(first.toString()).isEqualTo(3);
        assertThat(text(first, "stdout")).endsWith(" main\n");
        assertThat(text(push(), "stdout")).isEqualTo(text(first, "stdout"));
    }

    @Test
    void a_failure_of_one_delivery_is_its_own() throws Exception {
        resident(Map.of());
        python("print(os.getpid())", "raise ValueError('broken ' + delivery['facts']['branch'])");
        site.start();
        JsonObject first = push();
        assertThat(code(first)).isEqualTo(1);
        assertThat(text(first, "stderr")).contains("ValueError: broken main");
        assertThat(text(push(), "stdout")).isEqualTo(text(first, "stdout"));
    }

    @Test
    void every_other_line_is_output_and_shown_as_it_comes() throws Exception {
        resident(Map.of());
        raw(
                "for line in sys.stdin:",
                "    request = json.loads(line)",
                "    print('a line', flush=True)",
                "    print(json.dumps({'run': 'f' * 32, 'returncode': 9}), flush=True)",
                "    print(json.dumps({'returncode': 9}), flush=True)",
                "    print('{\"run\": ' + request['run'], flush=True)",
                "    while not os.path.exists('../go'): time.sleep(0.01)",
                "    sys.stdout.write('no line end; ')",
                "    sys.stdout.write('\\n')",
                "    answer(request, returncode=4, output='the last words')");
        site.start();
        CompletableFuture<JsonObject> pushed = CompletableFuture.supplyAsync(() -> {
            try {
                return push();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Eventually.that(() -> assertThat(site.admin("/api/deliveries/1").body()).contains("\"running\""));
        Files.createFile(folder.resolve("go"));
        JsonObject hook = pushed.join();
        assertThat(code(hook)).isEqualTo(4);
        assertThat(text(hook, "stdout"))
                .startsWith("a line\n{\"run\": \"" + "f".repeat(32))
                .endsWith("no line end; \nthe last words");
        assertThat(text(hook, "stdout").lines()).hasSize(6);
    }

    @Test
    void output_without_a_line_end_does_not_hide_the_answer() throws Exception {
        resident(Map.of("timeout", "10s"));
        python("import subprocess", "subprocess.run(['printf', '%s', 'no { line end'])", "print('printed')");
        site.start();
        JsonObject hook = push();
        assertThat(code(hook)).as(hook.toString()).isZero();
        assertThat(text(hook, "stdout")).isEqualTo("no { line endprinted\n");
    }

    @Test
    void an_answer_that_is_too_long_fails_at_once_and_a_helper_cuts_output() throws Exception {
        resident(Map.of("timeout", "30s"));
        raw("for line in sys.stdin:", "    answer(json.loads(line), returncode=0, output='x' * 9000000)");
        site.start();
        JsonObject hook = push();
        assertThat(code(hook)).isEqualTo(1);
        assertThat(text(hook, "error")).isEqualTo("its answer is longer than 8 MB");
        python("print('\\u0001' * 3000000)");
        assertThat(code(push())).isZero();
    }

    @Test
    void a_process_that_dies_fails_its_delivery_and_the_next_gets_another() throws Exception {
        resident(Map.of());
        raw(
                "for line in sys.stdin:",
                "    request = json.loads(line)",
                "    print(os.getpid(), flush=True)",
                "    if not os.path.exists('../mended'): sys.exit(7)",
                "    answer(request, returncode=0)");
        site.start();
        JsonObject first = push();
        assertThat(code(first)).isEqualTo(7);
        assertThat(text(first, "error")).isEqualTo("it ended with exit code 7 before it answered");
        assertThat(text(first, "stdout")).matches("[0-9]+\n");
        Files.createFile(folder.resolve("mended"));
        JsonObject second = push();
        assertThat(code(second)).isZero();
        assertThat(text(second, "stdout")).isNotEqualTo(text(first, "stdout"));
    }

    @Test
    void a_script_that_knows_nothing_of_it_fails_even_with_exit_code_0() throws Exception {
        resident(Map.of());
        site.hook("push", "#!/bin/sh", "echo hello").start();
        JsonObject hook = push();
        assertThat(code(hook)).isEqualTo(1);
        assertThat(text(hook, "stdout")).isEqualTo("hello\n");
        assertThat(text(hook, "error"))
                .isEqualTo("it ended with exit code 0 before it answered; does it read deliveries line by line?");
    }

    @Test
    void what_cannot_be_started_is_answered_as_for_other_hooks() throws Exception {
        resident(Map.of());
        site.hook("push", "#!/no/such/interpreter", "x").start();
        assertThat(code(push())).isEqualTo(126);
        site.hook("push", "#!/usr/bin/env no-such-program-at-all", "x");
        assertThat(code(push())).isEqualTo(127);
    }

    @Test
    void an_answer_that_is_wrong_fails_the_delivery_and_ends_the_process() throws Exception {
        resident(Map.of());
        raw(
                "for line in sys.stdin:",
                "    request = json.loads(line)",
                "    print(os.getpid(), flush=True)",
                "    answer(request, returncode='0')");
        site.start();
        JsonObject first = push();
        assertThat(code(first)).isEqualTo(1);
        assertThat(text(first, "error")).isEqualTo("its answer has no returncode from 0 to 255");
        assertThat(text(push(), "stdout")).isNotEqualTo(text(first, "stdout"));
    }

    @Test
    void a_delivery_that_takes_too_long_is_ended_with_its_process() throws Exception {
        resident(Map.of("timeout", "3s", "kill_grace", "100ms"));
        raw(
                "print('up', flush=True)",
                "for line in sys.stdin:",
                "    request = json.loads(line)",
                "    if not os.path.exists('../mended'):",
                "        os.system('sleep 60')",
                "    answer(request, returncode=0, output=str(os.getpid()))");
        site.start();
        JsonObject first = push();
        assertThat(code(first)).isEqualTo(124);
        assertThat(text(first, "error")).startsWith("timed out after 3");
        Files.createFile(folder.resolve("mended"));
        assertThat(code(push())).isZero();
    }

    @Test
    void a_changed_file_and_a_changed_environment_are_started_anew() throws Exception {
        resident(Map.of());
        python("print('old', os.getpid(), os.environ.get('STAGE'))");
        site.start();
        String first = text(push(), "stdout");
        assertThat(first).startsWith("old ");
        python("print('new', os.getpid(), os.environ.get('STAGE'))");
        String second = text(push(), "stdout");
        assertThat(second).startsWith("new ").endsWith(" None\n");
        resident(Map.of("env", Map.of("STAGE", "b")));
        assertThat(text(push(), "stdout")).endsWith(" b\n");
    }

    @Test
    void deliveries_run_in_as_many_processes_as_it_may_have() throws Exception {
        resident(Map.of("copies", 2, "concurrency", "parallel"));
        python(
                "open('../in-' + delivery['run'], 'w').close()",
                "while len([f for f in os.listdir('..') if f.startswith('in-')]) < 2: time.sleep(0.01)",
                "print(os.getpid())");
        site.start();
        List<CompletableFuture<String>> all = IntStream.range(0, 4)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> {
                    try {
                        HttpAnswer answer = site.send(
                                HookRequest.event("push", Payloads.of("\"ref\":\"refs/heads/b" + number + "\"")));
                        return text(answer.hook("push"), "stdout");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(2);
    }

    @Test
    void cancelling_ends_the_process_and_a_delivery_that_waits_for_it() throws Exception {
        resident(Map.of("concurrency", "parallel", "kill_grace", "100ms"));
        python("time.sleep(60)");
        site.with("response_timeout", "1ms").start();
        site.send(HookRequest.push());
        site.send(HookRequest.event("push", Payloads.of("\"ref\":\"refs/heads/other\"")));
        for (int entry : new int[] {2, 1}) {
            Eventually.that(() ->
                    assertThat(site.admin("/api/deliveries/" + entry).body()).contains("\"state\":\"running\""));
            assertThat(site.admin(HookRequest.of("POST", "/api/deliveries/" + entry + "/cancel"))
                            .status())
                    .isLessThan(300);
            Eventually.that(() ->
                    assertThat(site.admin("/api/deliveries/" + entry).body()).contains("\"state\":\"cancelled\""));
        }
    }

    @Test
    void an_idle_process_ends_by_the_end_of_its_input_when_the_server_stops() throws Exception {
        resident(Map.of());
        raw(
                "for line in sys.stdin:",
                "    answer(json.loads(line), returncode=0, output=str(os.getpid()))",
                "open('../goodbye', 'w').close()");
        site.start();
        long pid = Long.parseLong(text(push(), "stdout"));
        assertThat(ProcessHandle.of(pid)).isPresent();
        site.stop();
        assertThat(folder.resolve("goodbye")).exists();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        try (var left = Files.list(folder.resolve("data/residents"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void what_a_killed_server_left_is_ended_before_its_delivery_runs_again() throws Exception {
        resident(Map.of("kill_grace", "200ms"));
        raw(
                "import signal",
                "signal.signal(signal.SIGTERM, signal.SIG_IGN)",
                "for line in sys.stdin:",
                "    request = json.loads(line)",
                "    with open('../runs', 'a') as runs: runs.write(str(os.getpid()) + '\\n')",
                "    while not os.path.exists('../go'): time.sleep(0.01)",
                "    answer(request, returncode=0)");
        site.with("debug_level", "INFO").write(site.json());
        Path runs = folder.resolve("runs");
        try (ServerLog first = ServerLog.start(site.configFile())) {
            CompletableFuture<Void> unanswered = CompletableFuture.runAsync(() -> {
                try (Wire wire = new Wire(first.address())) {
                    HttpAnswer unusedAnswer = wire.send(HookRequest.push()).answer();
                } catch (IOException | RuntimeException e) {
                    // The server is killed while it holds the answer.
                }
            });
            Eventually.that(() -> assertThat(runs).exists());
            first.kill();
            unanswered.join();
        }
        long pid = Long.parseLong(Files.readString(runs).strip());
        assertThat(ProcessHandle.of(pid)).isPresent();
        try (ServerLog second = ServerLog.start(site.configFile())) {
            Eventually.that(() -> assertThat(Files.readAllLines(runs)).hasSize(2));
            assertThat(second.lines()).anyMatch(line -> line.contains("resident hook of a crashed server was ended"));
            // Killed before, but its entry stays until its new parent has reaped it.
            Eventually.that(() -> assertThat(ProcessHandle.of(pid)).isEmpty());
            Files.createFile(folder.resolve("go"));
        }
    }
}
