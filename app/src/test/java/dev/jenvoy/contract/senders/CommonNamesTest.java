package dev.jenvoy.contract.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests hooks that are named by GitHub's name of an event, with every sender that has another one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommonNamesTest {

    private static final List<SenderKit> KITS = List.of(
            new GitHubKit(HookRequest.SIGNATURE, "sha256=", "HmacSHA256"),
            new GiteaKit("X-Gitea-"),
            new GitLabKit(),
            new BitbucketKit(),
            new BitbucketServerKit());

    private static final String WORDS = "echo $JENVOY_EVENT $JENVOY_KIND $2";

    @TempDir
    static Path folder;

    private TestServer site;

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder)
                .with("common_names", true)
                .hook("push-site-main", "#!/bin/sh", WORDS)
                .hook("push_hook-site", "#!/bin/sh", WORDS)
                .hook("push-site+child", "#!/bin/sh", WORDS)
                .hook("pull_request", "#!/bin/sh", WORDS)
                .hook("pull_request_review", "#!/bin/sh", WORDS)
                .hook("issues", "#!/bin/sh", WORDS)
                .hook("issue_comment", "#!/bin/sh", WORDS)
                .hook("commit_comment", "#!/bin/sh", WORDS)
                .hook("release", "#!/bin/sh", WORDS)
                .hook("workflow_run", "#!/bin/sh", WORDS)
                .start();
        KITS.forEach(kit -> {
            if (!kit.source().equals("github")) {
                kit.admit(site, List.of(kit.secret("one")), List.of());
            }
        });
    }

    @AfterAll
    void stop() {
        site.close();
    }

    static Stream<SenderKit> kits() {
        return KITS.stream();
    }

    private HttpAnswer push(SenderKit kit) throws Exception {
        String secret = kit.source().equals("github") ? TestServer.SECRET : kit.secret("one");
        return site.send(kit.request(
                secret, UUID.randomUUID().toString(), HookRequest.bytes(kit.push(SenderKit.Push.GOOD)), Instant.now()));
    }

    @ParameterizedTest
    @MethodSource("kits")
    void a_hook_for_pushes_runs_with_any_sender(SenderKit kit) throws Exception {
        HttpAnswer answer = push(kit);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.stdout("push-site-main")).isEqualTo(kit.event() + " push " + kit.event() + "\n");
        assertThat(answer.json().keySet()).contains("push-site+child");
    }

    @Test
    void the_senders_own_name_comes_first_at_each_place() throws Exception {
        assertThat(push(new GitLabKit()).json().keySet())
                .containsExactly("push-site-main", "push_hook-site", "push-site+child");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Merge Request Hook | {"object_kind":"merge_request","object_attributes":{"action":"open","iid":1,"target_branch":"main"}} | pull_request
            Merge Request Hook | {"object_kind":"merge_request","object_attributes":{"action":"approved","iid":1,"target_branch":"main"}} | pull_request_review
            Issue Hook | {"object_kind":"issue","object_attributes":{"action":"open"}} | issues
            Note Hook | {"object_kind":"note","object_attributes":{"noteable_type":"Commit","commit_id":"82b3d5ae55f7080f1e6022629cdb57bfae7cccc7"}} | commit_comment
            Note Hook | {"object_kind":"note","object_attributes":{"noteable_type":"Issue","commit_id":""},"issue":{"iid":3}} | issue_comment
            Note Hook | {"object_kind":"note","object_attributes":{"commit_id":""},"merge_request":{"iid":1,"target_branch":"main","last_commit":{"id":"82b3d5ae55f7080f1e6022629cdb57bfae7cccc7"}}} | issue_comment
            Release Hook | {"object_kind":"release","action":"create"} | release
            Pipeline Hook | {"object_kind":"pipeline","object_attributes":{"status":"success"}} | workflow_run
            Tag Push Hook | {"object_kind":"tag_push","ref":"refs/tags/v1","after":"82b3d5ae55f7080f1e6022629cdb57bfae7cccc7"} | push-site+child
            """)
    void an_event_of_gitlab_has_the_common_name(String event, String json, String hook) throws Exception {
        String named = json.replaceFirst("\\{", "{\"project\":{\"path_with_namespace\":\"acme/site\"},");
        HttpAnswer answer = site.send(GitLabKit.event(event, UUID.randomUUID().toString(), HookRequest.bytes(named))
                .with("X-Gitlab-Token", new GitLabKit().secret("one")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().keySet()).containsExactly(hook);
    }

    @ParameterizedTest
    @CsvSource({"Confidential Issue Hook", "Confidential Note Hook"})
    void what_is_confidential_runs_no_hook_for_what_is_public(String event) throws Exception {
        HttpAnswer answer = site.send(GitLabKit.event(
                        event,
                        UUID.randomUUID().toString(),
                        HookRequest.bytes("{\"project\":{\"path_with_namespace\":\"acme/site\"}}"))
                .with("X-Gitlab-Token", new GitLabKit().secret("one")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().keySet()).doesNotContain("issues", "issue_comment");
    }

    @Test
    void without_the_key_only_the_own_name_counts() throws Exception {
        site.without("common_names");
        try {
            assertThat(push(new GitLabKit()).json().keySet()).containsExactly("push_hook-site");
        } finally {
            site.with("common_names", true);
        }
    }

    @Test
    void the_list_and_the_explanation_say_which_names_are_common() throws Exception {
        assertThat(site.admin("/api/hooks").body()).contains("\"common_names\":true", "\"repo_refs_changed\"");
        assertThat(site.admin("/api/explain?event=repo_push&repository=acme/site&branch=main")
                        .body())
                .contains("\"common_name\":true");
    }
}
