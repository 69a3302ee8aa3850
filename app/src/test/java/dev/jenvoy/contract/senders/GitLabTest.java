package dev.jenvoy.contract.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests GitLab's events. {@link SendersTest} tests that others are rejected. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitLabTest {

    private static final String TOKEN = "planted-gitlab-token-33b0";
    private static final String PROJECT = """
            "user":{"id":1,"name":"Ann Smith","username":"ann"},
            "project":{"id":1,"name":"The Site","namespace":"Web","path_with_namespace":"acme/web/site"}""";

    @TempDir
    static Path folder;

    private TestServer site;

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder)
                .sender("gitlab", Map.of("secret", TOKEN))
                .hook(
                        "all",
                        "#!/bin/sh",
                        "env | sed -n 's/^JENVOY_//p' | grep -v '^KIND=\\|^RUN=\\|^ATTEMPT=\\|^DELIVERY=' | sort")
                .hook("merge_request_hook-site-main", "#!/bin/sh")
                .hook("@acme/web/merge_request_hook-site-main", "#!/bin/sh")
                .start();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private static HookRequest event(String event, String json) {
        return GitLabKit.event(event, UUID.randomUUID().toString(), HookRequest.bytes(json))
                .with("X-Gitlab-Token", TOKEN);
    }

    private List<String> told(String event, String json) throws Exception {
        HttpAnswer answer = site.send(event(event, json));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.stdout("all").lines().toList();
    }

    @Test
    void a_tag_is_no_branch_and_its_commit_is_what_gets_checked_out() throws Exception {
        assertThat(told("Tag Push Hook", """
                        {"object_kind":"tag_push","event_name":"tag_push","before":"0000000000000000000000000000000000000000",
                         "after":"82b3d5ae55f7080f1e6022629cdb57bfae7cccc7","ref":"refs/tags/v1.0.0",
                         "checkout_sha":"da1560886d4f094c3e6c9ef40349f7d38b5d27d7","user_id":1,"user_username":"ann",%s}
                        """.formatted(PROJECT)))
                .containsExactly(
                        "EVENT=tag_push_hook",
                        "OWNER=acme/web",
                        "REF=refs/tags/v1.0.0",
                        "REPO=site",
                        "SENDER=ann",
                        "SHA=da1560886d4f094c3e6c9ef40349f7d38b5d27d7",
                        "SOURCE=gitlab",
                        "TAG=v1.0.0");
    }

    private static final String MERGE_REQUEST = """
            {"object_kind":"merge_request","event_type":"merge_request",%s,
             "object_attributes":{"id":99,"iid":16,"target_branch":"main","source_branch":"ms-viewport","action":"open",
               "state":"opened","last_commit":{"id":"da1560886d4f094c3e6c9ef40349f7d38b5d27d7"},
               "target":{"path_with_namespace":"acme/web/site"},"source":{"path_with_namespace":"ann/site"}},
             "changes":{"updated_at":{"previous":null,"current":null}}}
            """.formatted(PROJECT);

    @Test
    void a_merge_request_has_the_branch_of_its_target() throws Exception {
        assertThat(told("Merge Request Hook", MERGE_REQUEST))
                .containsExactly(
                        "ACTION=open",
                        "BRANCH=main",
                        "EVENT=merge_request_hook",
                        "OWNER=acme/web",
                        "REPO=site",
                        "SENDER=ann",
                        "SHA=da1560886d4f094c3e6c9ef40349f7d38b5d27d7",
                        "SOURCE=gitlab");
    }

    @Test
    void nested_groups_are_folders_of_the_hooks_folder() throws Exception {
        assertThat(site.send(event("Merge Request Hook", MERGE_REQUEST)).json().keySet())
                .containsExactly("@acme/web/merge_request_hook-site-main", "merge_request_hook-site-main", "all");
    }

    @Test
    void a_comment_on_a_merge_request_has_the_branch_of_its_target() throws Exception {
        assertThat(told("Note Hook", """
                        {"object_kind":"note","event_type":"note",%s,
                         "object_attributes":{"id":1244,"note":"Nice","noteable_type":"MergeRequest","action":"create"},
                         "merge_request":{"id":7,"iid":1,"target_branch":"main","source_branch":"x",
                                          "last_commit":{"id":"562e173be03b8ff2efb05345d12df18815438a4b"}}}
                        """.formatted(PROJECT)))
                .contains("ACTION=create", "BRANCH=main", "SHA=562e173be03b8ff2efb05345d12df18815438a4b");
    }

    @Test
    void a_pipeline_has_no_branch_for_its_ref_may_be_a_strangers() throws Exception {
        assertThat(told("Pipeline Hook", """
                        {"object_kind":"pipeline",%s,"object_attributes":{"id":31,"iid":3,"ref":"main","tag":false,
                          "sha":"bcbb5ec396a2c0f828686f14fac9b80b780504f2","status":"success","source":"merge_request_event"},
                         "merge_request":{"id":1,"iid":1,"source_branch":"main","target_branch":"main"}}
                        """.formatted(PROJECT)))
                .containsExactly(
                        "EVENT=pipeline_hook",
                        "OWNER=acme/web",
                        "REF=main",
                        "REPO=site",
                        "SENDER=ann",
                        "SHA=bcbb5ec396a2c0f828686f14fac9b80b780504f2",
                        "SOURCE=gitlab");
    }

    @Test
    void a_system_hook_tells_what_happened_as_its_action() throws Exception {
        assertThat(told("System Hook", """
                        {"event_name":"project_create","name":"The Site","owner_name":"Ann","path":"site",
                         "path_with_namespace":"acme/site","project_id":74,"project_visibility":"private"}
                        """))
                .containsExactly(
                        "ACTION=project_create", "EVENT=system_hook", "OWNER=acme", "REPO=site", "SOURCE=gitlab");
        assertThat(told("System Hook", new GitLabKit().push(SenderKit.Push.GOOD)))
                .contains("ACTION=push", "BRANCH=main", "SENDER=ann");
    }

    @Test
    void a_deleted_tag_is_skipped() throws Exception {
        assertThat(site.send(event("Tag Push Hook", """
                                {"object_kind":"tag_push","after":"0000000000000000000000000000000000000000",
                                 "ref":"refs/tags/v1.0.0","checkout_sha":null,%s}
                                """.formatted(PROJECT))).body())
                .contains("skipped");
    }

    @Test
    void a_fact_of_another_type_is_rejected() throws Exception {
        for (String bad : List.of(
                "\"ref\":5",
                "\"after\":{}",
                "\"project\":\"acme/site\"",
                "\"project\":{\"path_with_namespace\":\"site\"}",
                "\"user_username\":[]")) {
            assertThat(site.send(event("Push Hook", "{\"object_kind\":\"push\"," + bad + "}"))
                            .status())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void an_older_gitlab_names_the_delivery_otherwise() throws Exception {
        String json = new GitLabKit().push(SenderKit.Push.GOOD);
        assertThat(site.send(event("Push Hook", json).without("Idempotency-Key"))
                        .field("X-Jenvoy-Delivery"))
                .isEqualTo("7ab4d5ba-2b7a-4d2c-a0ef-fcbe0e20fb91");
        // A value that several webhooks may share is not an id.
        assertThat(site.send(event("Push Hook", json).without("Idempotency-Key").without("X-Gitlab-Webhook-UUID"))
                        .field("X-Jenvoy-Delivery"))
                .matches("[0-9a-f-]{36}")
                .isNotEqualTo("13792a34-cac6-4fda-95a8-c58e00a3954e");
    }

    @Test
    void a_signing_token_never_opens_as_a_secret_token() throws Exception {
        String signing = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        try {
            site.sender("gitlab", Map.of("secret", List.of(TOKEN, signing)));
            HookRequest request = event("Push Hook", new GitLabKit().push(SenderKit.Push.GOOD));
            assertThat(site.send(request.with("X-Gitlab-Token", signing)).status())
                    .isEqualTo(403);
            assertThat(site.send(request).status()).isEqualTo(200);
        } finally {
            site.sender("gitlab", Map.of("secret", TOKEN));
        }
    }

    @Test
    void a_wrong_signature_is_not_rescued_by_the_token() throws Exception {
        HookRequest request = event("Push Hook", new GitLabKit().push(SenderKit.Push.GOOD));
        for (String signature : List.of("v1,aGVsbG8=", "", "v1," + "A".repeat(43) + "=")) {
            HookRequest signed = request.with("webhook-signature", signature)
                    .with("webhook-id", request.value("Idempotency-Key"))
                    .with("webhook-timestamp", String.valueOf(Instant.now().getEpochSecond()));
            assertThat(site.send(signed).status()).as(signature).isEqualTo(403);
        }
    }

    @Test
    void a_signature_needs_a_signing_token_here_and_the_log_says_so() throws Exception {
        GitLabSignedKit kit = new GitLabSignedKit();
        byte[] body = HookRequest.bytes(kit.push(SenderKit.Push.GOOD));
        HookRequest request =
                kit.request(kit.secret("not-set-up"), UUID.randomUUID().toString(), body, Instant.now());
        try (CapturedLog log = CapturedLog.open()) {
            site.with("debug_level", "INFO");
            assertThat(site.send(request.with("X-Gitlab-Token", TOKEN)).status())
                    .isEqualTo(403);
            assertThat(log.lines()).anyMatch(line -> line.contains("whsec_"));
        } finally {
            site.with("debug_level", "CRITICAL");
        }
    }
}
