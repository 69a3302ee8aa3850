package dev.jenvoy.contract.chat.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.contract.chat.standin.WebhookStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HookRequest.Framing;
import dev.jenvoy.contract.kit.TravisApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proofs at the addresses for repositories that are more than the token itself: GitLab's signing token, Travis CI's key. */
class RouteDoorsProofTest {

    private static final byte[] KEY = "planted-signing-key-of-24by".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNING_TOKEN = "whsec_" + Base64.getEncoder().encodeToString(KEY);

    @TempDir
    Path folder;

    private final WebhookStandIn program = new WebhookStandIn();
    private ChatSite site;

    @BeforeEach
    void configure() {
        site = ChatSite.in(folder).webhook("ops", program).route("ops", "push_hook", "passed");
        site.counting("all");
    }

    @AfterEach
    void close() {
        site.close();
        program.close();
    }

    private void said(int count, String last) {
        Eventually.that(() -> assertThat(program.messages()).hasSize(count));
        assertThat(program.messages().get(count - 1).get("text").getAsString()).contains(last);
    }

    private static HookRequest push(byte[] key, String branch) throws GeneralSecurityException {
        HookRequest push = HookRequest.of("POST", "/repohook")
                .framing(Framing.LENGTH)
                .with("Content-Type", "application/json")
                .with("X-Gitlab-Event", "Push Hook")
                .body("""
                        {"object_kind":"push","ref":"refs/heads/%s","checkout_sha":"6113728f27ae82c7b1a177c8d03f9e96e0adf246",
                        "after":"6113728f27ae82c7b1a177c8d03f9e96e0adf246","user_username":"ann","total_commits_count":1,
                        "project":{"name":"lab","path_with_namespace":"acme/group/lab"}}
                        """.formatted(branch));
        String id = UUID.randomUUID().toString();
        long seconds = Instant.now().getEpochSecond();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
        return push.with("webhook-id", id)
                .with("webhook-timestamp", Long.toString(seconds))
                .with("webhook-signature", "v1," + Base64.getEncoder().encodeToString(mac.doFinal(push.body())));
    }

    @Test
    void gitlab_s_signing_token_opens_the_door_for_a_body_that_it_signed() throws Exception {
        site.token("acme/group/lab", Family.GITLAB, SIGNING_TOKEN).start();
        assertThat(site.send(push(KEY, "signed")).status()).isEqualTo(204);
        said(1, "signed");

        assertThat(site.send(push("another key of some length".getBytes(StandardCharsets.UTF_8), "forged"))
                        .status())
                .isEqualTo(403);
        HookRequest changed = push(KEY, "signed");
        assertThat(site.send(changed.body(HookRequest.text(changed.body()).replace("signed", "forged")))
                        .status())
                .isEqualTo(403);
        assertThat(program.messages()).hasSize(1);
        assertThat(site.runs("all")).isZero();
    }

    @Test
    void the_key_of_travis_opens_the_door_for_a_body_that_it_signed_if_its_api_is_configured() throws Exception {
        KeyPair pair = TravisApi.pair(2048);
        try (TravisApi api = TravisApi.start()) {
            api.publishes("com", pair);
            site.server().sender("travis", Map.of("api", api.at("com")));
            site.start();
            String json = """
                    {"number":"7","type":"push","state":"passed","status_message":"Passed","branch":"main",
                    "commit":"6113728f27ae82c7","message":"A commit","author_name":"Ann",
                    "repository":{"name":"site","owner_name":"acme"}}""";
            HookRequest build = HookRequest.of("POST", "/travis")
                    .framing(Framing.LENGTH)
                    .with("Content-Type", "application/x-www-form-urlencoded")
                    .with("Travis-Repo-Slug", "acme/site")
                    .body("payload=" + URLEncoder.encode(json, StandardCharsets.UTF_8));
            String signature = TravisApi.sign(pair, HookRequest.bytes(json));
            assertThat(site.send(build.with("Signature", signature)).status()).isEqualTo(204);
            said(1, "#7");

            String forged = TravisApi.sign(TravisApi.pair(2048), HookRequest.bytes(json));
            assertThat(site.send(build.with("Signature", forged)).status()).isEqualTo(403);
            HookRequest changed = build.body(HookRequest.text(build.body()).replace("main", "other"));
            assertThat(site.send(changed.with("Signature", signature)).status()).isEqualTo(403);
            assertThat(program.messages()).hasSize(1);
            assertThat(site.runs("all")).isZero();
        }
    }
}
