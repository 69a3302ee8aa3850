package dev.jenvoy.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.senders.BitbucketServerKit;
import dev.jenvoy.contract.senders.GiteaKit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests registered endpoints: created on the admin listener, used on the public one. */
class EndpointTest {

    private static final String REGISTERED =
            "{\"provider\": \"github\", \"repo_id\": \"my-site\", \"repo_path\": \"acme/site\"}";
    private static final String NAMED = "{\"provider\": \"github\", \"repo_id\": \"my-site\"}";
    private static final String URI = "/webhooks/github/my-site/payload";

    @TempDir
    private Path folder;

    private TestServer site;

    @BeforeEach
    void start() throws Exception {
        site = TestServer.in(folder)
                .with("github_ips_only", true)
                .without("allowed_ips")
                .hook("push", "#!/bin/sh", "echo \"$JENVOY_SOURCE $JENVOY_OWNER/$JENVOY_REPO\"; env")
                .hook("order_paid", "#!/bin/sh", "echo paid")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private HttpAnswer admin(String method, String path, String json) throws Exception {
        return site.admin(HookRequest.of(method, path)
                .with("Content-Type", "application/json")
                .framing(HookRequest.Framing.LENGTH)
                .body(json));
    }

    private String register() throws Exception {
        HttpAnswer answer = admin("POST", "/conduit/webhooks/register", REGISTERED);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return secret(answer);
    }

    private static String secret(HttpAnswer answer) {
        return answer.json().getAsJsonObject("data").get("secret").getAsString();
    }

    private static HookRequest push(String secret) {
        return HookRequest.push().target(URI).secret(secret);
    }

    private static void isError(HttpAnswer answer, int status, int code, String message) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        JsonObject json = answer.json();
        assertThat(json.get("success").getAsBoolean()).isFalse();
        assertThat(json.get("error_code").getAsInt()).isEqualTo(code);
        assertThat(json.get("error_msg").getAsString()).isEqualTo(message);
    }

    @Test
    void a_request_that_names_a_thing_twice_registers_nothing() throws Exception {
        String twice = REGISTERED.replaceFirst("\\{", "{\"repo_path\": \"acme/other\", ");

        assertThat(admin("POST", "/conduit/webhooks/register", twice).status()).isEqualTo(400);
    }

    @Test
    void a_repository_is_registered_and_its_deliveries_run_hooks() throws Exception {
        HttpAnswer answer = admin("POST", "/conduit/webhooks/register", REGISTERED);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().get("success").getAsBoolean()).isTrue();
        assertThat(answer.json().getAsJsonObject("data").get("uri").getAsString())
                .isEqualTo(URI);
        assertThat(secret(answer)).matches("[0-9a-f]{64}");
        HttpAnswer ran = site.send(push(secret(answer)));
        assertThat(ran.status()).isEqualTo(200);
        assertThat(ran.stdout("push")).startsWith("github acme/site\n").doesNotContain(secret(answer));
        assertThat(site.send(push(secret(answer)).target("/conduit" + URI)).status())
                .isEqualTo(200);
    }

    @Test
    void only_its_own_secret_opens_it_and_it_opens_nothing_else() throws Exception {
        String own = register();
        String other = secret(admin("POST", "/webhooks/register", REGISTERED.replace("my-site", "other")));

        assertThat(site.send(push(TestServer.SECRET)).status()).isEqualTo(403);
        assertThat(site.send(push(other)).status()).isEqualTo(403);
        assertThat(site.send(push(own).target("/webhooks/github/other/payload")).status())
                .isEqualTo(403);
        assertThat(site.send(push(own).unsigned()).status()).isEqualTo(403);
        assertThat(site.send(push(own).target("/")).status()).isNotEqualTo(200);
        assertThat(site.send(push(own)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks/github/nothing/payload",
                "/webhooks/gitea/my-site/payload",
                "/webhooks/github/my-site/payload/",
                "/webhooks/github/my-site",
                "/webhooks/GITHUB/my-site/payload",
                "/webhooks/github/my-site/payload;x=1"
            })
    void what_is_not_registered_is_not_there(String path) throws Exception {
        String secret = register();

        assertThat(site.send(push(secret).target(path)).status()).isEqualTo(404);
    }

    @Test
    void a_delivery_of_another_repository_is_rejected_though_its_signature_is_right() throws Exception {
        String secret = register();
        String evil =
                Payloads.PUSH.replace("\"name\":\"site\"", "\"name\":\"evil\"").replace("acme/site", "acme/evil");
        String renamed = Payloads.PUSH.replace("acme", "Acme").replace("\"site\"", "\"Site\"");

        HttpAnswer refused =
                site.send(HookRequest.event("push", evil).target(URI).secret(secret));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.error()).contains("acme/site");
        assertThat(site.send(HookRequest.event("push", renamed).target(URI).secret(secret))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_form_counts_there_by_what_its_sender_signs() throws Exception {
        String secret = secret(admin("POST", "/conduit/webhooks/register", REGISTERED.replace("github", "gitea")));
        byte[] json = HookRequest.bytes(Payloads.PUSH);
        GiteaKit kit = new GiteaKit("X-Gitea-");
        HookRequest form = kit.request(secret, UUID.randomUUID().toString(), json, Instant.now())
                .asForm()
                .target("/webhooks/gitea/my-site/payload");
        HookRequest overForm = kit.request(secret, UUID.randomUUID().toString(), form.body(), Instant.now())
                .with("Content-Type", form.value("Content-Type"))
                .target("/webhooks/gitea/my-site/payload");

        assertThat(site.send(form).stdout("push")).startsWith("gitea acme/site\n");
        assertThat(site.send(overForm).status()).isEqualTo(403);
    }

    @Test
    void a_repository_at_another_path_of_the_payload_counts_too() throws Exception {
        String secret = secret(admin("POST", "/conduit/webhooks/register", REGISTERED.replace("github", "gitea")));
        String run =
                "{\"action\":\"failure\",\"run\":{\"repository\":{\"name\":\"site\",\"owner\":{\"login\":\"acme\"}}}}";
        site.hook("action_run_failure-site", "#!/bin/sh");

        HttpAnswer ran = site.send(actionRun(secret, run));
        assertThat(ran.status()).as(ran.body()).isEqualTo(200);
        assertThat(ran.json().keySet()).containsExactly("action_run_failure-site");
        for (String other : List.of(
                run.replace("site", "evil"),
                run.replace("acme", "evil"),
                run.replace(
                        "{\"action\"", "{\"repository\":{\"name\":\"evil\",\"owner\":{\"login\":\"acme\"}},\"action\""),
                "{\"action\":\"failure\",\"run\":{}}")) {
            assertThat(site.send(actionRun(secret, other)).status()).as(other).isEqualTo(403);
        }
    }

    private static HookRequest actionRun(String secret, String json) {
        return new GiteaKit("X-Forgejo-")
                .request(secret, UUID.randomUUID().toString(), HookRequest.bytes(json), Instant.now())
                .with("X-Forgejo-Event", "action_run_failure")
                .target("/webhooks/gitea/my-site/payload");
    }

    @Test
    void a_signed_trial_of_the_connection_is_a_ping_there_too() throws Exception {
        String secret = secret(admin("POST", "/conduit/webhooks/register", REGISTERED.replace("github", "bitbucket")));
        BitbucketServerKit kit = new BitbucketServerKit();
        for (String body : List.of("", "{\"test\":true}")) {
            HookRequest trial = kit.trial(secret, UUID.randomUUID().toString(), HookRequest.bytes(body), Instant.now())
                    .orElseThrow()
                    .without("Content-Type")
                    .target("/conduit/webhooks/bitbucket/my-site/payload");

            assertThat(site.send(trial).body()).contains("pong");
            assertThat(site.send(trial.without("X-Hub-Signature")).status()).isEqualTo(403);
            assertThat(site.send(trial.body("{}")).status()).isEqualTo(403);
        }
    }

    @Test
    void only_a_ping_may_be_of_no_repository() throws Exception {
        String secret = register();

        assertThat(site.send(HookRequest.event("ping", "{\"zen\":\"x\"}")
                                .target(URI)
                                .secret(secret))
                        .body())
                .contains("pong");
        assertThat(site.send(HookRequest.event("push", "{}").target(URI).secret(secret))
                        .status())
                .isEqualTo(403);
        assertThat(site.send(HookRequest.event("membership", "{\"organization\":{\"login\":\"acme\"}}")
                                .target(URI)
                                .secret(secret))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_request_of_another_provider_is_rejected_in_any_case() throws Exception {
        String secret = register();

        assertThat(site.send(push(secret)
                                .without("X-GitHub-Event")
                                .with("X-Gitlab-Event", "Push Hook")
                                .with("X-Gitlab-Token", secret))
                        .status())
                .isEqualTo(400);
        assertThat(site.send(push(secret)
                                .with("X-Gitlab-Event", "Push Hook")
                                .with("X-Gitlab-Token", secret)
                                .with(HookRequest.SIGNATURE, "sha256=" + "0".repeat(64)))
                        .status())
                .isEqualTo(403);
        assertThat(site.send(push(secret).method("PUT")).field("allow")).isEqualTo("POST");
    }

    @Test
    void who_has_no_proof_of_its_provider_learns_nothing_else_of_an_endpoint() throws Exception {
        admin(
                "POST",
                "/conduit/webhooks/register",
                "{\"provider\": \"gitlab\", \"repo_id\": \"5\", \"repo_path\": \"acme/site\"}");

        HttpAnswer answer = site.send(HookRequest.push().target("/webhooks/gitlab/5/payload"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("endpoint");
    }

    @Test
    void githubs_addresses_count_at_the_front_door_alone() throws Exception {
        String secret = register();

        assertThat(site.send(HookRequest.push()).status()).isEqualTo(503);
        assertThat(site.send(push(secret)).status()).isEqualTo(200);
    }

    @Test
    void one_id_at_two_endpoints_is_two_deliveries() throws Exception {
        String one = register();
        String other = secret(admin("POST", "/webhooks/register", REGISTERED.replace("my-site", "other")));
        HookRequest push = push(one);

        assertThat(site.send(push).status()).isEqualTo(200);
        String changed = Payloads.push("refs/heads/x");
        assertThat(site.send(push.body(changed).secret(other).target("/webhooks/github/other/payload"))
                        .status())
                .isEqualTo(200);
        assertThat(site.send(push.body(changed)).status()).isEqualTo(409);
    }

    @Test
    void each_endpoint_of_a_standard_sender_remembers_what_it_took_for_itself() throws Exception {
        String body = "{\"type\":\"order.paid\"}";
        String id = "msg_" + UUID.randomUUID();
        for (String name : List.of("one", "two")) {
            HttpAnswer registered = admin(
                    "POST",
                    "/conduit/webhooks/register",
                    "{\"provider\":\"standard\",\"repo_id\":\"" + name + "\",\"repo_path\":\"acme/shop\"}");
            assertThat(secret(registered)).startsWith("whsec_");
            byte[] key = Base64.getDecoder().decode(secret(registered).substring(6));
            String time = String.valueOf(Instant.now().getEpochSecond());
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(key, "HmacSHA256"));
            HookRequest request = HookRequest.of("POST", "/webhooks/standard/" + name + "/payload")
                    .framing(HookRequest.Framing.LENGTH)
                    .body(body)
                    .with("Content-Type", "application/json")
                    .with("webhook-id", id)
                    .with("webhook-timestamp", time)
                    .with(
                            "webhook-signature",
                            "v1,"
                                    + Base64.getEncoder()
                                            .encodeToString(
                                                    mac.doFinal(HookRequest.bytes(id + "." + time + "." + body))));

            assertThat(site.send(request).stdout("order_paid")).isEqualTo("paid\n");
            assertThat(site.send(request).status()).isEqualTo(403);
        }
    }

    @Test
    void a_new_secret_is_shown_and_the_old_one_accepted_until_the_given_time() throws Exception {
        String old = register();
        HttpAnswer answer = admin("PATCH", "/conduit/webhooks/update", NAMED);

        assertThat(answer.status()).isEqualTo(201);
        Instant until = Instant.parse(
                answer.json().getAsJsonObject("data").get("old_secret_until").getAsString());
        assertThat(until)
                .isBetween(Instant.now().plusSeconds(23 * 3600), Instant.now().plusSeconds(24 * 3600));
        assertThat(site.send(push(old)).status()).isEqualTo(200);
        assertThat(site.send(push(secret(answer))).status()).isEqualTo(200);
        admin("PATCH", "/conduit/webhooks/update", NAMED.replace("}", ", \"revoke_old\": true}"));
        assertThat(site.send(push(old)).status()).isEqualTo(403);
        assertThat(site.send(push(secret(answer))).status()).isEqualTo(403);
    }

    @Test
    void a_secret_that_exists_is_imported_and_never_shown() throws Exception {
        String secret = "it is in GitHub's settings already";
        HttpAnswer answer = admin(
                "PATCH", "/conduit/webhooks/import", REGISTERED.replace("}", ", \"secret\": \"" + secret + "\"}"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).contains(URI).doesNotContain(secret);
        assertThat(site.send(push(secret)).status()).isEqualTo(200);
    }

    @Test
    void endpoints_are_found_listed_and_removed_without_their_secrets() throws Exception {
        String secret = register();

        HttpAnswer found = site.admin("/conduit/webhooks/find?provider=github&repo_id=my-site");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().getAsJsonObject("data").get("repo_path").getAsString())
                .isEqualTo("acme/site");
        HttpAnswer list = site.admin("/conduit/webhooks/list?provider=github");
        assertThat(list.json().getAsJsonArray("data")).hasSize(1);
        assertThat(found.body() + list.body()).doesNotContain(secret);
        assertThat(site.admin("/conduit/webhooks/list?provider=gitea").json().getAsJsonArray("data"))
                .isEmpty();
        assertThat(site.admin(HookRequest.of("DELETE", "/conduit/webhooks?provider=github&repo_id=my-site"))
                        .status())
                .isEqualTo(200);
        assertThat(site.send(push(secret)).status()).isEqualTo(404);
        isError(site.admin("/conduit/webhooks/find?provider=github&repo_id=my-site"), 404, 203, "unregistered_webhook");
    }

    @Test
    void errors_have_their_numbers() throws Exception {
        register();

        isError(admin("POST", "/conduit/webhooks/register", REGISTERED), 409, 204, "duplicate_registration");
        isError(
                admin("PATCH", "/conduit/webhooks/update", NAMED.replace("my", "no")),
                404,
                203,
                "unregistered_webhook");
        isError(admin("DELETE", "/conduit/webhooks", NAMED.replace("my", "no")), 404, 203, "unregistered_webhook");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | register | ",
                "POST | register | []",
                "POST | register | {\"provider\": ",
                "POST | register | {}",
                "POST | register | {\"provider\": \"github\", \"repo_id\": \"x\"}",
                "POST | register | {\"provider\": \"github\", \"repo_id\": 7, \"repo_path\": \"acme/site\"}",
                "POST | register | {\"provider\": \"nobody\", \"repo_id\": \"x\", \"repo_path\": \"acme/site\"}",
                "POST | register | {\"provider\": \"github\", \"repo_id\": \"../x\", \"repo_path\": \"acme/site\"}",
                "POST | register | {\"provider\": \"github\", \"repo_id\": \"x\", \"repo_path\": \"site\"}",
                "POST | register | {\"provider\": \"github\", \"repo_id\": \"x\", \"repo_path\": \"a/b\"} {}",
                "PATCH | update | {\"provider\": \"github\"}",
                "PATCH | import | {\"provider\": \"github\", \"repo_id\": \"x\", \"repo_path\": \"acme/site\"}",
                "GET | find | ",
                "GET | find?provider=github&repo_id=x&repo_id=y | ",
                "DELETE | ?provider=github&repo_id=x&repo_id=y | ",
                "DELETE | | "
            })
    void a_malformed_request_changes_nothing(String method, String action, String json) throws Exception {
        String path = "/conduit/webhooks" + (action == null ? "" : action.startsWith("?") ? action : "/" + action);
        HttpAnswer answer = json == null ? site.admin(HookRequest.of(method, path)) : admin(method, path, json);

        isError(answer, 400, 201, "malformed_request");
        assertThat(site.admin("/conduit/webhooks/list").json().getAsJsonArray("data"))
                .isEmpty();
    }

    @Test
    void a_body_that_is_not_utf_8_changes_nothing() throws Exception {
        byte[] body = HookRequest.bytes(REGISTERED.replaceFirst("\\{", "{\"note\": \"?\", "));
        for (int at = 0; at < body.length; at++) {
            if (body[at] == '?') {
                body[at] = (byte) 0xe9;
            }
        }
        HttpAnswer answer = site.admin(HookRequest.of("POST", "/conduit/webhooks/register")
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "application/json")
                .body(body));

        isError(answer, 400, 201, "malformed_request");
    }

    @Test
    void a_client_without_access_learns_and_changes_nothing() throws Exception {
        site.stop();
        site.with("admin_token", "planted-admin-token-0123456789").start();
        for (String path : List.of("/conduit/webhooks/list", "/webhooks/list")) {
            assertThat(site.admin(path).status()).isEqualTo(401);
        }
        assertThat(admin("POST", "/conduit/webhooks/register", REGISTERED).status())
                .isEqualTo(401);
        HttpAnswer other = site.admin(HookRequest.of("POST", "/conduit/webhooks/register")
                .with("Authorization", "Bearer planted-admin-token-0123456789")
                .with("Origin", "https://evil.example")
                .with("Content-Type", "application/json")
                .framing(HookRequest.Framing.LENGTH)
                .body(REGISTERED));
        assertThat(other.status()).isEqualTo(403);
        assertThat(site.send(HookRequest.of("POST", "/conduit/webhooks/register"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void an_endpoint_whose_key_is_gone_refuses_and_the_log_says_why() throws Exception {
        String secret = register();
        site.stop();
        Files.delete(folder.resolve("data/endpoint.key"));
        site.with("debug_level", "DEBUG");

        try (CapturedLog log = CapturedLog.open()) {
            site.start();

            HttpAnswer answer = site.send(push(secret));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("retry-after")).isNotEmpty();
            assertThat(answer.body()).doesNotContain("key");
            assertThat(log.lines()).anySatisfy(line -> assertThat(line).contains("check=endpoint", "status=503"));
            assertThat(log.lines()).anySatisfy(line -> assertThat(line).contains("hint=", "endpoint.key is missing"));
            isError(
                    admin("POST", "/webhooks/register", REGISTERED.replace("my", "no")),
                    503,
                    1,
                    "internal_server_error");
            assertThat(site.admin("/webhooks/list").body()).contains("\"usable\":false");
        }
    }

    @Test
    void nothing_in_the_log_or_the_data_folder_shows_a_secret() throws Exception {
        site.stop();
        site.with("debug_level", "DEBUG");
        try (CapturedLog log = CapturedLog.open()) {
            site.start();
            String secret = register();
            String next = secret(admin("PATCH", "/conduit/webhooks/update", NAMED));
            site.send(push(secret));
            site.send(push("wrong"));
            site.stop();

            assertThat(String.join("\n", log.lines())).contains("my-site").doesNotContain(secret, next);
            try (var files = Files.walk(folder.resolve("data"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                            .doesNotContain(secret, next);
                }
            }
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("data/endpoint.key"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_senders_own_addresses_count_at_its_endpoints() throws Exception {
        site.with("senders", Map.of("gitlab", Map.of("allowed_ips", List.of("192.0.2.0/24"))));
        HttpAnswer registered = admin("POST", "/webhooks/register", REGISTERED.replace("github", "gitlab"));
        HttpAnswer refused = site.send(HookRequest.of("POST", "/webhooks/gitlab/my-site/payload")
                .framing(HookRequest.Framing.LENGTH)
                .body("{}")
                .with("Content-Type", "application/json")
                .with("X-Gitlab-Event", "Push Hook")
                .with("X-Gitlab-Token", secret(registered)));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.error()).contains("address");
    }
}
