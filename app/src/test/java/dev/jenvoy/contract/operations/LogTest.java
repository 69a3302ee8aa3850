package dev.jenvoy.contract.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.ServerLog;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the log of a real server at its lowest level, in both formats, for good, rejected and failing deliveries: the
 * form of every line, and what no line may contain.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogTest {

    private static final String ADMIN = "planted-admin-64b1a2c3d4e5f607";
    private static final String GITEA = "planted-gitea-91d2e3f4a5b6c708";
    private static final String ENV = "planted-env-0a1b2c3d4e5f";
    private static final String PASSED = "planted-passed-5e4d3c2b1a0f";
    private static final String PAYLOAD = "planted-payload-7f6e5d4c3b2a";
    private static final String OUTPUT = "planted-output-2a3b4c5d6e7f";
    private static final String BROKEN = "planted-broken-8d7c6b5a4938";
    private static final String BODY = Payloads.of(
            "\"ref\":\"refs/heads/main\",\"deleted\":false,\"head_commit\":{\"message\":\"" + PAYLOAD + "\"}");

    private final Set<String> planted =
            new LinkedHashSet<>(List.of(TestServer.SECRET, ADMIN, GITEA, ENV, PASSED, PAYLOAD, OUTPUT, BROKEN));
    private final List<String> ids = new ArrayList<>();
    private List<String> text;
    private List<String> json;

    private TestServer site;
    private ServerLog server;

    @BeforeAll
    void run(@TempDir Path folder) throws Exception {
        site = TestServer.in(folder)
                .with("debug_level", "DEBUG")
                .with("access_log", true)
                .with("admin_token", ADMIN)
                .with("max_payload", "2MB")
                .with("max_backlog", 5)
                .with("senders", Map.of("gitea", Map.of("secret", GITEA)))
                .with("env_pass", List.of("HANDED_ON"))
                .with("hooks", Map.of("*", Map.of("env", Map.of("TOKEN", ENV))))
                .hook("push", "#!/bin/sh", "echo " + OUTPUT + " $TOKEN $HANDED_ON $JENVOY_RUN; echo $TOKEN >&2; exit 3")
                .hook("push+killed", "#!/bin/sh", "kill -9 $$")
                .hook("push+unreadable", "#!/no/such/interpreter");
        site.write(site.json());
        server = ServerLog.start(site.configFile(), "HANDED_ON", PASSED);
        try {
            sendEverything();
            int before = server.lines().size();
            site.with("log_format", "json").write(site.json());
            Eventually.that(() -> {
                get("/healthz");
                assertThat(server.lines().get(server.lines().size() - 1)).startsWith("{");
            });
            int after = server.lines().size();
            sendEverything();
            server.stop();
            text = List.copyOf(server.lines().subList(0, before));
            json = List.copyOf(server.lines().subList(after, server.lines().size()));
        } finally {
            server.close();
        }
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void no_secret_token_signature_payload_or_output_is_in_any_line() {
        assertThat(text).hasSizeGreaterThan(40);
        assertThat(json).hasSizeGreaterThan(40);
        assertThat(planted).hasSizeGreaterThan(30);
        assertThat(server.lines()).allSatisfy(line -> assertThat(planted).noneMatch(secret -> line.contains(secret)));
    }

    @Test
    void every_line_of_json_is_an_object_with_the_schema_s_names() {
        assertThat(json).allSatisfy(line -> {
            JsonObject object = JsonParser.parseString(line).getAsJsonObject();
            assertThat(object.keySet())
                    .contains(
                            "@timestamp",
                            "log.level",
                            "message",
                            "ecs.version",
                            "service.name",
                            "log.logger",
                            "process.thread.name");
        });
    }

    @Test
    void every_line_of_text_begins_with_its_time_and_level() {
        assertThat(text)
                .allMatch(
                        line -> line.matches(
                                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) (DEBUG|INFO |WARN |ERROR) .*"));
    }

    @Test
    void every_line_of_a_delivery_carries_its_id() {
        List<String> about = List.of("delivery", "hook started", "hook ended", "hook could", "request ");
        assertThat(text)
                .filteredOn(line -> about.stream().anyMatch(line.replaceFirst("^\\S+ \\S+ +", "")::startsWith))
                .hasSizeGreaterThan(30)
                .allMatch(line -> line.contains(" delivery=") || line.contains("listener=admin"));
        assertThat(json)
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filteredOn(line -> about.stream().anyMatch(line.get("message").getAsString()::startsWith))
                .hasSizeGreaterThan(30)
                .allMatch(line -> label(line, "listener").equals("admin")
                        || !label(line, "delivery").isEmpty());
    }

    @Test
    void a_delivery_is_followed_by_its_id_alone() {
        String id = ids.get(ids.size() - 1);

        assertThat(json)
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filteredOn(line -> label(line, "delivery").equals(id))
                .map(line -> line.get("message")
                        .getAsString()
                        .split(" delivery=", -1)[0]
                        .replaceAll(" listener=.*", ""))
                .containsExactly(
                        "delivery received",
                        "hook started",
                        "hook ended",
                        "hook started",
                        "hook ended",
                        "hook started",
                        "hook ended",
                        "request answered");
    }

    @Test
    void a_request_is_logged_with_its_path_and_without_its_query() {
        assertThat(text)
                .anySatisfy(
                        line -> assertThat(line)
                                .contains(
                                        "request answered listener=public from=127.0.0.1 method=GET path=\"/elsewhere\" status=404"))
                .anySatisfy(
                        line -> assertThat(line)
                                .contains(
                                        "request answered listener=admin from=127.0.0.1 method=GET path=\"/metrics\" status=401"));
    }

    private void sendEverything() throws IOException {
        good(HookRequest.event("ping", BODY));
        good(HookRequest.event("issues", BODY));
        good(HookRequest.event("push", BODY).asForm());
        good(HookRequest.event("push", BODY.replace("main", "main" + "x".repeat(100))));
        good(HookRequest.event("push", "{\"large\":\"" + PAYLOAD.repeat(60_000) + "\"," + BODY.substring(1)));
        HookRequest sha1 = HookRequest.event("push", BODY);
        good(sha1.with(
                HookRequest.OLD_SIGNATURE,
                plant("sha1=" + HookRequest.hmac("HmacSHA1", TestServer.SECRET, sha1.body()))));
        HookRequest gitea =
                HookRequest.event("push", BODY).with("X-Gitea-Event", "push").secret(GITEA);
        send(gitea.with("X-Gitea-Delivery", gitea.id()));

        HookRequest push = HookRequest.event("push", BODY);
        send(push.with(HookRequest.SIGNATURE, plant("sha256=" + "0123456789abcdef".repeat(4))));
        send(push.with(HookRequest.SIGNATURE, plant("sha256=" + "wrong-" + UUID.randomUUID())));
        send(push.unsigned());
        send(push.secret("planted-wrong-" + UUID.randomUUID()));
        send(push.with("Content-Type", "text/plain"));
        send(push.with("X-GitHub-Event", "../" + plant("planted-event-1b2c")));
        send(push.with("X-GitHub-Delivery", "../" + plant("planted-id-3d4e")));
        send(push.with("X-Forwarded-For", plant("planted-forwarded-5f60")));
        send(push.body("{\"a\":\"" + PAYLOAD));
        send(push.body("{\"" + PAYLOAD + "\":1,\"" + PAYLOAD + "\":2}"));
        send(push.body("{\"ref\":[\"" + PAYLOAD + "\"]}"));
        send(push.body("{\"repository\":{\"name\":\"../" + PAYLOAD + "\"}}"));
        send(push.body(PAYLOAD.repeat(100_000)));
        send(push.asForm().body("other=" + PAYLOAD));
        send(push.target("/?token=" + plant("planted-query-718293")));
        send(HookRequest.of("GET", "/elsewhere?token=" + plant("planted-query-a4b5c6")));
        send(HookRequest.of("GET", "/elsewhere;token=" + plant("planted-parameter-d7e8f9")));
        send(push.with("X-Gitlab-Event", "Push Hook").with("X-Gitlab-Token", plant("planted-gitlab-112233")));
        send(push.unsigned()
                .without("X-GitHub-Event")
                .with("X-Gitlab-Event", "Push Hook")
                .with("X-Gitlab-Token", plant("planted-gitlab-445566")));
        send(push.with("Authorization", "Bearer " + plant("planted-bearer-778899")));
        send(push.with("Transfer-Encoding", "gzip, chunked").with("Cookie", "c=" + plant("planted-cookie-aabbcc")));
        brokenOff(push);
        notHttp("GET /" + plant("planted-line-ddeeff") + " HTTP/1.1\r\r\r\n\r\n");

        good(push);
        send(push.body(BODY.replace("main", "other")));

        HttpAnswer login = admin(session(ADMIN));
        // After wrong tokens, the right one may have to wait.
        if (login.status() == 200) {
            plant(login.field("set-cookie").replaceAll("^[^=]*=([^;]*).*$", "$1"));
        }
        admin(bearer("/metrics", ADMIN));
        admin(bearer("/api/deliveries?text=" + plant("planted-search-010203"), ADMIN));
        admin(bearer("/metrics", plant("planted-bearer-" + UUID.randomUUID())));
        admin(HookRequest.of("GET", "/metrics?token=" + plant("planted-query-040506")));
        admin(HookRequest.of("GET", "/api/status").with("Cookie", "jenvoy_session=" + plant("planted-session-070809")));
        admin(session(plant("planted-login-" + UUID.randomUUID())));

        String whole = site.json();
        site.write("{\"enforce_secret\": {\"x\": \"" + BROKEN + "\"}, \"admin_token\": [\"" + BROKEN + "\"]}");
        send(push);
        site.write("{\"enforce_secret\": " + BROKEN + "}");
        send(push);
        site.write("{\"" + BROKEN + "\": 1, \"enforce_secret\": \"" + TestServer.SECRET);
        send(push);
        site.write(whole);

        good(HookRequest.event("push", BODY));
    }

    private static HookRequest bearer(String target, String token) {
        return HookRequest.of("GET", target).with("Authorization", "Bearer " + token);
    }

    private static HookRequest session(String token) {
        return HookRequest.of("POST", "/api/session")
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "application/json")
                .body("{\"token\":\"" + token + "\"}");
    }

    /** Sends an accepted delivery. The output of its hooks must not appear in the log. */
    private void good(HookRequest request) throws IOException {
        HttpAnswer answer = send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        ids.add(request.id());
        if (answer.json().has("push")) {
            String[] printed = answer.stdout("push").strip().split(" ");
            assertThat(printed).containsSequence(OUTPUT, ENV, PASSED).hasSize(4);
            plant(printed[3]);
        }
    }

    private HttpAnswer send(HookRequest request) throws IOException {
        plantSignature(request);
        return ask(server.address(), request);
    }

    private HttpAnswer admin(HookRequest request) throws IOException {
        return ask(server.adminAddress(), request);
    }

    private void get(String path) throws IOException {
        ask(server.address(), HookRequest.of("GET", path));
    }

    private static HttpAnswer ask(InetSocketAddress address, HookRequest request) throws IOException {
        try (Wire wire = new Wire(address)) {
            return wire.send(request).answer();
        }
    }

    private void brokenOff(HookRequest request) throws IOException {
        try (Wire wire = new Wire(server.address())) {
            wire.send(request.with("Content-Length", "1000").whole()).end().answer();
        }
    }

    private void notHttp(String bytes) throws IOException {
        try (Wire wire = new Wire(server.address())) {
            wire.send(bytes).end();
        }
    }

    private void plantSignature(HookRequest request) {
        if (!request.secret().isEmpty()) {
            plant(HookRequest.hmac("HmacSHA256", request.secret(), request.body()));
            plant(HookRequest.hmac("HmacSHA1", request.secret(), request.body()));
        }
    }

    private String plant(String secret) {
        assertThat(secret).hasSizeGreaterThan(13);
        planted.add(secret.replaceFirst("^sha[0-9]+=", ""));
        return secret;
    }

    private static String label(JsonObject line, String name) {
        return line.has("labels") && line.getAsJsonObject("labels").has(name)
                ? line.getAsJsonObject("labels").get(name).getAsString()
                : "";
    }
}
