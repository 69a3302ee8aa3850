package dev.jenvoy.contract.forge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.forge.standin.BitbucketServerStandIn;
import dev.jenvoy.contract.forge.standin.BitbucketStandIn;
import dev.jenvoy.contract.forge.standin.ForgeStandIn;
import dev.jenvoy.contract.forge.standin.GitLabStandIn;
import dev.jenvoy.contract.forge.standin.GiteaStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GitLab, Gitea and Bitbucket get statuses and comments in their own words. */
class OtherForgesTest {

    private static final String SECRET = "planted-secret-of-the-sender-77";

    @TempDir
    Path folder;

    private static HookRequest request(String body) {
        return HookRequest.of("POST", "/")
                .framing(HookRequest.Framing.LENGTH)
                .body(body)
                .with("Content-Type", "application/json");
    }

    static HookRequest gitlab(String event, String body) {
        return request(body)
                .with("X-Gitlab-Event", event)
                .with("X-Gitlab-Token", SECRET)
                .with("Idempotency-Key", UUID.randomUUID().toString())
                .with("X-Gitlab-Event-UUID", UUID.randomUUID().toString());
    }

    static String gitlabPush(String host) {
        return "{\"object_kind\":\"push\",\"ref\":\"refs/heads/main\",\"after\":\"" + ForgeStandIn.SHA
                + "\",\"checkout_sha\":\"" + ForgeStandIn.SHA + "\",\"user_username\":\"ann\",\"project\":{"
                + "\"path_with_namespace\":\"acme/site\",\"web_url\":\"https://" + host + "/acme/site\"}}";
    }

    private static HookRequest signed(HookRequest request, String body, String header, String prefix) {
        return request.with(
                header,
                prefix
                        + HookRequest.hmac(
                                "HmacSHA256", SECRET, body.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void gitlab_gets_jobs_that_move_on_and_notes_on_merge_requests() throws Exception {
        try (GitLabStandIn gitlab = new GitLabStandIn();
                ReportSite site = ReportSite.in(folder)
                        .host(
                                "git.acme.example",
                                Map.of(
                                        "kind", "gitlab",
                                        "api", gitlab.address() + "/api/v4",
                                        "token", "env:FORGE_TOKEN"))
                        .hook("push_hook", "status")
                        .hook("merge_request_hook", "status comment", "exit 1")) {
            site.server.sender("gitlab", Map.of("secret", SECRET));
            site.start();
            gitlab.loseNextAnswer();
            site.send(gitlab("Push Hook", gitlabPush("git.acme.example")));
            Eventually.that(() -> assertThat(gitlab.states("jenvoy/push_hook")).endsWith("success"));
            site.send(gitlab(
                    "Merge Request Hook",
                    "{\"object_kind\":\"merge_request\",\"user\":{\"username\":\"ann\"},\"project\":{"
                            + "\"path_with_namespace\":\"acme/site\",\"web_url\":\"https://git.acme.example/acme/site\"},"
                            + "\"object_attributes\":{\"iid\":7,\"target_branch\":\"main\",\"action\":\"open\","
                            + "\"last_commit\":{\"id\":\"" + ForgeStandIn.SHA + "\"}}}"));

            Eventually.that(() -> {
                assertThat(gitlab.states("jenvoy/merge_request_hook")).endsWith("failed");
                assertThat(gitlab.comments()).hasSize(1);
                assertThat(gitlab.comments().get(0).text()).contains("`merge_request_hook`", "failed with exit code 1");
            });
            assertThat(gitlab.requests())
                    .allMatch(request -> !request.header("authorization").contains(ForgeStandIn.TOKEN));
        }
    }

    @Test
    void gitlab_refuses_a_state_that_is_there_and_that_is_no_failure() throws Exception {
        try (GitLabStandIn gitlab = new GitLabStandIn();
                ReportSite site = ReportSite.in(folder)
                        .host("gitlab.com", Map.of("api", gitlab.address() + "/api/v4", "token", "env:FORGE_TOKEN"))
                        .hook(
                                "push_hook",
                                "status",
                                "while [ ! -e " + folder.resolve("go") + " ]; do sleep 0.05; done")) {
            site.server.sender("gitlab", Map.of("secret", SECRET)).with("response_timeout", "100ms");
            site.start();
            site.send(gitlab("Push Hook", gitlabPush("gitlab.com")));
            site.send(gitlab("Push Hook", gitlabPush("gitlab.com")));

            Eventually.that(() -> assertThat(site.reports(2)).contains("status push_hook begin: done"));
            assertThat(gitlab.states("jenvoy/push_hook")).containsExactly("pending");
            java.nio.file.Files.createFile(folder.resolve("go"));
            Eventually.that(() -> assertThat(gitlab.states("jenvoy/push_hook")).endsWith("success"));
        }
    }

    @Test
    void gitea_and_forgejo_get_statuses_and_comments() throws Exception {
        try (GiteaStandIn gitea = new GiteaStandIn();
                ReportSite site = ReportSite.in(folder)
                        .host("codeberg.org", Map.of("api", gitea.address() + "/api/v1", "token", "env:FORGE_TOKEN"))
                        .hook("push", "status", "exit 2")
                        .hook("pull_request", "comment")) {
            site.server.sender("gitea", Map.of("secret", SECRET));
            site.start();
            String push = ReportSite.payload(
                    "\"ref\":\"refs/heads/main\",\"after\":\"" + ForgeStandIn.SHA + "\"", "codeberg.org");
            site.send(signed(request(push), push, "X-Forgejo-Signature", "")
                    .with("X-Forgejo-Event", "push")
                    .with("X-Forgejo-Delivery", UUID.randomUUID().toString()));
            String pull = ReportSite.payload(
                    "\"action\":\"opened\",\"number\":7,\"pull_request\":{\"number\":7,\"base\":{\"ref\":\"main\"},"
                            + "\"head\":{\"sha\":\"" + ForgeStandIn.SHA + "\"}}",
                    "codeberg.org");
            site.send(signed(request(pull), pull, "X-Gitea-Signature", "")
                    .with("X-Gitea-Event", "pull_request")
                    .with("X-Gitea-Delivery", UUID.randomUUID().toString()));

            Eventually.that(() -> {
                assertThat(gitea.states("jenvoy/push")).endsWith("failure");
                assertThat(gitea.comments()).hasSize(1);
                assertThat(gitea.comments().get(0).text()).contains("`pull_request`", "succeeded in");
            });
        }
    }

    @Test
    void bitbucket_gets_builds_with_a_link_and_keys_of_forty_characters() throws Exception {
        String hook = "repo_push+a-hook-with-a-very-long-name-indeed";
        try (BitbucketStandIn bitbucket = new BitbucketStandIn();
                ReportSite site = ReportSite.in(folder)
                        .host(
                                "bitbucket.org",
                                Map.of(
                                        "api",
                                        bitbucket.address() + "/2.0",
                                        "user",
                                        BitbucketStandIn.USER,
                                        "token",
                                        "env:FORGE_TOKEN"))
                        .hook("repo_push", "status")
                        .hook(hook, "status", "exit 1")
                        .hook("pullrequest_created", "comment")) {
            site.server.sender("bitbucket", Map.of("secret", SECRET));
            site.start();
            String repository = "\"repository\":{\"full_name\":\"acme/site\",\"links\":{\"html\":{\"href\":"
                    + "\"https://bitbucket.org/acme/site\"}}},\"actor\":{\"nickname\":\"ann\"}";
            String push =
                    "{\"push\":{\"changes\":[{\"new\":{\"type\":\"branch\",\"name\":\"main\",\"target\":{\"hash\":\""
                            + ForgeStandIn.SHA + "\"}}}]}," + repository + "}";
            site.send(bitbucket("repo:push", push));
            String pull = "{\"pullrequest\":{\"id\":7,\"source\":{\"commit\":{\"hash\":\""
                    + ForgeStandIn.SHA.substring(0, 12)
                    + "\"}},\"destination\":{\"branch\":{\"name\":\"main\"}}}," + repository + "}";
            site.send(bitbucket("pullrequest:created", pull));

            Eventually.that(() -> {
                assertThat(bitbucket.states("jenvoy/repo_push")).endsWith("SUCCESSFUL");
                assertThat(bitbucket.statuses())
                        .extracting(ForgeStandIn.Shown::state)
                        .contains("FAILED");
                assertThat(bitbucket.comments()).hasSize(1);
                assertThat(bitbucket.comments().get(0).text()).contains("succeeded in");
            });
            assertThat(bitbucket.statuses()).allMatch(status -> status.link().startsWith(ReportSite.DASHBOARD));
        }
    }

    private static HookRequest bitbucket(String event, String body) {
        return signed(request(body), body, "X-Hub-Signature", "sha256=")
                .with("X-Event-Key", event)
                .with("X-Request-UUID", UUID.randomUUID().toString())
                .with("X-Hook-UUID", UUID.randomUUID().toString());
    }

    @Test
    void a_bitbucket_server_gets_builds_and_comments_with_their_versions() throws Exception {
        try (BitbucketServerStandIn bitbucket = new BitbucketServerStandIn();
                ReportSite site = ReportSite.in(folder)
                        .host(
                                "git.acme.example:7990",
                                Map.of(
                                        "kind", "bitbucket_server",
                                        "api", bitbucket.address() + "/rest/api/latest",
                                        "token", "env:FORGE_TOKEN"))
                        .hook("pr_opened", "status comment")) {
            site.server.sender("bitbucket", Map.of("secret", SECRET));
            site.start();
            String pull = "{\"actor\":{\"name\":\"ann\"},\"pullRequest\":{\"id\":7,\"fromRef\":{\"latestCommit\":\""
                    + ForgeStandIn.SHA + "\"},\"toRef\":{\"id\":\"refs/heads/main\",\"repository\":{\"slug\":\"site\","
                    + "\"project\":{\"key\":\"ACME\"},\"links\":{\"self\":[{\"href\":"
                    + "\"https://git.acme.example:7990/projects/ACME/repos/site/browse\"}]}}}}}";
            for (int at = 0; at < 2; at++) {
                site.send(signed(request(pull), pull, "X-Hub-Signature", "sha256=")
                        .with("X-Event-Key", "pr:opened")
                        .with("X-Request-Id", UUID.randomUUID().toString()));
            }

            Eventually.that(() -> {
                assertThat(bitbucket.states("jenvoy/pr_opened")).endsWith("SUCCESSFUL");
                assertThat(bitbucket.comments()).hasSize(1);
                assertThat(bitbucket.comments().get(0).text()).contains("succeeded in", "/#/deliveries/2");
            });
        }
    }
}
