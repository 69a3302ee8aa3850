package dev.jenvoy.contract.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests Gitea, Forgejo and Gogs, which also send GitHub's headers but have their own secret. */
class GiteaTest {

    private static final String OWN = "planted-gitea-secret-77d0c1";
    private static final String PUSH = """
            {"ref":"refs/heads/main","before":"28e1879d029cb852e4844d9c718537df08844e03",
             "after":"bffeb74224043ba2feb48d137756c8a9331c449a","total_commits":1,
             "repository":{"id":140,"owner":{"id":1,"login":"acme.dev","username":"acme.dev"},"name":"site",
                           "full_name":"acme.dev/site"},
             "pusher":{"id":1,"login":"gitea"},"sender":{"id":1,"login":"gitea","username":"gitea"}}
            """;

    @TempDir
    private Path folder;

    private TestServer site;

    @BeforeEach
    void start() throws Exception {
        site = TestServer.in(folder)
                .with("senders", Map.of("gitea", Map.of("secret", OWN)))
                .hook("push-site-main", "#!/bin/sh", "echo \"$JENVOY_SOURCE $JENVOY_OWNER $JENVOY_SHA $JENVOY_SENDER\"")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    /** Returns a push as Gitea sends it. */
    private static HookRequest push(String vendor, String secret) {
        String code = HookRequest.hmac("HmacSHA256", secret, HookRequest.bytes(PUSH));
        HookRequest request = HookRequest.event("push", PUSH).unsigned().with("X-GitHub-Event-Type", "push");
        String id = request.id();
        List<String> vendors =
                switch (vendor) {
                    case "Gogs" -> List.of("Gogs");
                    case "Gitea" -> List.of("Gogs", "Gitea");
                    default -> List.of("Gogs", "Gitea", "Forgejo");
                };
        for (String one : vendors) {
            request = request.with("X-" + one + "-Event", "push")
                    .with("X-" + one + "-Delivery", id)
                    .with("X-" + one + "-Signature", code);
        }
        return request.with(HookRequest.SIGNATURE, "sha256=" + code)
                .with(
                        HookRequest.OLD_SIGNATURE,
                        "sha1=" + HookRequest.hmac("HmacSHA1", secret, HookRequest.bytes(PUSH)));
    }

    @Test
    void each_of_them_is_let_in_and_its_hooks_run() throws Exception {
        for (String vendor : List.of("Gogs", "Gitea", "Forgejo")) {
            HttpAnswer answer = site.send(push(vendor, OWN));

            assertThat(answer.status()).as(vendor).isEqualTo(200);
            assertThat(answer.body()).contains("gitea acme.dev bffeb74224043ba2feb48d137756c8a9331c449a gitea");
        }
    }

    @Test
    void the_secret_of_github_does_not_open_the_door_for_gitea_nor_the_other_way_round() throws Exception {
        assertThat(site.send(push("Gitea", TestServer.SECRET)).status()).isEqualTo(403);
        assertThat(site.send(HookRequest.event("push", PUSH).secret(OWN)).status())
                .isEqualTo(403);
    }

    @Test
    void a_header_of_gitea_on_a_delivery_of_github_asks_for_the_secret_of_gitea() throws Exception {
        assertThat(site.send(HookRequest.push().with("X-Gitea-Event", "push")).status())
                .isEqualTo(403);
    }

    @Test
    void its_own_signature_cannot_be_rescued_by_that_of_github() throws Exception {
        assertThat(site.send(push("Gitea", OWN).with("X-Gitea-Signature", "0".repeat(64)))
                        .status())
                .isEqualTo(403);
        assertThat(site.send(push("Gitea", OWN).without("X-Gitea-Signature")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        // The event, its type, and the event that hooks see: empty for a rejection.
        "'', status, status",
        "'', package, package",
        "issues, issue_label, issues",
        "pull_request_approved, pull_request_review_approved, pull_request_approved",
        "'', '', ''",
        "'', ../x, ''",
        "'', all, ''",
    })
    void where_the_event_is_empty_its_type_names_it(String event, String type, String seen) throws Exception {
        site.hook("all", "#!/bin/sh", "echo \"$JENVOY_EVENT\"");
        for (String vendor : List.of("Gogs", "Gitea", "Forgejo")) {
            HookRequest request =
                    push(vendor, OWN).with("X-GitHub-Event", event).with("X-GitHub-Event-Type", type);
            for (String one : List.of("Gogs", "Gitea", "Forgejo")) {
                if (!request.value("X-" + one + "-Delivery").isEmpty()) {
                    request = request.with("X-" + one + "-Event", event).with("X-" + one + "-Event-Type", type);
                }
            }
            HttpAnswer answer = site.send(request);

            assertThat(answer.status()).as(vendor + answer.body()).isEqualTo(seen.isEmpty() ? 400 : 200);
            if (!seen.isEmpty()) {
                assertThat(answer.stdout("all")).isEqualTo(seen + "\n");
            }
            assertThat(site.send(request.also("X-" + vendor + "-Event", event)).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_type_that_comes_twice_or_not_at_all_names_no_event() throws Exception {
        HookRequest request = push("Gitea", OWN).with("X-Gitea-Event", "");

        assertThat(site.send(request).status()).isEqualTo(400);
        assertThat(site.send(request.with("X-Gitea-Event-Type", "status").also("X-Gitea-Event-Type", "status"))
                        .status())
                .isEqualTo(400);
        // Another sender's field is ignored.
        assertThat(site.send(request.with("X-Gogs-Event-Type", "status")).status())
                .isEqualTo(400);
    }

    @Test
    void a_pull_request_of_gogs_is_reported_by_its_base_branch() throws Exception {
        site.hook("pull_request-site-main", "#!/bin/sh", "echo \"$JENVOY_OWNER $JENVOY_BRANCH\"");
        String json = """
                {"action":"opened","number":1,
                 "pull_request":{"number":1,"head_branch":"feature","head_repo":{"name":"site"},
                                 "base_branch":"main","base_repo":{"name":"site"}},
                 "repository":{"name":"site","full_name":"acme/site","owner":{"login":"acme"}},"sender":{"login":"ann"}}
                """;
        HttpAnswer answer = site.send(new GiteaKit("X-Gogs-")
                .request(OWN, UUID.randomUUID().toString(), HookRequest.bytes(json), Instant.now())
                .with("X-Gogs-Event", "pull_request"));

        assertThat(answer.stdout("pull_request-site-main")).isEqualTo("acme main\n");
    }

    @Test
    void a_sender_without_a_secret_is_rejected() throws Exception {
        site.stop();
        site.without("senders").start();

        assertThat(site.send(push("Gitea", OWN)).status()).isEqualTo(403);
    }

    @Test
    void a_push_that_deletes_its_branch_is_skipped_though_nothing_says_deleted() throws Exception {
        String json = PUSH.replace("bffeb74224043ba2feb48d137756c8a9331c449a", "0".repeat(40));
        String id = UUID.randomUUID().toString();
        HttpAnswer answer = site.send(HookRequest.event("push", json)
                .unsigned()
                .with("X-Gitea-Event", "push")
                .with("X-Gitea-Delivery", id)
                .with("X-Gitea-Signature", HookRequest.hmac("HmacSHA256", OWN, HookRequest.bytes(json))));

        assertThat(answer.body()).contains("skipped");
        assertThat(answer.field("X-Jenvoy-Delivery")).isEqualTo(id);
    }
}
