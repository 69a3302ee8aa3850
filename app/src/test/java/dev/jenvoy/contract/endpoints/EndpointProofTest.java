package dev.jenvoy.contract.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests every way to prove a request to a configured endpoint. */
class EndpointProofTest {

    private static final String SECRET = "planted-secret-of-an-endpoint-17";
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    private TestServer site;
    private volatile Instant now = NOW;

    @BeforeEach
    void a_server_with_a_hook_for_each_endpoint() {
        site = TestServer.in(folder)
                .clock(new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now;
                    }
                })
                .with("trusted_proxies", List.of("127.0.0.0/8"))
                .hook("it", "#!/bin/sh", "echo ran");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void proof(Object proof) throws Exception {
        proof(proof, List.of("POST"));
    }

    private void proof(Object proof, List<String> methods) throws Exception {
        site.with("endpoints", Map.of("it", Map.of("proof", proof, "methods", methods)))
                .start();
    }

    private static HookRequest post(String target) {
        return HookRequest.of("POST", target)
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "application/json")
                .body("{\"a\": 1}");
    }

    private void assertRuns(HookRequest request) throws IOException {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.stdout("it")).isEqualTo("ran\n");
    }

    /** Asserts that a request is rejected, and that the answer says nothing of the reason. */
    private void assertRejected(HookRequest request) throws IOException {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEmpty();
    }

    private static String hex(String text) {
        return HookRequest.hmac("HmacSHA256", SECRET, HookRequest.bytes(text));
    }

    @Test
    void an_hmac_of_the_body_is_enough() throws Exception {
        proof(Map.of("hmac", Map.of("header", "X-Sign", "secret", SECRET, "prefix", "sha256=")));

        HookRequest good = post("/hooks/it").with("X-Sign", "sha256=" + hex("{\"a\": 1}"));
        assertRuns(good);
        assertRuns(good);
        assertRejected(good.body("{\"a\": 2}"));
        assertRejected(good.without("X-Sign"));
        assertRejected(good.also("X-Sign", "sha256=" + hex("{\"a\": 1}")));
        assertRejected(good.with("X-Sign", hex("{\"a\": 1}")));
    }

    @Test
    void an_hmac_may_be_of_another_hash_and_in_base64() throws Exception {
        proof(Map.of(
                "hmac", Map.of("header", "X-Sign", "secret", SECRET, "algorithm", "sha512", "encoding", "base64")));

        byte[] code = HexFormat.of().parseHex(HookRequest.hmac("HmacSHA512", SECRET, HookRequest.bytes("{\"a\": 1}")));
        assertRuns(post("/hooks/it").with("X-Sign", Base64.getEncoder().encodeToString(code)));
        code[0]++;
        assertRejected(post("/hooks/it").with("X-Sign", Base64.getEncoder().encodeToString(code)));
    }

    @Test
    void a_signed_time_must_be_near_and_a_signature_counts_once() throws Exception {
        proof(Map.of(
                "hmac",
                Map.of(
                        "header", "X-Sign",
                        "secret", SECRET,
                        "signed", "v0:{timestamp}:{body}:{header:X-Part}:{method}",
                        "timestamp_header", "X-Time",
                        "tolerance", "2m")));

        HookRequest good = timed(NOW, "one");
        assertRuns(good);
        assertRejected(good);
        assertRuns(timed(NOW, "two"));
        assertRuns(timed(NOW.minusSeconds(120), "three"));
        assertRejected(timed(NOW.minusSeconds(121), "four"));
        assertRejected(timed(NOW.plusSeconds(121), "five"));
        assertRejected(timed(NOW, "six").with("X-Part", "other"));
        assertRejected(timed(NOW, "seven").with("X-Time", String.valueOf(NOW.getEpochSecond() + 1)));
        assertRejected(timed(NOW, "eight").without("X-Part"));

        now = NOW.plusSeconds(60);
        site.stop();
        site.start();
        assertRejected(good);
    }

    private static HookRequest timed(Instant at, String part) {
        String signed = "v0:" + at.getEpochSecond() + ":{\"a\": 1}:" + part + ":POST";
        return post("/hooks/it")
                .with("X-Sign", hex(signed))
                .with("X-Time", String.valueOf(at.getEpochSecond()))
                .with("X-Part", part);
    }

    @Test
    void one_header_may_hold_a_time_and_several_signatures() throws Exception {
        proof(Map.of(
                "hmac",
                Map.of(
                        "header", "X-Sign",
                        "secret", List.of("another-secret-of-an-endpoint", SECRET),
                        "prefix", "v1=",
                        "separator", ",",
                        "timestamp_prefix", "t=",
                        "signed", "{timestamp}.{body}")));

        String time = String.valueOf(NOW.getEpochSecond());
        String right = "v1=" + hex(time + ".{\"a\": 1}");
        String wrong = "v1=" + hex("x");
        assertRuns(post("/hooks/it").with("X-Sign", "t=" + time + "," + wrong + ", " + right + ",v0=old"));
        assertRejected(post("/hooks/it").with("X-Sign", "t=" + time + "," + right));
        assertRejected(post("/hooks/it").with("X-Sign", "t=" + time + "," + wrong));
        assertRejected(post("/hooks/it").with("X-Sign", "t=" + time + ",t=" + time + "," + right));
        assertRejected(post("/hooks/it").with("X-Sign", right));
    }

    @Test
    void a_date_may_be_the_signed_time() throws Exception {
        proof(Map.of(
                "hmac",
                Map.of(
                        "header", "X-Signature",
                        "secret", SECRET,
                        "algorithm", "sha1",
                        "signed", "{body}{timestamp}",
                        "timestamp_header", "Date")));

        String date = "Sun, 1 Mar 2026 12:00:00 GMT";
        String code = HookRequest.hmac("HmacSHA1", SECRET, HookRequest.bytes("{\"a\": 1}" + date));
        assertRuns(post("/hooks/it").with("Date", date).with("X-Signature", code));
        assertRejected(post("/hooks/it").with("Date", "yesterday").with("X-Signature", code));
        // The same signed bytes, with another border between the body and the time.
        assertRejected(post("/hooks/it")
                .body("{\"a\": 1}Sun, ")
                .with("Date", date.substring(5))
                .with("X-Signature", code));
    }

    @Test
    void a_bearer_token_is_enough() throws Exception {
        proof(Map.of("bearer", List.of("an-old-token-of-an-endpoint", SECRET)));

        assertRuns(post("/hooks/it").with("Authorization", "Bearer " + SECRET));
        assertRuns(post("/hooks/it").with("Authorization", "bearer an-old-token-of-an-endpoint"));
        assertRejected(post("/hooks/it").with("Authorization", "Bearer " + SECRET + "x"));
        assertRejected(post("/hooks/it").with("Authorization", SECRET));
        assertRejected(post("/hooks/it"));
    }

    @Test
    void a_user_and_a_password_are_enough() throws Exception {
        proof(Map.of("basic", Map.of("user", "grafana", "password", SECRET)));

        assertRuns(post("/hooks/it").with("Authorization", basic("grafana:" + SECRET)));
        assertRejected(post("/hooks/it").with("Authorization", basic("other:" + SECRET)));
        assertRejected(post("/hooks/it").with("Authorization", basic("grafana:wrong")));
        assertRejected(post("/hooks/it").with("Authorization", "Basic ???"));
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_header_may_hold_the_secret_itself() throws Exception {
        proof(Map.of("header", Map.of("name", "X-Token", "secret", SECRET)));

        assertRuns(post("/hooks/it").with("X-Token", SECRET));
        assertRejected(post("/hooks/it").with("X-Token", SECRET.toUpperCase()));
        assertRejected(post("/hooks/it").with("X-Token", SECRET).also("X-Token", SECRET));
    }

    @Test
    void a_token_in_the_path_or_query_is_enough_and_appears_nowhere() throws Exception {
        site.with("access_log", true).with("debug_level", "DEBUG").hook("both", "#!/bin/sh", "env", "echo \"$0\"");
        site.with(
                        "endpoints",
                        Map.of(
                                "it", Map.of("proof", Map.of("path_token", SECRET)),
                                "both",
                                        Map.of(
                                                "methods",
                                                List.of("GET"),
                                                "proof",
                                                Map.of("query_token", Map.of("name", "token", "secret", SECRET)),
                                                "env",
                                                Map.of("ALL", "string(size(query)) + query.x"))))
                .start();
        try (CapturedLog log = CapturedLog.open()) {
            assertRuns(post("/hooks/it/" + SECRET));
            assertRejected(post("/hooks/it/" + SECRET + "x"));
            assertRejected(post("/hooks/it"));
            assertThat(site.send(post("/hooks/mistyped/" + SECRET)).status()).isEqualTo(404);
            assertThat(site.send(post("/hooks/it/" + SECRET + "/more")).status())
                    .isEqualTo(403);
            HttpAnswer query = site.send(HookRequest.of("GET", "/hooks/both?x=7&token=" + SECRET));
            assertThat(query.status()).isEqualTo(200);
            assertThat(query.stdout("both")).contains("ALL=17\n").doesNotContain(SECRET);
            assertRejected(HookRequest.of("GET", "/hooks/both?x=7"));
            assertRejected(HookRequest.of("GET", "/hooks/both?token=" + SECRET + "&token=" + SECRET));

            assertThat(String.join("\n", log.lines()))
                    .contains("path=\"/hooks/it/...\"", "path=\"/hooks/both\"")
                    .doesNotContain(SECRET);
        }
        assertThat(site.admin("/api/refusals").body())
                .contains("\"check\":\"token\"")
                .doesNotContain(SECRET);
        assertThat(site.admin("/api/deliveries").body()).contains("both").doesNotContain(SECRET);
        assertThat(site.admin("/api/deliveries/1").body()).doesNotContain(SECRET);
        assertThat(site.admin("/api/config").body())
                .contains("\"endpoints\"", "query_token", "(set)")
                .doesNotContain(SECRET);
    }

    @Test
    void a_certificate_counts_only_when_a_trusted_proxy_says_it() throws Exception {
        proof(Map.of(
                "client_certificate",
                Map.of("X-SSL-Client-Verify", "SUCCESS", "X-SSL-Client-S-DN", List.of("CN=one", "CN=two"))));

        HookRequest good = post("/hooks/it")
                .with("X-Forwarded-For", "192.0.2.7")
                .with("X-SSL-Client-Verify", "SUCCESS")
                .with("X-SSL-Client-S-DN", "CN=two");
        assertRuns(good);
        assertRejected(good.without("X-Forwarded-For"));
        assertRejected(good.with("X-SSL-Client-Verify", "NONE"));
        assertRejected(good.with("X-SSL-Client-S-DN", "CN=three"));
        assertRejected(good.also("X-SSL-Client-Verify", "SUCCESS"));
        site.with("trusted_proxies", List.of("192.0.2.0/24"));
        assertRejected(good);
    }

    @Test
    void a_list_of_addresses_may_be_the_proof() throws Exception {
        proof(Map.of("allowed_ips", List.of("192.0.2.0/24", "127.0.0.0/8")));

        assertRuns(post("/hooks/it").with("X-Forwarded-For", "192.0.2.7"));
        assertRejected(post("/hooks/it").with("X-Forwarded-For", "198.51.100.7"));
        // A proxy that adds no header would send from there, too.
        assertRejected(post("/hooks/it"));
        assertThat(site.admin("/api/refusals").body()).contains("loopback counts only beside a secret");
    }

    @Test
    void loopback_that_is_listed_itself_is_a_proof_where_no_proxy_is_named() throws Exception {
        site.without("trusted_proxies");
        proof(Map.of("allowed_ips", List.of("127.0.0.0/8")));

        assertRuns(post("/hooks/it"));
        assertRejected(post("/hooks/it").with("X-Forwarded-For", "127.0.0.1"));
        site.with("endpoints", Map.of("it", Map.of("proof", Map.of("allowed_ips", List.of("0.0.0.0/0")))));
        assertRejected(post("/hooks/it"));
    }

    @Test
    void all_keys_of_a_proof_are_needed_and_one_of_several_proofs_is_enough() throws Exception {
        proof(
                List.of(
                        Map.of("bearer", SECRET, "allowed_ips", List.of("192.0.2.0/24")),
                        Map.of(
                                "query_token", Map.of("name", "t", "secret", SECRET),
                                "methods", List.of("GET"))),
                List.of("GET", "POST"));

        HookRequest bearer = post("/hooks/it").with("Authorization", "Bearer " + SECRET);
        assertRuns(bearer.with("X-Forwarded-For", "192.0.2.7"));
        assertRejected(bearer.with("X-Forwarded-For", "198.51.100.7"));
        assertRejected(post("/hooks/it").with("X-Forwarded-For", "192.0.2.7"));
        assertRuns(HookRequest.of("GET", "/hooks/it?t=" + SECRET));
        assertRejected(post("/hooks/it?t=" + SECRET));
    }

    @Test
    void without_a_proof_everything_runs_and_the_start_warns() throws Exception {
        site.with("debug_level", "WARNING");
        try (CapturedLog log = CapturedLog.open()) {
            proof("none");
            assertThat(String.join("\n", log.lines())).contains("endpoints.it.proof", "anybody can send them");
        }
        assertRuns(post("/hooks/it"));
    }

    @Test
    void a_method_that_is_not_named_is_answered_405() throws Exception {
        proof("none", List.of("GET", "PUT"));

        assertRuns(HookRequest.of("GET", "/hooks/it"));
        assertRuns(post("/hooks/it").method("PUT"));
        HttpAnswer answer = site.send(post("/hooks/it"));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.field("Allow")).isEqualTo("GET, PUT");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void what_belongs_to_no_endpoint_is_not_found() throws Exception {
        proof(Map.of("bearer", SECRET));

        for (String path : List.of("/hooks/", "/hooks/other", "/hooks/it/", "/hooks/it/x", "/hooks/IT")) {
            HttpAnswer answer = site.send(post(path).with("Authorization", "Bearer " + SECRET));
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.body()).as(path).isEmpty();
        }
        site.without("endpoints");
        assertThat(site.send(post("/hooks/it").with("Authorization", "Bearer " + SECRET))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_sender_that_is_known_may_have_an_address_and_a_secret_of_its_own() throws Exception {
        site.hook("installation-created", "#!/bin/sh", "exit 9")
                .hook("installation", "#!/bin/sh", "echo $JENVOY_SOURCE $JENVOY_OWNER $JENVOY_ACTION");
        site.with("endpoints", Map.of("app", Map.of("as", "github", "secret", SECRET)))
                .start();
        HookRequest event = HookRequest.event(
                        "installation",
                        "{\"action\": \"created\", \"installation\": {\"id\": 7, \"account\": {\"login\": \"acme\"}}}")
                .target("/hooks/app");

        HttpAnswer answer = site.send(event.secret(SECRET));
        assertThat(answer.stdout("installation")).isEqualTo("github acme created\n");
        assertRejected(event);
        assertThat(site.send(event.secret(SECRET).without("X-GitHub-Event").with("X-Gitlab-Event", "Push Hook"))
                        .status())
                .isEqualTo(400);
        assertThat(site.send(HookRequest.event("ping", "{}")
                                .target("/hooks/app")
                                .secret(SECRET))
                        .body())
                .contains("pong");
        // The same id at another address is another delivery.
        assertThat(site.send(event.target("/").secret(TestServer.SECRET).with("X-GitHub-Delivery", event.id()))
                        .stdout("installation"))
                .isEqualTo("github acme created\n");
        assertThat(site.send(event.target("/").secret(SECRET)).status()).isEqualTo(403);
    }
}
