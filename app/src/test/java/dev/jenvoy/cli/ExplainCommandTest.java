package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExplainCommandTest {

    @TempDir
    private Path folder;

    private Path hooks;

    @BeforeEach
    void configure() throws IOException {
        hooks = Files.createDirectory(folder.resolve("hooks"));
        Files.writeString(folder.resolve("config.json"), "{\"child_hooks\": \"delimited\"}");
    }

    private CommandRun explain(String arguments) {
        return CommandRun.in(folder, ("explain " + arguments).strip().split(" +"));
    }

    private void payload(String text) throws IOException {
        Files.writeString(folder.resolve("payload.json"), text);
    }

    @Test
    void the_hooks_are_reported_in_their_order_and_the_near_misses_with_why_not() {
        CommandRun.hooks(hooks, "push", "push-site+lint", "@acme/all", "push.sh", "push-site-staging");
        CommandRun.file(hooks, "all", "rwxrwxrwx");
        CommandRun run = explain("push --repository acme/site --branch main");
        assertThat(run.out()).isEqualTo("""
                        Event push, owner acme, repository site, branch main

                        These hooks would run, in this order:
                          1. @acme/all       by its own name
                          2. push-site+lint  child of push-site
                          3. push            by its own name
                          4. all             by its own name; result 126, not run: others may write to it (mode o+w); remove that permission with chmod o-w

                        These would not:
                          push.sh: no child of push: a child's name must not end in a script's extension (.sh)
                          push-site-staging: it is for a branch staging; this one's is main
                        """);
        assertThat(run.code()).isZero();
    }

    @Test
    void none_that_would_run_is_exit_code_1() {
        CommandRun.hooks(hooks, "release");
        CommandRun run = explain("push --repository site");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("No hook would run.");
    }

    @Test
    void one_that_would_only_be_answered_is_none_that_runs() {
        CommandRun.file(hooks, "push", "rwxrwxrwx");
        assertThat(explain("push").code()).isEqualTo(1);
    }

    @Test
    void a_tag_is_not_a_branch() {
        CommandRun.hooks(hooks, "push-site-main");
        CommandRun run = explain("push --repository site --tag main");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("Event push, repository site, tag main\n")
                .contains("a tag is not a branch");
    }

    @Test
    void a_payload_tells_the_rest() throws IOException {
        CommandRun.hooks(hooks, "@acme/push-site-feature/login", "pull_request-site-main");
        payload("{\"ref\": \"refs/heads/feature/login\", \"repository\":"
                + " {\"name\": \"site\", \"owner\": {\"login\": \"acme\"}}}");
        assertThat(explain("--payload payload.json").out())
                .contains("owner acme, repository site, branch feature/login")
                .contains("1. @acme/push-site-feature/login");
        payload(
                "{\"pull_request\": {\"number\": 1, \"base\": {\"ref\": \"main\"}}, \"repository\": {\"name\": \"site\"}}");
        CommandRun run = explain("--payload payload.json --event pull_request");
        assertThat(run.out()).contains("1. pull_request-site-main");
        assertThat(run.code()).isZero();
        assertThat(explain("pull_request --payload payload.json").out()).isEqualTo(run.out());
    }

    @Test
    void an_event_may_have_the_name_that_its_sender_writes() throws IOException {
        CommandRun.hooks(hooks, "push_hook-site", "repo_push-site");
        payload("{\"object_kind\": \"push\", \"ref\": \"refs/heads/main\","
                + " \"project\": {\"path_with_namespace\": \"acme/site\"}}");
        CommandRun run = CommandRun.in(folder, "explain", "--payload", "payload.json", "--event", "Push Hook");
        assertThat(run.out())
                .startsWith("Event push_hook, owner acme, repository site, branch main\n")
                .contains("1. push_hook-site");
        assertThat(CommandRun.in(folder, "explain", "Push Hook", "--repository", "site")
                        .out())
                .contains("1. push_hook-site");
        assertThat(explain("repo:push --repository site").out()).contains("1. repo_push-site");
    }

    @Test
    void a_payload_that_would_be_rejected_says_so() throws IOException {
        payload("{\"repository\": {\"name\": \"../x\"}}");
        CommandRun run = explain("--payload payload.json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("would be rejected with 400: repository: not a possible name");
        payload("[]");
        assertThat(explain("--payload payload.json").err()).contains("not a JSON object");
    }

    @Test
    void an_owner_may_begin_with_a_hyphen() throws IOException {
        CommandRun.hooks(hooks, "@-ann-/push-site", "@-bob-/push-site");
        CommandRun run = explain("push --repository -ann-/site");
        assertThat(run.out())
                .contains("owner -ann-, repository site")
                .contains("1. @-ann-/push-site")
                .contains("it is for owner -bob-; this one's is -ann-");
        payload("{\"repository\": {\"name\": \"site\", \"owner\": {\"login\": \"-ann-\"}}}");
        assertThat(explain("push --payload payload.json").out()).contains("1. @-ann-/push-site");
    }

    @Test
    void a_ping_and_a_deletion_run_nothing() throws IOException {
        CommandRun.hooks(hooks, "all", "push", "ping");
        assertThat(explain("ping").code()).isEqualTo(1);
        assertThat(explain("ping").out()).contains("answered with pong");
        payload("{\"ref\": \"refs/heads/x\", \"deleted\": true, \"repository\": {\"name\": \"site\"}}");
        CommandRun run = explain("push --payload payload.json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("skipped");
    }

    @Test
    void programs_get_an_object() {
        CommandRun.hooks(hooks, "push+x", "push.sh");
        JsonObject json = JsonParser.parseString(
                        explain("push --repository acme/site --json").out())
                .getAsJsonObject();
        assertThat(json.toString())
                .isEqualTo("{\"event\":\"push\",\"owner\":\"acme\",\"repository\":\"site\",\"hooks\":["
                        + "{\"hook\":\"push+x\",\"matched\":\"push\",\"child\":true}],\"near_misses\":["
                        + "{\"path\":\"push.sh\",\"why\":\"no child of push: a child's name must not end in a script's"
                        + " extension (.sh)\"}],\"near_misses_left_out\":0}");
    }

    @Test
    void without_a_configuration_the_defaults_are_used() throws IOException {
        Files.delete(folder.resolve("config.json"));
        CommandRun.hooks(hooks, "pushlint");
        CommandRun run = explain("push");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("config.json does not exist; the defaults are used");
    }

    @Test
    void a_broken_configuration_and_a_missing_folder_are_reported() throws IOException {
        Files.delete(hooks);
        CommandRun run = explain("push");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("the hooks folder is missing");
        Files.writeString(folder.resolve("config.json"), "{");
        assertThat(explain("push").code()).isEqualTo(1);
        assertThat(explain("push").err()).contains("the configuration cannot be used");
    }

    @Test
    void an_event_that_is_spelled_much_like_a_known_one_is_pointed_out() {
        CommandRun.hooks(hooks, "all");
        assertThat(explain("psuh").out()).contains("did you mean push?");
        assertThat(JsonParser.parseString(explain("pull_requst --json").out())
                        .getAsJsonObject()
                        .get("did_you_mean")
                        .getAsString())
                .isEqualTo("pull_request");
        assertThat(explain("push").out()).doesNotContain("did you mean");
        assertThat(explain("deployed_by_hand").out()).doesNotContain("did you mean");
    }

    @Test
    void an_error_elsewhere_in_the_configuration_does_not_stop_it() throws IOException {
        CommandRun.hooks(hooks, "pushlint");
        Files.writeString(folder.resolve("config.json"), """
                {"enforce_secret": "file:/run/credentials/jenvoy.service/none", "http_port": "many",
                 "admin_token": "env:NOT_SET_IN_THIS_SHELL"}
                """);

        CommandRun run = explain("push");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("pushlint");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "all",
                "+push",
                "../push",
                "push --event push",
                "push --repository a b",
                "push --repository ../x",
                "push --repository acme/..",
                "push --owner a --repository b/c",
                "push --branch main",
                "push --repository a --branch a..b",
                "push --repository a --branch x --tag y",
                "--payload nothing.json",
                "push --payload nothing.json --repository a",
                "--nonsense"
            })
    void wrong_usage_is_reported_apart(String arguments) {
        CommandRun run = explain(arguments);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).endsWith("See: jenvoy explain --help\n").doesNotContain("Usage:");
    }
}
