package dev.jenvoy.contract.head;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each key of a head decides what a delivery runs, and how, through the real socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HookHeadTest {

    private static final String PULL_REQUEST = """
            "action":"opened","number":7,"pull_request":{"draft":%s,"number":7,"title":"Fix \\"quotes\\" $(id)",\
            "base":{"ref":"main"},"head":{"sha":"6113728f27ae82c7b1a177c8d03f9e96e0adf246"},\
            "labels":[{"name":"deploy"},{"name":"size/XL"}],"user":{"login":"ann"}}\
            """;

    private static final String COMMITS = """
            "ref":"%s","after":"6113728f27ae82c7b1a177c8d03f9e96e0adf246","deleted":false,"commits":[\
            {"added":["src/new.c"],"modified":["docs/drafts/a.md"],"removed":[],\
            "author":{"name":"Ann","email":"ann@example.org","username":"ann"}},\
            {"added":[],"modified":["README.md"],"removed":[],\
            "author":{"name":"bot","email":"1+bot[bot]@users.example.org","username":"bot[bot]"}}]\
            """;

    @TempDir
    static Path folder;

    private TestServer site;

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder).start();
    }

    @BeforeEach
    void empty() throws Exception {
        site.without("hooks");
        try (Stream<Path> hooks = Files.list(site.hooks())) {
            for (Path hook : hooks.toList()) {
                Files.delete(hook);
            }
        }
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private static HookRequest pullRequest(boolean draft) {
        return HookRequest.event("pull_request", Payloads.of(PULL_REQUEST.formatted(draft)));
    }

    private static HookRequest push(String ref) {
        return HookRequest.event("push", Payloads.of(COMMITS.formatted(ref)));
    }

    private void hook(String name, String... head) {
        StringBuilder script = new StringBuilder("#!/bin/sh\n");
        for (String line : head) {
            script.append("# jenvoy: ").append(line).append('\n');
        }
        site.hookOf(name, "rwxr-xr-x", script.append("echo ran\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private boolean runs(HookRequest request, String hook) throws Exception {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().has(hook) && answer.hook(hook).get("returncode").getAsInt() == 0;
    }

    @Test
    void a_condition_decides_whether_the_hook_is_part_of_the_plan() throws Exception {
        hook("pull_request", "when = action == \"opened\" && !payload.pull_request.draft");

        assertThat(runs(pullRequest(false), "pull_request")).isTrue();
        assertThat(site.send(pullRequest(true)).json().has("pull_request")).isFalse();
    }

    @Test
    void each_variable_of_conditions_has_the_fact_of_the_delivery() throws Exception {
        hook(
                "all",
                "when = event == 'push' && owner == 'acme' && repo == 'site' && branch == 'main' && tag == ''"
                        + " && sha.startsWith('6113') && sender == 'ann' && source == 'github' && number == 0"
                        + " && action == '' && 'src/new.c' in changed && size(changed) == 3"
                        + " && headers['x-github-event'] == 'push'"
                        + " && !headers.exists(h, h.contains('signature') || h.contains('token'))");

        HttpAnswer answer = site.send(push("refs/heads/main"));

        assertThat(answer.stdout("all")).isEqualTo("ran\n");
    }

    @Test
    void an_error_of_a_condition_is_the_result_126_with_its_place() throws Exception {
        hook("pull_request", "when = payload.pull_request.milestone.title == \"1.0\"");

        HttpAnswer answer = site.send(pullRequest(false));

        assertThat(answer.hook("pull_request").get("returncode").getAsInt()).isEqualTo(126);
        assertThat(answer.hook("pull_request").get("error").getAsString())
                .isEqualTo("could not be started: line 2 of its head: when: column 21: there is no \"milestone\" here; "
                        + "has(…) asks whether there is one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    wen = true;                       unknown key "wen"; did you mean "when"?
                    when = acton == "opened";         when: column 1: there is no variable or function "acton"
                    when = action;                    when: expected an expression that is true or false
                    when = payload.number;            when: expected true or false, the value is a number
                    timeout = soon;                   timeout: "soon" is not a duration
                    timeout = "5s";                   write it without quotation marks
                    retries = -1;                     retries: -1 is not a whole number from 0 to 100
                    concurrency = newest;             concurrency: "newest" is not one of
                    branches = ;                      "branches" has no value
                    just words;                       expected KEY = VALUE after "jenvoy:"
                    env.PATH = "/tmp";                env.PATH: no head may set JENVOY_..., LD_... or PATH
                    env.LD_PRELOAD = "/tmp/x.so";     env.LD_PRELOAD: no head may set
                    env.JENVOY_SHA = "x";             env.JENVOY_SHA: no head may set
                    env.A-B = "x";                    env.A-B: not a variable's name
                    env = {"A": "b"};                 env: only config.json may set this
                    user = root;                      user: only config.json may set this
                    secrets = {};                     secrets: only config.json may set this
                    env.X = "a" + 1;                  env.X: column 5: + does not fit
                    """)
    void a_wrong_head_is_the_result_126_and_is_named(String line, String problem) throws Exception {
        hook("pull_request", line);

        HttpAnswer answer = site.send(pullRequest(false));

        assertThat(answer.hook("pull_request").get("returncode").getAsInt()).isEqualTo(126);
        assertThat(answer.hook("pull_request").get("error").getAsString())
                .startsWith("could not be started: ")
                .contains("line 2")
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    branches = main release/*;            refs/heads/main;        true
                    branches = main release/*;            refs/heads/release/1;   true
                    branches = main release/*;            refs/heads/release/1/x; false
                    branches = !wip/**;                   refs/heads/main;        true
                    branches = !wip/**;                   refs/heads/wip/a/b;     false
                    branches = main;                      refs/tags/main;         false
                    tags = v*;                            refs/tags/v1;           true
                    tags = v* !v0*;                       refs/tags/v0.1;         false
                    tags = v*;                            refs/heads/v1;          false
                    paths = src/**;                       refs/heads/main;        true
                    paths = docs/** !docs/drafts/**;      refs/heads/main;        false
                    paths = docs/** !docs/drafts/** docs/drafts/a.md; refs/heads/main; true
                    paths = *.md;                         refs/heads/main;        true
                    paths = lib/**;                       refs/heads/main;        false
                    authors = ann@example.org;            refs/heads/main;        true
                    authors = ANN;                        refs/heads/main;        true
                    authors = bob;                        refs/heads/main;        false
                    authors = !*bot* !ann;                refs/heads/main;        false
                    labels = deploy;                      refs/heads/main;        false
                    labels = !wip;                        refs/heads/main;        true
                    """)
    void patterns_decide_whether_a_push_runs_the_hook(String line, String ref, boolean expected) throws Exception {
        hook("push", line);

        assertThat(runs(push(ref), "push")).isEqualTo(expected);
    }

    @Test
    void branches_and_tags_together_mean_either() throws Exception {
        hook("push", "branches = main", "tags = v*");

        assertThat(runs(push("refs/heads/main"), "push")).isTrue();
        assertThat(runs(push("refs/tags/v1"), "push")).isTrue();
        assertThat(runs(push("refs/heads/v1"), "push")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"deploy, true", "size/*, true", "wip, false", "deploy !size/XL, false", "!wip, true", "!DEPLOY, false"})
    void labels_are_those_of_the_pull_request(String patterns, boolean expected) throws Exception {
        hook("pull_request", "labels = " + patterns);

        assertThat(runs(pullRequest(false), "pull_request")).isEqualTo(expected);
    }

    @Test
    void the_author_of_a_delivery_without_commits_is_its_sender() throws Exception {
        hook("pull_request", "authors = ann");
        hook("pull_request+other", "authors = !ann");

        HttpAnswer answer = site.send(pullRequest(false));

        assertThat(answer.json().keySet()).containsExactly("pull_request");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"forced\":true,\"commits\":[{\"added\":[\"a\"],\"modified\":[],\"removed\":[]}]'",
        "'\"commits\":[]'",
        "'\"total_commits\":21,\"commits\":[{\"added\":[\"a\"],\"modified\":[],\"removed\":[]}]'",
        "'\"total_commits_count\":21,\"commits\":[{\"added\":[\"a\"],\"modified\":[],\"removed\":[]}]'",
        "'\"commits\":[{\"id\":\"a\"}]'",
        "'\"size\":1'"
    })
    void a_push_whose_files_are_not_all_known_counts_as_changing_everything(String members) throws Exception {
        hook("push", "paths = lib/**");
        hook("push+condition", "when = changed.exists(c, c.startsWith('lib/'))");
        hook("push+others", "when = !changed.exists(c, c.startsWith('lib/')) && branch == 'main'");
        hook("push+branch", "when = changed.exists(c, c.startsWith('lib/')) && branch == 'other'");
        String after = "\"after\":\"6113728f27ae82c7b1a177c8d03f9e96e0adf246\",\"deleted\":false,";

        HttpAnswer answer =
                site.send(HookRequest.event("push", Payloads.of("\"ref\":\"refs/heads/main\"," + after + members)));

        assertThat(answer.json().keySet()).containsExactly("push", "push+condition", "push+others");
    }

    @Test
    void values_of_the_payload_become_variables_that_no_shell_reads() throws Exception {
        site.hook(
                "pull_request",
                "#!/bin/sh",
                "# jenvoy: env.TITLE = payload.pull_request.title",
                "# jenvoy: env.LABELS = payload.pull_request.labels.map(l, l.name)",
                "# jenvoy: env.NUMBER = payload.number + 1",
                "# jenvoy: env.DRAFT = payload.pull_request.draft",
                "# jenvoy: env.NOTHING = null",
                "# jenvoy: env.STAGE = \"test\"",
                "echo \"$TITLE|$LABELS|$NUMBER|$DRAFT|${NOTHING-absent}|$STAGE\"");
        site.with("hooks", Map.of("pull_request", Map.of("env", Map.of("STAGE", "live"))));

        assertThat(site.send(pullRequest(false)).stdout("pull_request"))
                .isEqualTo("Fix \"quotes\" $(id)|[\"deploy\",\"size/XL\"]|8|false|absent|live\n");
    }

    @Test
    void variables_have_64_kilobytes_together() throws Exception {
        hook("push", "env.A = payload.text", "env.B = payload.text");
        hook("push+one", "env.A = payload.text");
        String text = "\"ref\":\"refs/heads/main\",\"deleted\":false,\"text\":\"" + "a".repeat(40_000) + "\"";

        HttpAnswer answer = site.send(HookRequest.event("push", Payloads.of(text)));

        assertThat(answer.hook("push").get("error").getAsString())
                .isEqualTo("could not be started: the variables of its head have more than 64 KB together");
        assertThat(answer.hook("push+one").get("returncode").getAsInt()).isZero();
    }

    @Test
    void a_head_sets_options_and_the_configuration_wins() throws Exception {
        site.hook("push", "#!/bin/sh", "# jenvoy: timeout = 200ms", "# jenvoy: kill_grace = 0s", "sleep 60");
        site.hook("push+out", "#!/bin/sh", "# jenvoy: max_output = 100B", "yes | head -c 1000");

        HttpAnswer answer = site.send(HookRequest.push());

        assertThat(answer.hook("push").get("returncode").getAsInt()).isEqualTo(124);
        assertThat(answer.hook("push+out").get("truncated").getAsBoolean()).isTrue();

        site.with("hooks", Map.of("push+*", Map.of("max_output", "64KB")));

        assertThat(site.send(HookRequest.push()).hook("push+out").has("truncated"))
                .isFalse();
    }

    @Test
    void a_head_says_how_often_a_failed_hook_is_tried_again() throws Exception {
        site.hook("push", "#!/bin/sh", "# jenvoy: retries = 2", "test \"$JENVOY_ATTEMPT\" = 3");

        assertThat(runs(HookRequest.push(), "push")).isTrue();
    }

    @Test
    void an_edit_of_a_head_counts_for_the_next_delivery() throws Exception {
        hook("push", "branches = other");
        assertThat(runs(HookRequest.push(), "push")).isFalse();

        // As long, and in the same tick of the clock perhaps.
        hook("push", "branches = mains");
        assertThat(runs(HookRequest.push(), "push")).isFalse();
        hook("push", "branches = m????");
        assertThat(runs(HookRequest.push(), "push")).isFalse();
        hook("push", "branches = main*");
        assertThat(runs(HookRequest.push(), "push")).isTrue();

        Path file = site.hooks().resolve("push");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(100)));
        assertThat(runs(HookRequest.push(), "push")).isTrue();
        hook("push", "branches = none");
        assertThat(runs(HookRequest.push(), "push")).isFalse();
    }

    @Test
    void a_child_has_a_head_of_its_own() throws Exception {
        hook("push", "branches = other");
        hook("push+child", "branches = main");

        assertThat(site.send(HookRequest.push()).json().keySet()).containsExactly("push+child");
    }

    @Test
    void a_link_has_the_head_of_its_target() throws Exception {
        hook("helper", "branches = other");
        Files.createSymbolicLink(site.hooks().resolve("push"), site.hooks().resolve("helper"));

        assertThat(runs(HookRequest.push(), "push")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'#!/bin/sh\n#jenvoy:branches=other\n'",
        "'#!/bin/sh\n  ##   jenvoy: branches = other\r\n'",
        "'#!/usr/bin/awk -f\n# jenvoy: branches = other\n'",
        "'#!/bin/sh\n-- jenvoy: branches = other\n'",
        "'#!/bin/sh\n;; jenvoy: branches = other\n'",
        "'#!/bin/sh\n%% jenvoy: branches = other\n'",
        "'#!/bin/sh\n//\tjenvoy:\tbranches\t=\tother\n'"
    })
    void any_sign_of_a_comment_begins_a_line_of_a_head(String script) throws Exception {
        site.hookOf("push", "rwxr-xr-x", script.getBytes(StandardCharsets.UTF_8));

        assertThat(runs(HookRequest.push(), "push")).isFalse();
    }

    @Test
    void only_the_first_fifty_lines_count_and_only_comments() throws Exception {
        site.hookOf(
                "push",
                "rwxr-xr-x",
                ("#!/bin/sh\necho jenvoy: branches = other\n" + "\n".repeat(48) + "# jenvoy: branches = other\n")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(runs(HookRequest.push(), "push")).isTrue();
    }

    @Test
    void hostile_heads_have_an_answer() throws Exception {
        byte[] half = "#!/bin/sh\n# jenvoy: when = \"\u00e4\" == \"\"\n".getBytes(StandardCharsets.ISO_8859_1);
        site.hookOf("push+a", "rwxr-xr-x", half);
        site.hookOf(
                "push+b", "rwxr-xr-x", "#!/bin/sh\n# jenvoy: when = \"\0\" == \"\"\n".getBytes(StandardCharsets.UTF_8));
        site.hookOf(
                "push+c",
                "rwxr-xr-x",
                ("#!/bin/sh\n# jenvoy: when = " + "(".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8));
        hook("push+d", "when = " + "(".repeat(5_000) + "true" + ")".repeat(5_000));
        hook(
                "push+e",
                "when = [0,1,2,3,4,5,6,7,8,9].all(a,[0,1,2,3,4,5,6,7,8,9].all(b,[0,1,2,3,4,5,6,7,8,9].all(c,"
                        + "[0,1,2,3,4,5,6,7,8,9].all(d,[0,1,2,3,4,5,6,7,8,9].all(e,[0,1,2,3,4,5,6,7,8,9].all(f,a+b+c >= 0))))))");
        site.hookOf(
                "push+f", "rwxr-xr-x", ("\u007fELF# jenvoy: branches = other\n").getBytes(StandardCharsets.ISO_8859_1));

        HttpAnswer answer = site.send(HookRequest.push());

        assertThat(error(answer, "push+a")).contains("line 2: the line is not UTF-8");
        assertThat(error(answer, "push+b")).contains("line 2: the line has a NUL character");
        assertThat(error(answer, "push+c")).contains("line 2: the line has more than 16 KB");
        assertThat(error(answer, "push+d")).contains("line 2: when: ");
        assertThat(error(answer, "push+e")).contains("line 2 of its head: when: it takes ");
        assertThat(error(answer, "push+f")).doesNotContain("head");
    }

    private static String error(HttpAnswer answer, String hook) {
        assertThat(answer.hook(hook).get("returncode").getAsInt()).isEqualTo(126);
        return answer.hook(hook).get("error").getAsString();
    }

    @Test
    void a_first_line_of_a_megabyte_is_no_head() throws Exception {
        site.hookOf(
                "push",
                "rwxr-xr-x",
                ("#!/bin/sh -" + "e".repeat(1 << 20) + "\n# jenvoy: branches = other\n")
                        .getBytes(StandardCharsets.UTF_8));

        // The kernel cuts the line; what matters is that the server answers.
        assertThat(site.send(HookRequest.push()).status()).isEqualTo(200);
    }

    @Test
    void expressions_of_one_delivery_have_a_common_limit_and_hooks_without_them_run() throws Exception {
        String list = "\"list\":[" + "1,".repeat(9_999) + "1]";
        for (int at = 10; at < 50; at++) {
            site.hook("push+" + at, "#!/bin/sh", "# jenvoy: when = payload.list.all(a, a == 1)");
        }
        site.hook("push+plain", "#!/bin/sh", "# jenvoy: timeout = 1m", "echo plain");
        site.with("response_timeout", "60s");
        HttpAnswer answer = site.send(HookRequest.event("push", Payloads.of(list)));
        site.without("response_timeout");

        assertThat(answer.stdout("push+plain")).isEqualTo("plain\n");
        assertThat(answer.json().getAsJsonObject("push+10").get("returncode").getAsInt())
                .isZero();
        JsonObject last = answer.json().getAsJsonObject("push+49");
        assertThat(last.get("returncode").getAsInt()).isEqualTo(126);
        assertThat(last.get("error").getAsString())
                .matches("could not be started: line 2 of its head: when: it takes .* together with the other"
                        + " expressions of its delivery");
    }
}
