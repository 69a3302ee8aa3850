package dev.jenvoy.contract.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests the environment of a hook, to the last variable. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HookEnvironmentTest {

    private static final String SHA = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";
    private static final String PATH = "/usr/bin:/bin";

    @TempDir
    static Path folder;

    private TestServer site;

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder)
                .variable("PATH", PATH)
                .variable("HOME", "/home/ann")
                .variable("USER", "ann")
                .variable("LANG", "C.UTF-8")
                .variable("LC_ALL", "C")
                .variable("TZ", "Europe/Vienna")
                .variable("TMPDIR", "/tmp")
                .variable("WEBHOOK_SECRET", "planted-in-a-variable")
                .variable("ADMIN_TOKEN", "planted-admin-token-of-the-server")
                .variable("TOKEN", "t0ken")
                .variable("EDITOR", "ed")
                .variable("JENVOY_CONFIG", "x")
                .variable("JENVOY_ANYTHING", "x")
                .with("enforce_secret", List.of(TestServer.SECRET, "env:WEBHOOK_SECRET"))
                .with("admin_token", "env:ADMIN_TOKEN")
                // The environment of the process, before the shell adds its own variables.
                .hook("all", "#!/bin/sh", "tr '\\000' '\\n' < /proc/$$/environ")
                .start();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private Map<String, String> environment(HookRequest request) throws Exception {
        Map<String, String> environment = new HashMap<>();
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        answer.stdout("all").lines().forEach(line -> {
            String[] parts = line.split("=", 2);
            environment.put(parts[0], parts[1]);
        });
        assertThat(environment.remove("JENVOY_RUN")).matches("[0-9a-f]{32}");
        return environment;
    }

    private static Map<String, String> expected(HookRequest request, String... more) {
        Map<String, String> expected = new TreeMap<>(Map.of(
                "PATH", PATH,
                "HOME", "/home/ann",
                "USER", "ann",
                "LANG", "C.UTF-8",
                "LC_ALL", "C",
                "TZ", "Europe/Vienna",
                "TMPDIR", "/tmp",
                "JENVOY_DELIVERY", request.id(),
                "JENVOY_ATTEMPT", "1",
                "JENVOY_SOURCE", "github"));
        expected.put("LOGNAME", "ann");
        expected.put("SHELL", "/bin/sh");
        for (int i = 0; i < more.length; i += 2) {
            expected.put(more[i], more[i + 1]);
            if (more[i].equals("JENVOY_EVENT")) {
                // GitHub's own name is the common one.
                expected.put("JENVOY_KIND", more[i + 1]);
            }
        }
        return expected;
    }

    private static final String[] WHERE = {"JENVOY_OWNER", "acme", "JENVOY_REPO", "site", "JENVOY_SENDER", "ann"};

    private static Map<String, String> there(HookRequest request, String... more) {
        Map<String, String> expected = expected(request, WHERE);
        expected.putAll(expected(request, more));
        return expected;
    }

    @Test
    void a_push_sets_all_its_variables_and_no_others() throws Exception {
        HookRequest request = HookRequest.push();
        assertThat(environment(request))
                .containsExactlyInAnyOrderEntriesOf(there(
                        request,
                        "JENVOY_EVENT",
                        "push",
                        "JENVOY_BRANCH",
                        "main",
                        "JENVOY_REF",
                        "refs/heads/main",
                        "JENVOY_SHA",
                        SHA));
    }

    @Test
    void a_tag_has_no_branch() throws Exception {
        HookRequest pushed = HookRequest.event("push", Payloads.push("refs/tags/v1/a"));
        assertThat(environment(pushed))
                .containsExactlyInAnyOrderEntriesOf(there(
                        pushed,
                        "JENVOY_EVENT",
                        "push",
                        "JENVOY_TAG",
                        "v1/a",
                        "JENVOY_REF",
                        "refs/tags/v1/a",
                        "JENVOY_SHA",
                        SHA));
        HookRequest made = HookRequest.event("create", Payloads.of("\"ref\":\"v1\",\"ref_type\":\"tag\""));
        assertThat(environment(made))
                .containsExactlyInAnyOrderEntriesOf(
                        there(made, "JENVOY_EVENT", "create", "JENVOY_TAG", "v1", "JENVOY_REF", "v1"));
    }

    @Test
    void a_pull_request_has_the_base_branch_and_the_head_commit() throws Exception {
        HookRequest request = HookRequest.event(
                "pull_request",
                Payloads.of("\"action\":\"opened\",\"pull_request\":{\"number\":7,\"base\":{\"ref\":\"main\"},"
                        + "\"head\":{\"ref\":\"fix\",\"sha\":\"" + SHA + "\"}}"));
        assertThat(environment(request))
                .containsExactlyInAnyOrderEntriesOf(there(
                        request,
                        "JENVOY_EVENT",
                        "pull_request",
                        "JENVOY_ACTION",
                        "opened",
                        "JENVOY_BRANCH",
                        "main",
                        "JENVOY_SHA",
                        SHA));
    }

    @Test
    void what_the_payload_does_not_tell_is_absent() throws Exception {
        HookRequest request = HookRequest.event("meta", "{}");
        assertThat(environment(request)).containsExactlyInAnyOrderEntriesOf(expected(request, "JENVOY_EVENT", "meta"));
    }

    @Test
    void a_redelivery_is_the_next_attempt() throws Exception {
        HookRequest request = HookRequest.push();
        assertThat(environment(request)).containsEntry("JENVOY_ATTEMPT", "1");
        assertThat(environment(request)).containsEntry("JENVOY_ATTEMPT", "2");
        assertThat(environment(request)).containsEntry("JENVOY_ATTEMPT", "3");
    }

    @Test
    void what_env_pass_names_is_handed_on_but_no_secret() throws Exception {
        site.with("env_pass", List.of("TOKEN", "NOT_SET", "WEBHOOK_SECRET", "ADMIN_TOKEN", "JENVOY_ANYTHING"));
        assertThat(environment(HookRequest.push()))
                .containsEntry("TOKEN", "t0ken")
                .doesNotContainKeys("EDITOR", "NOT_SET", "WEBHOOK_SECRET", "ADMIN_TOKEN", "JENVOY_ANYTHING");
        site.with("env_pass", List.of("*"));
        assertThat(environment(HookRequest.push()))
                .containsEntry("TOKEN", "t0ken")
                .containsEntry("EDITOR", "ed")
                .doesNotContainKeys("WEBHOOK_SECRET", "ADMIN_TOKEN", "JENVOY_ANYTHING", "JENVOY_CONFIG")
                .doesNotContainValue(TestServer.SECRET)
                .doesNotContainValue("planted-in-a-variable")
                .doesNotContainValue("planted-admin-token-of-the-server");
        site.without("env_pass");
        assertThat(environment(HookRequest.push())).doesNotContainKey("TOKEN");
    }

    @Test
    void a_hook_may_have_its_own_variables_which_replace_no_fixed_one() throws Exception {
        site.with(
                "hooks",
                Map.of(
                        "al*",
                        Map.of("env", Map.of("COLOUR", "green", "HOME", "/srv")),
                        "push",
                        Map.of("env", Map.of("X", "y"))));
        assertThat(environment(HookRequest.push()))
                .containsEntry("COLOUR", "green")
                .containsEntry("HOME", "/srv")
                .containsEntry("JENVOY_EVENT", "push")
                .doesNotContainKey("X");
        site.without("hooks");
    }
}
