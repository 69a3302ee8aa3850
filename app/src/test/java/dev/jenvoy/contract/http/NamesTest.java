package dev.jenvoy.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malicious names and facts never make a path, never reach a hook, and never cause a fault of the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesTest {

    @TempDir
    static Path folder;

    private TestServer site;

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder).hook("all", "#!/bin/sh", "env").start();
        // The target of a path traversal.
        site.hook("../outside", "#!/bin/sh", "touch ../reached");
        site.hook("../x", "#!/bin/sh", "touch ../reached");
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private HttpAnswer refused(HookRequest request) throws Exception {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.error()).isNotEmpty();
        assertThat(answer.body()).doesNotContain(folder.toString());
        assertThat(Files.exists(folder.resolve("reached"))).isFalse();
        return answer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../bin/sh",
                "..",
                ".",
                "../outside",
                "..%2foutside",
                "/bin/sh",
                "push/../../outside",
                "all",
                "Push",
                "push-site",
                "push site",
                "push\u00e9",
                "push;id",
                "-push",
                "@acme",
                "push\\",
                "*"
            })
    void an_event_that_is_no_name_is_rejected(String event) throws Exception {
        refused(HookRequest.event(event, Payloads.PUSH));
    }

    @Test
    void a_control_character_in_a_field_is_rejected_before_anything_is_read() throws Exception {
        assertThat(site.send(HookRequest.event("push\0", Payloads.PUSH)).status())
                .isEqualTo(400);
        assertThat(site.send(HookRequest.push().with("X-Other", "a\0b")).status())
                .isEqualTo(400);
    }

    static Stream<String> noRepository() {
        return Stream.of(
                "..",
                ".",
                "",
                "../outside",
                "a/b",
                "/etc",
                "a b",
                "a+b",
                "a~b",
                "a=b",
                "a\\u0000b",
                "a\\nb",
                "\\nsite",
                "site\\n",
                "\\ud800",
                "s\u00eft\u00e9",
                "a\\\\b",
                "a*b",
                "$(id)",
                "a".repeat(101));
    }

    @ParameterizedTest
    @MethodSource("noRepository")
    void a_repository_that_is_no_name_is_rejected(String name) throws Exception {
        refused(HookRequest.event("push", Payloads.PUSH.replace("\"name\":\"site\"", "\"name\":\"" + name + "\"")));
        refused(HookRequest.event("issues", "{\"repository\":{\"full_name\":\"acme/" + name + "\"}}"));
    }

    @ParameterizedTest
    @MethodSource("noRepository")
    void an_owner_that_is_no_name_is_rejected(String name) throws Exception {
        refused(HookRequest.event("push", Payloads.PUSH.replace("\"login\":\"acme\"", "\"login\":\"" + name + "\"")));
        refused(HookRequest.event("issues", "{\"organization\":{\"login\":\"" + name + "\"}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-ann-", "-", "ann--smith", "_ann_", "ann_acme", "0", "--help"})
    void an_owner_whose_name_no_sign_up_would_allow_today_is_accepted(String name) throws Exception {
        site.hook("@" + name + "/push-site-main", "#!/bin/sh", "echo \"$JENVOY_OWNER\"");
        HttpAnswer answer = site.send(HookRequest.event("push", Payloads.PUSH.replace("acme", name)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.stdout("@" + name + "/push-site-main")).isEqualTo(name + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside",
                "../../../../bin/sh",
                "a/../../outside",
                "a/..",
                "..",
                "/etc",
                "a//b",
                "a/",
                "",
                ".a",
                "a/.b",
                "a.lock",
                "a.lock/b",
                "a..b",
                "a b",
                "a~b",
                "a^b",
                "a:b",
                "a?b",
                "a*b",
                "a[b",
                "a\\\\b",
                "a@{b",
                "a.",
                "a\\u0000",
                "a\\nb",
                "a\\u007fb",
                "\\udc00",
                "a\\ud83d"
            })
    void a_branch_that_is_no_name_is_rejected(String name) throws Exception {
        refused(HookRequest.event("push", Payloads.push("refs/heads/" + name)));
        refused(HookRequest.event("push", Payloads.push("refs/tags/" + name)));
        refused(HookRequest.event("create", Payloads.of("\"ref_type\":\"branch\",\"ref\":\"" + name + "\"")));
        refused(HookRequest.event("delete", Payloads.of("\"ref_type\":\"tag\",\"ref\":\"" + name + "\"")));
        refused(HookRequest.event(
                "pull_request", Payloads.of("\"pull_request\":{\"base\":{\"ref\":\"" + name + "\"}}")));
    }

    static Stream<Arguments> wrongTypes() {
        return Stream.of(
                Arguments.of("push", "\"ref\":7"),
                Arguments.of("push", "\"ref\":[\"refs/heads/main\"]"),
                Arguments.of("push", "\"ref\":{\"a\":1}"),
                Arguments.of("push", "\"ref\":true"),
                Arguments.of("push", "\"ref\":\"refs/heads/main\",\"deleted\":\"true\""),
                Arguments.of("push", "\"ref\":\"refs/heads/main\",\"deleted\":1"),
                Arguments.of("push", "\"ref\":\"refs/heads/main\",\"after\":1"),
                Arguments.of("create", "\"ref\":1"),
                Arguments.of("create", "\"ref\":\"main\",\"ref_type\":[]"),
                Arguments.of("delete", "\"ref\":\"main\",\"ref_type\":1"),
                Arguments.of("issues", "\"action\":5"),
                Arguments.of("issues", "\"action\":{}"),
                Arguments.of("issues", "\"sender\":\"ann\""),
                Arguments.of("issues", "\"sender\":[]"),
                Arguments.of("issues", "\"sender\":{\"login\":1}"),
                Arguments.of("issues", "\"repository\":\"site\""),
                Arguments.of("issues", "\"repository\":[]"),
                Arguments.of("issues", "\"repository\":{\"name\":1}"),
                Arguments.of("issues", "\"repository\":{\"name\":\"site\",\"full_name\":1}"),
                Arguments.of("issues", "\"repository\":{\"name\":\"site\",\"owner\":\"acme\"}"),
                Arguments.of("issues", "\"repository\":{\"name\":\"site\",\"owner\":{\"login\":false}}"),
                Arguments.of("issues", "\"repository\":{\"name\":\"site\",\"owner\":{\"name\":1}}"),
                Arguments.of("issues", "\"organization\":\"acme\""),
                Arguments.of("issues", "\"organization\":{\"login\":[]}"),
                Arguments.of("pull_request", "\"pull_request\":[]"),
                Arguments.of("pull_request", "\"pull_request\":\"1\""),
                Arguments.of("pull_request", "\"pull_request\":{\"number\":\"1\"}"),
                Arguments.of("pull_request", "\"pull_request\":{\"number\":1.5}"),
                Arguments.of("pull_request", "\"pull_request\":{\"number\":" + "9".repeat(5000) + "}"),
                Arguments.of("pull_request", "\"pull_request\":{\"base\":\"main\"}"),
                Arguments.of("pull_request", "\"pull_request\":{\"base\":{\"ref\":1}}"),
                Arguments.of("pull_request", "\"pull_request\":{\"head\":{\"sha\":1}}"),
                Arguments.of("pull_request", "\"pull_request\":{\"head\":\"x\"}"),
                Arguments.of("check_run", "\"check_run\":{\"head_sha\":{}}"),
                Arguments.of("check_suite", "\"check_suite\":{\"head_sha\":1}"),
                Arguments.of("workflow_run", "\"workflow_run\":{\"head_sha\":true}"),
                Arguments.of("workflow_job", "\"workflow_job\":{\"head_sha\":[]}"),
                Arguments.of("deployment", "\"deployment\":{\"sha\":1}"),
                Arguments.of("deployment_status", "\"deployment\":\"x\""),
                Arguments.of("status", "\"sha\":1"),
                Arguments.of("commit_comment", "\"comment\":{\"commit_id\":1}"));
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void a_fact_of_the_wrong_type_is_rejected(String event, String members) throws Exception {
        assertThat(refused(HookRequest.event(event, "{" + members + "}")).error())
                .containsAnyOf("expected", "name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ref\":null,\"deleted\":null,\"after\":null",
                "\"repository\":null,\"organization\":null,\"sender\":null,\"action\":null",
                "\"pull_request\":null,\"comment\":null,\"check_run\":null",
                "\"repository.name\":\"..\"",
                "\"other\":{\"repository\":{\"name\":5}}"
            })
    void what_is_null_or_elsewhere_is_no_fact(String members) throws Exception {
        HttpAnswer answer = site.send(HookRequest.event("push", "{" + members + "}"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.stdout("all"))
                .doesNotContain("JENVOY_REPO", "JENVOY_BRANCH", "JENVOY_REF", "JENVOY_SENDER", "JENVOY_OWNER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\\u0000y", "x\\ny", "x\\r", "\\ud800", "\\u2028", "\\u009b31m"})
    void no_control_character_reaches_the_environment(String text) throws Exception {
        refused(HookRequest.event("issues", Payloads.of("\"action\":\"" + text + "\"")));
        refused(HookRequest.event("issues", "{\"sender\":{\"login\":\"" + text + "\"}}"));
        refused(HookRequest.event("push", "{\"after\":\"" + text + "\"}"));
        refused(HookRequest.event("push", "{\"ref\":\"" + text + "\"}"));
    }

    @Test
    void an_odd_branch_of_gits_is_taken_for_what_it_is() throws Exception {
        for (String branch : new String[] {"a'b", "$(id)", "a;b", "a|b", "-rf", "--", "\u00fc/\ud83d\ude80", "a&b"}) {
            HttpAnswer answer = site.send(HookRequest.event("push", Payloads.push("refs/heads/" + branch)));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.stdout("all")).contains("JENVOY_BRANCH=" + branch + "\n");
        }
    }
}
