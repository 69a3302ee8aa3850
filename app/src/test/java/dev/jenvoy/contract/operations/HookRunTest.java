package dev.jenvoy.contract.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what hooks get, and how their results are reported. */
class HookRunTest {

    @TempDir
    Path folder;

    private TestServer site;

    @BeforeEach
    void start() throws Exception {
        site = TestServer.in(folder).start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private HttpAnswer push() throws Exception {
        HttpAnswer answer = site.send(HookRequest.push());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static Consumer<JsonObject> failed(int code, String... words) {
        return hook -> {
            assertThat(hook.get("returncode").getAsInt()).isEqualTo(code);
            assertThat(hook.get("error").getAsString()).contains(words);
        };
    }

    @Test
    void answers_hold_the_hooks_in_the_order_in_which_they_ran() throws Exception {
        for (String name : List.of(
                "all",
                "all+2",
                "all+1",
                "push",
                "push_lint",
                "push-site",
                "push-site-main+z",
                "push-site-main+a",
                "push-site-main",
                "all-site",
                "all-site-main",
                "@acme/push",
                "@other/push",
                "push-other",
                "pull_request")) {
            site.hook(name, "#!/bin/sh", "echo $0 >> ../order; exit 1");
        }
        assertThat(push().json().keySet())
                .containsExactly(
                        "@acme/push",
                        "push-site-main",
                        "push-site-main+a",
                        "push-site-main+z",
                        "push-site",
                        "push",
                        "push_lint",
                        "all-site-main",
                        "all-site",
                        "all",
                        "all+1",
                        "all+2");
    }

    @Test
    void a_hook_that_cannot_start_is_126_and_says_why() throws Exception {
        site.hook("all+1-no-shebang", "echo x")
                .hookOf("all+2-crlf", "rwxr-xr-x", HookRequest.bytes("#!/bin/sh\r\necho x\r\n"))
                .hook("all+3-no-interpreter", "#!/no/such/interpreter", "x")
                .hookOf("all+4-by-others", "rwxr-xrwx", HookRequest.bytes("#!/bin/sh\necho x\n"))
                .hookOf("all+5-empty", "rwxr-xr-x", new byte[0])
                .hookOf("all+6-not-executable", "rw-r--r--", HookRequest.bytes("#!/bin/sh\n"))
                .hook("all+7-good", "#!/bin/sh", "echo good");
        Files.createDirectories(site.hooks().resolve("all"));
        Files.createDirectories(site.hooks().resolve("push-site"));

        HttpAnswer answer = push();

        assertThat(answer.json().keySet())
                .containsExactly(
                        "all+1-no-shebang",
                        "all+2-crlf",
                        "all+3-no-interpreter",
                        "all+4-by-others",
                        "all+5-empty",
                        "all+7-good");
        assertThat(answer.hook("all+1-no-shebang")).satisfies(failed(126, "#!"));
        assertThat(answer.hook("all+2-crlf")).satisfies(failed(126, "Windows line ends"));
        assertThat(answer.hook("all+3-no-interpreter")).satisfies(failed(126, "/no/such/interpreter"));
        assertThat(answer.hook("all+4-by-others")).satisfies(failed(126, "o-w"));
        assertThat(answer.hook("all+5-empty")).satisfies(failed(126, "empty"));
        assertThat(answer.stdout("all+7-good")).isEqualTo("good\n");
        assertThat(answer.body()).doesNotContain(folder.toString());
    }

    @Test
    void an_interpreter_that_env_does_not_find_is_127_and_says_why() throws Exception {
        site.hookOf("all+1-crlf", "rwxr-xr-x", HookRequest.bytes("#!/usr/bin/env bash\r\necho x\r\n"))
                .hook("all+2-none", "#!/usr/bin/env nosuchprogram", "echo x")
                .hook("all+3-own", "#!/usr/bin/env sh", "nosuchprogram");

        HttpAnswer answer = push();

        assertThat(answer.hook("all+1-crlf")).satisfies(failed(127, "bash\\r", "Windows line ends"));
        assertThat(answer.hook("all+1-crlf").get("stderr").getAsString()).contains("env:");
        assertThat(answer.hook("all+2-none")).satisfies(failed(127, "nosuchprogram", "PATH"));
        assertThat(answer.hook("all+3-own").get("returncode").getAsInt()).isEqualTo(127);
        assertThat(answer.hook("all+3-own").has("error")).isFalse();
    }

    @Test
    void what_cannot_be_started_is_named_alike_by_its_answer_by_the_list_and_by_check() throws Exception {
        Map<String, String> broken = Map.of(
                "all+bom", "\uFEFF#!/bin/sh\necho hi\n",
                "all+dos", "#!/bin/sh\r\necho hi\r\n",
                "all+envdos", "#!/usr/bin/env bash\r\necho hi\r\n",
                "all+gone", "#!/no/such/interpreter\n",
                "all+plain", "echo no shebang\n",
                "all+words", "#!/usr/bin/env sh -e\n",
                "all+empty", "");
        broken.forEach((name, text) -> site.hookOf(name, "rwxr-xr-x", HookRequest.bytes(text)));

        HttpAnswer answer = push();
        HttpAnswer listed = site.admin("/api/hooks");
        Cli.Ran checked =
                new Cli(folder).run("check", "--config", site.configFile().toString());

        assertThat(checked.code()).isEqualTo(1);
        for (String name : broken.keySet()) {
            String error = answer.hook(name).get("error").getAsString();
            String why = error.substring("could not be started: ".length());
            assertThat(checked.out()).contains(name + ": cannot be started: " + why);
            assertThat(warnings(listed, name))
                    .anySatisfy(text -> assertThat(text).contains(why));
        }
    }

    private static List<String> warnings(HttpAnswer listed, String name) {
        List<String> texts = new ArrayList<>();
        listed.json().getAsJsonArray("hooks").forEach(hook -> {
            if (hook.getAsJsonObject().get("name").getAsString().equals(name)) {
                hook.getAsJsonObject().getAsJsonArray("warnings").forEach(text -> texts.add(text.getAsString()));
            }
        });
        return texts;
    }

    @Test
    void a_folder_named_like_a_hook_is_none() throws Exception {
        Files.createDirectories(site.hooks().resolve("push-site-main"));
        Files.createDirectories(site.hooks().resolve("push+x"));
        assertThat(push().body()).contains("nop");
    }

    @Test
    void a_hook_that_vanished_is_127() throws Exception {
        site.hook("all+1", "#!/bin/sh", "rm all+2").hook("all+2", "#!/bin/sh").hook("all+3", "#!/bin/sh", "echo on");
        HttpAnswer answer = push();
        assertThat(answer.hook("all+2")).satisfies(failed(127, "no longer exists"));
        assertThat(answer.stdout("all+3")).isEqualTo("on\n");
        assertThat(push().json().keySet()).containsExactly("all+1", "all+3");
    }

    @Test
    void a_hook_that_was_killed_or_ran_out_of_time_says_so() throws Exception {
        site.with("kill_grace", "200ms")
                .with("hooks", Map.of("all+3", Map.of("timeout", "300ms")))
                .hook("all+1", "#!/bin/sh", "kill -9 $$")
                .hook("all+2", "#!/bin/sh", "kill -TERM $$")
                .hook("all+3", "#!/bin/sh", "echo begun; sleep 30")
                .hook("all+4", "#!/bin/sh", "exit 255");
        HttpAnswer answer = push();
        assertThat(answer.hook("all+1")).satisfies(failed(137, "SIGKILL"));
        assertThat(answer.hook("all+2")).satisfies(failed(143, "SIGTERM"));
        assertThat(answer.hook("all+3")).satisfies(failed(124, "300 ms"));
        assertThat(answer.stdout("all+3")).isEqualTo("begun\n");
        assertThat(answer.hook("all+4").get("returncode").getAsInt()).isEqualTo(255);
        assertThat(answer.hook("all+4").has("error")).isFalse();
    }

    @Test
    void a_superseded_hook_has_no_returncode() throws Exception {
        site.with("hooks", Map.of("push-site", Map.of("concurrency", "latest")))
                .hook(
                        "push-site",
                        "#!/bin/sh",
                        "touch ../begun",
                        "n=0",
                        "until [ -e ../go ] || [ $n -gt 500 ]; do sleep 0.02; n=$((n + 1)); done");
        try (Wire first = site.wire();
                Wire second = site.wire();
                Wire third = site.wire()) {
            first.send(HookRequest.push());
            Eventually.that(() -> assertThat(folder.resolve("begun")).exists());
            second.send(HookRequest.push());
            third.send(HookRequest.push());
            // The delivery that was accepted first of the two gives way at once, while the first still runs. Uses a
            // thread for each, because the common pool may have only one, and would read the later answer first.
            Executor threads = task -> new Thread(task).start();
            CompletableFuture<HttpAnswer> one = CompletableFuture.supplyAsync(() -> answer(second), threads);
            CompletableFuture<HttpAnswer> other = CompletableFuture.supplyAsync(() -> answer(third), threads);
            JsonObject superseded =
                    one.applyToEither(other, answer -> answer.hook("push-site")).join();
            assertThat(superseded.get("returncode").isJsonNull()).isTrue();
            assertThat(superseded.get("error").getAsString()).contains("superseded");
            Files.writeString(folder.resolve("go"), "");
            assertThat(Stream.of(first.answer(), one.join(), other.join())
                            .filter(answer ->
                                    answer.hook("push-site").get("returncode").isJsonNull()))
                    .hasSize(1);
        }
    }

    private static HttpAnswer answer(Wire wire) {
        try {
            return wire.answer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void output_is_kept_apart_cut_and_never_breaks_the_answer() throws Exception {
        site.with("max_output", "1KB")
                .hook("all+1", "#!/bin/sh", "printf '\\377\\376\\000\\303(\\033[0m'; printf '\\200' >&2")
                .hook("all+2", "#!/bin/sh", "head -c 100000 /dev/zero | tr '\\000' a; echo err >&2")
                .hook("all+3", "#!/bin/sh", "head -c 3000000 /dev/zero | tr '\\000' b >&2; echo out")
                .hook("all+4", "#!/bin/sh", "head -c 1023 /dev/zero | tr '\\000' c; printf '\\303\\244'")
                .hook("all+5", "#!/bin/sh", "head -c 1024 /dev/zero | tr '\\000' d")
                .hook("all+6", "#!/bin/sh", "printf '<\"\\\\&\\n\\t\\342\\200\\250\\360\\237\\232\\200>'");
        HttpAnswer answer = push();

        assertThat(answer.stdout("all+1")).isEqualTo("\ufffd\ufffd\0\ufffd(\u001b[0m");
        assertThat(answer.hook("all+1").get("stderr").getAsString()).isEqualTo("\ufffd");
        assertThat(answer.hook("all+1").has("truncated")).isFalse();
        assertThat(answer.stdout("all+2")).isEqualTo("a".repeat(512) + "\n[98976 bytes omitted]\n" + "a".repeat(512));
        assertThat(answer.hook("all+2").get("stderr").getAsString()).isEqualTo("err\n");
        assertThat(answer.hook("all+2").get("truncated").getAsBoolean()).isTrue();
        assertThat(answer.hook("all+3").get("stderr").getAsString())
                .isEqualTo("b".repeat(512) + "\n[2998976 bytes omitted]\n" + "b".repeat(512));
        assertThat(answer.stdout("all+3")).isEqualTo("out\n");
        assertThat(answer.stdout("all+4"))
                .isEqualTo("c".repeat(512) + "\n[1 byte omitted]\n" + "c".repeat(510) + "\u00e4");
        assertThat(answer.hook("all+4").get("truncated").getAsBoolean()).isTrue();
        assertThat(answer.hook("all+5").has("truncated")).isFalse();
        assertThat(answer.stdout("all+6")).isEqualTo("<\"\\&\n\t\u2028\ud83d\ude80>");
    }

    @Test
    void each_hook_reads_the_true_payload_even_if_an_earlier_one_changed_its_own() throws Exception {
        String look = "stat -c '%a %u' \"$1\"; cmp \"$1\" ../sent && cat | cmp - ../sent && echo true";
        site.hook("all+1", "#!/bin/sh", look, "echo spoiled > \"$1\"")
                .hook("all+2", "#!/bin/sh", look, "rm \"$1\"; mkdir \"$1\"; touch \"$1/x\" \"${1%/*}/more\"")
                .hook("all+3", "#!/bin/sh", look, "rm -r \"${1%/*}\"")
                .hook("all+4", "#!/bin/sh", look, "rm \"$1\"; ln -s ../../../sent \"$1\"")
                .hook("all+5", "#!/bin/sh", look);
        String odd = " {\"b\" : 1e400,\n \"a\":\"\\u00e9\u00e9\"}\n";
        for (HookRequest request : List.of(
                HookRequest.event("issues", odd),
                HookRequest.event("issues", odd).asForm(),
                HookRequest.event("issues", "{\"a\":\"" + "x".repeat(2 << 20) + "\"}"))) {
            byte[] sent = request.value("Content-Type").contains("form") ? HookRequest.bytes(odd) : request.body();
            Files.write(folder.resolve("sent"), sent);
            HttpAnswer answer = site.send(request);
            for (int i = 1; i <= 5; i++) {
                assertThat(answer.stdout("all+" + i))
                        .as(answer.body())
                        .isEqualTo("600 " + Files.getAttribute(folder.resolve("sent"), "unix:uid") + "\ntrue\n");
            }
            assertThat(folder.resolve("data/runs")).isEmptyDirectory();
            assertThat(Files.readAllBytes(folder.resolve("sent"))).isEqualTo(sent);
        }
    }

    @Test
    void a_hook_runs_in_its_own_folder_with_two_arguments() throws Exception {
        String look = "pwd -P; echo $#; echo \"$2\"; [ -f \"$1\" ] && echo file; case $1 in /*) echo absolute;; esac";
        site.hook("push", "#!/bin/sh", look).hook("@acme/push", "#!/bin/sh", look);
        HttpAnswer answer = push();
        Path hooks = site.hooks().toRealPath();
        assertThat(answer.stdout("push")).isEqualTo(hooks + "\n2\npush\nfile\nabsolute\n");
        assertThat(answer.stdout("@acme/push")).isEqualTo(hooks + "/@acme\n2\npush\nfile\nabsolute\n");
    }

    @Test
    void a_large_payload_on_standard_input_need_not_be_read() throws Exception {
        site.hook("all+1", "#!/bin/sh", "echo unread").hook("all+2", "#!/bin/sh", "head -c 2; exec 0<&-; echo");
        HttpAnswer answer = site.send(HookRequest.event("issues", "{\"a\":\"" + "x".repeat(3 << 20) + "\"}"));
        assertThat(answer.stdout("all+1")).isEqualTo("unread\n");
        assertThat(answer.stdout("all+2")).isEqualTo("{\"\n");
    }

    @Test
    void a_folder_that_changes_is_seen_as_it_is() throws Exception {
        assertThat(push().body()).contains("nop");
        site.hook("push-site", "#!/bin/sh", "echo one");
        assertThat(push().stdout("push-site")).isEqualTo("one\n");
        site.hook("push-site", "#!/bin/sh", "echo two");
        assertThat(push().stdout("push-site")).isEqualTo("two\n");
        site.hookOf("push-site", "rw-r--r--", HookRequest.bytes("#!/bin/sh\n"));
        assertThat(push().body()).contains("nop");
        Files.delete(site.hooks().resolve("push-site"));
        Files.writeString(folder.resolve("target"), "#!/bin/sh\necho linked\n");
        folder.resolve("target").toFile().setExecutable(true);
        Files.createSymbolicLink(site.hooks().resolve("push-site"), folder.resolve("target"));
        Files.createSymbolicLink(site.hooks().resolve("push"), site.hooks().resolve("push"));
        assertThat(push().json().keySet()).containsExactly("push-site");
        Files.delete(folder.resolve("target"));
        assertThat(push().body()).contains("nop");
        try (Stream<Path> left = Files.list(site.hooks())) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(site.hooks());
        assertThat(site.send(HookRequest.push()).status()).isEqualTo(503);
        Files.writeString(site.hooks(), "a file now");
        assertThat(site.send(HookRequest.push()).status()).isEqualTo(503);
    }

    @Test
    void a_hook_with_an_odd_name_of_a_branch_is_run() throws Exception {
        site.hook("push-site-f\u00fcr/\ud83d\ude80 x".replace(" ", "_"), "#!/bin/sh", "echo nested");
        HttpAnswer answer = site.send(HookRequest.event("push", Payloads.push("refs/heads/f\u00fcr/\ud83d\ude80_x")));
        assertThat(new String(answer.body().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .contains("nested");
    }
}
