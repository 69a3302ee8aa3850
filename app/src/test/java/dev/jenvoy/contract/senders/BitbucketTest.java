package dev.jenvoy.contract.senders;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests Bitbucket's events and its retries. {@link SendersTest} tests that others are rejected. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BitbucketTest {

    private static final String SECRET = "planted-bitbucket-secret-90c4";
    private static final SenderKit.Push PUSH = SenderKit.Push.GOOD;

    @TempDir
    static Path folder;

    private TestServer site;

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder)
                .sender("bitbucket", Map.of("secret", SECRET))
                .hook(
                        "all",
                        "#!/bin/sh",
                        "env | sed -n 's/^JENVOY_//p' | grep -v '^KIND=\\|^RUN=\\|^ATTEMPT=\\|^DELIVERY=' | sort")
                .hook("repo_push-flaky", "#!/bin/sh", "echo run >> ../flaky-runs", "test -e ../mended")
                .start();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private static HookRequest cloud(String event, String json) {
        return signed(json, body -> BitbucketKit.event(event, UUID.randomUUID().toString(), body));
    }

    private static HookRequest server(String event, String json) {
        return signed(
                json, body -> BitbucketServerKit.event(event, UUID.randomUUID().toString(), body));
    }

    private static HookRequest signed(String json, Function<byte[], HookRequest> request) {
        byte[] body = HookRequest.bytes(json);
        return request.apply(body).with("X-Hub-Signature", "sha256=" + HookRequest.hmac("HmacSHA256", SECRET, body));
    }

    private List<String> told(HookRequest request) throws Exception {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.stdout("all").lines().toList();
    }

    @Test
    void a_push_of_several_is_a_delivery_for_each_branch_and_tag() throws Exception {
        String changes = String.join(
                ",",
                BitbucketKit.change(PUSH, "branch"),
                BitbucketKit.change(PUSH.branch("v1.2"), "tag"),
                "{\"new\":null,\"closed\":true,\"old\":{\"type\":\"branch\",\"name\":\"gone\"}}");
        HookRequest request = cloud("repo:push", BitbucketKit.json(PUSH, changes));
        String id = request.value("X-Request-UUID");
        HttpAnswer answer = site.send(request);
        JsonObject deliveries = answer.json().getAsJsonObject("deliveries");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(deliveries.keySet()).containsExactly(id, id + ".2", id + ".3");
        assertThat(stdout(deliveries, id)).contains("BRANCH=main").doesNotContain("TAG=");
        assertThat(stdout(deliveries, id + ".2")).contains("TAG=v1.2").doesNotContain("BRANCH=");
        assertThat(deliveries.getAsJsonObject(id + ".3").get("status").getAsString())
                .isEqualTo("skipped");
    }

    private static String stdout(JsonObject deliveries, String id) {
        return deliveries
                .getAsJsonObject(id)
                .getAsJsonObject("all")
                .get("stdout")
                .getAsString();
    }

    @Test
    void a_push_of_several_to_a_server_is_as_many_deliveries() throws Exception {
        HttpAnswer answer = site.send(server("repo:refs_changed", """
                {"eventKey":"repo:refs_changed","actor":{"name":"ann"},
                 "repository":{"slug":"site","project":{"key":"~ANN"}},
                 "changes":[
                   {"ref":{"id":"refs/heads/a/b","displayId":"a/b","type":"BRANCH"},"refId":"refs/heads/a/b",
                    "fromHash":"0000000000000000000000000000000000000000",
                    "toHash":"178864a7d521b6f5e720b386b2c2b0ef8563e0dc","type":"ADD"},
                   {"ref":{"id":"refs/tags/v1","displayId":"v1","type":"TAG"},"refId":"refs/tags/v1",
                    "fromHash":"0000000000000000000000000000000000000000",
                    "toHash":"ecddabb624f6f5ba43816f5926e580a5f680a932","type":"ADD"}]}
                """));
        JsonObject deliveries = answer.json().getAsJsonObject("deliveries");
        String id = answer.field("X-Jenvoy-Delivery");

        assertThat(stdout(deliveries, id).lines())
                .containsExactly(
                        "BRANCH=a/b",
                        "EVENT=repo_refs_changed",
                        "OWNER=~ANN",
                        "REF=refs/heads/a/b",
                        "REPO=site",
                        "SENDER=ann",
                        "SHA=178864a7d521b6f5e720b386b2c2b0ef8563e0dc",
                        "SOURCE=bitbucket");
        assertThat(stdout(deliveries, id + ".2")).contains("TAG=v1", "SHA=ecddabb6");
    }

    @Test
    void a_pull_request_is_reported_by_its_destination() throws Exception {
        assertThat(told(cloud("pullrequest:fulfilled", """
                        {"pullrequest":{"id":12,"title":"t","state":"MERGED",
                          "source":{"branch":{"name":"feature"},"commit":{"hash":"d3022fc0ca3d"},
                                    "repository":{"full_name":"ann/site"}},
                          "destination":{"branch":{"name":"main"},"commit":{"hash":"ce5965ddd289"},
                                         "repository":{"full_name":"acme/site"}},
                          "merge_commit":{"hash":"764413d85e29"}},
                         "repository":{"type":"repository","full_name":"acme/site","name":"The Site"},
                         "actor":{"type":"user","nickname":"ann","display_name":"Ann Smith"}}
                        """)))
                .containsExactly(
                        "BRANCH=main",
                        "EVENT=pullrequest_fulfilled",
                        "OWNER=acme",
                        "REPO=site",
                        "SENDER=ann",
                        "SHA=d3022fc0ca3d",
                        "SOURCE=bitbucket");
    }

    @Test
    void a_pull_request_on_a_server_is_reported_by_where_it_goes_to() throws Exception {
        assertThat(told(server("pr:reviewer:needs_work", """
                        {"eventKey":"pr:reviewer:needs_work","date":"2026-03-10T09:58:11+1000",
                         "actor":{"name":"ann","id":1,"displayName":"Ann Smith","slug":"ann","type":"NORMAL"},
                         "pullRequest":{"id":1,"version":0,"title":"t","state":"OPEN","open":true,"closed":false,
                           "fromRef":{"id":"refs/heads/a-branch","displayId":"a-branch",
                             "latestCommit":"ef8755f06ee4b28c96a847a95cb8ec8ed6ddd1ca",
                             "repository":{"slug":"site","project":{"key":"~ANN"}}},
                           "toRef":{"id":"refs/heads/main","displayId":"main",
                             "latestCommit":"178864a7d521b6f5e720b386b2c2b0ef8563e0dc",
                             "repository":{"slug":"site","id":84,"name":"The Site","project":{"key":"PROJ","id":84}}}}}
                        """)))
                .containsExactly(
                        "BRANCH=main",
                        "EVENT=pr_reviewer_needs_work",
                        "OWNER=PROJ",
                        "REPO=site",
                        "SENDER=ann",
                        "SHA=ef8755f06ee4b28c96a847a95cb8ec8ed6ddd1ca",
                        "SOURCE=bitbucket");
    }

    @Test
    void trying_the_connection_out_is_a_ping() throws Exception {
        HttpAnswer answer = site.send(server("diagnostics:ping", "{\"test\": true}"));

        assertThat(answer.json().get("msg").getAsString()).isEqualTo("pong");
        assertThat(site.send(server("diagnostics:ping", "{\"test\": true}").without("X-Hub-Signature"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_push_of_nothing_has_no_branch() throws Exception {
        assertThat(told(cloud("repo:push", BitbucketKit.json(PUSH, ""))))
                .contains("REPO=site")
                .noneMatch(line -> line.startsWith("BRANCH="));
    }

    @Test
    void what_is_resent_gets_the_recorded_answer_only_if_it_went_well() throws Exception {
        HookRequest request =
                cloud("repo:push", BitbucketKit.json(PUSH.repository("flaky"), BitbucketKit.change(PUSH, "branch")));
        Path runs = site.folder().resolve("flaky-runs");
        assertThat(site.send(request).hook("repo_push-flaky").get("returncode").getAsInt())
                .isEqualTo(1);
        Files.createFile(site.folder().resolve("mended"));
        HookRequest again = request.with("X-Attempt-Number", "2");
        HttpAnswer good = site.send(again);
        assertThat(good.hook("repo_push-flaky").get("returncode").getAsInt()).isZero();

        assertThat(site.send(again).body()).isEqualTo(good.body());
        assertThat(runs).hasContent("run\nrun");
    }

    @Test
    void a_list_that_is_none_is_rejected() throws Exception {
        for (String bad : List.of("{\"changes\":{}}", "{\"changes\":[5]}", "[]")) {
            assertThat(site.send(cloud("repo:push", "{\"push\":" + bad + "}")).status())
                    .as(bad)
                    .isEqualTo(400);
        }
    }
}
