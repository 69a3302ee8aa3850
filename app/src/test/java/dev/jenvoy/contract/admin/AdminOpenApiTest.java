package dev.jenvoy.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.contract.kit.Events;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.JsonSchema;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the OpenAPI document with the server's responses. */
class AdminOpenApiTest {

    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("{entry}", "1"),
            Map.entry("{position}", "0"),
            Map.entry("{attempt}", "1"),
            Map.entry("{move}", "1"),
            Map.entry("{room}", "dev"),
            Map.entry("{message}", "1.0"),
            Map.entry("{family}", "github"),
            Map.entry("{sender}", "github"),
            Map.entry("{owner}", "acme"),
            Map.entry("{repository}", "site"),
            Map.entry("{bulk}", "1"));

    private TestServer site;
    private JsonObject document;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        site = TestServer.in(folder)
                .with("http_port", 0)
                .hook("push", "#!/bin/sh", "echo out; exit 1")
                .hook("push-site", "#!/bin/sh", "echo fine")
                .hook("never.sh~", "#!/bin/sh")
                .start();
        document = site.admin("/api/openapi.json").json();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private JsonObject operation(String path, String method) {
        JsonObject operation =
                document.getAsJsonObject("paths").getAsJsonObject(path).getAsJsonObject(method);
        assertThat(operation).as(method + " " + path).isNotNull();
        return operation;
    }

    /** Sends a request as the document describes it, and checks the response. */
    private HttpAnswer hold(String method, String path, String query, int status) throws Exception {
        return hold(path, HookRequest.of(method, filled(path) + query), status);
    }

    private HttpAnswer hold(String path, HookRequest request, int status) throws Exception {
        HttpAnswer answer = site.admin(request);
        String name = request.method() + " " + request.target();
        assertThat(answer.status()).as(name).isEqualTo(status);
        JsonObject described = operation(path, request.method().toLowerCase(Locale.ROOT))
                .getAsJsonObject("responses")
                .getAsJsonObject(String.valueOf(status));
        assertThat(described).as(name + " " + status).isNotNull();
        if (!described.has("content")) {
            assertThat(answer.body()).isEmpty();
            return answer;
        }
        String type = answer.field("content-type").split(";")[0];
        JsonObject content = described.getAsJsonObject("content").getAsJsonObject(type);
        assertThat(content).as(name + " " + type).isNotNull();
        if (type.equals("application/json") && content.has("schema")) {
            List<String> faults = new JsonSchema(document)
                    .faults(content.getAsJsonObject("schema"), JsonParser.parseString(answer.body()), name);
            assertThat(faults).isEmpty();
        }
        return answer;
    }

    private static String filled(String path) {
        String filled = path;
        for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
            filled = filled.replace(variable.getKey(), variable.getValue());
        }
        return filled;
    }

    @Test
    void every_described_path_accepts_the_described_methods() throws Exception {
        for (Map.Entry<String, JsonElement> path :
                document.getAsJsonObject("paths").entrySet()) {
            Set<String> methods = new TreeSet<>();
            path.getValue().getAsJsonObject().keySet().forEach(method -> methods.add(method.toUpperCase(Locale.ROOT)));
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }

            String other = methods.contains("PUT") ? "PATCH" : "PUT";
            HttpAnswer answer = site.admin(HookRequest.of(other, filled(path.getKey())));

            assertThat(answer.status()).as(path.getKey()).isEqualTo(405);
            assertThat(answer.field("allow")).as(path.getKey()).isEqualTo(String.join(", ", methods));
        }
    }

    @Test
    void a_wait_is_as_described() throws Exception {
        site.with("response_timeout", "1ms")
                .with("hooks", Map.of("push", Map.of("retries", 1)))
                .hook("push+then", "#!/bin/sh");
        site.send(HookRequest.push());
        site.send(HookRequest.push());

        Eventually.that(
                () -> assertThat(hold("GET", "/api/deliveries/{entry}", "", 200).body())
                        .contains("\"reason\":\"backoff\"", "\"reason\":\"earlier_action\""));
        Eventually.that(() -> assertThat(
                        hold("/api/deliveries/{entry}", HookRequest.of("GET", "/api/deliveries/2"), 200)
                                .body())
                .contains("\"reason\":\"predecessor\""));
    }

    @Test
    void what_is_answered_is_as_described() throws Exception {
        site.send(HookRequest.push().unsigned());
        site.send(HookRequest.push());
        site.send(HookRequest.event("ping", "{\"zen\":\"a\"}"));
        Eventually.that(() -> assertThat(site.admin("/api/deliveries").json().getAsJsonArray("deliveries"))
                .hasSize(2));

        hold("GET", "/api/session", "", 200);
        hold("DELETE", "/api/session", "", 204);
        hold("GET", "/api/deliveries", "?state=failed,pong&limit=10", 200);
        hold("GET", "/api/deliveries", "?limit=none", 400);
        hold("GET", "/api/deliveries/{entry}", "", 200);
        hold("/api/deliveries/{entry}", HookRequest.of("GET", "/api/deliveries/2"), 200);
        hold("/api/deliveries/{entry}", HookRequest.of("GET", "/api/deliveries/99"), 404);
        hold("GET", "/api/deliveries/{entry}/payload", "?download", 200);
        hold("/api/deliveries/{entry}/payload", HookRequest.of("GET", "/api/deliveries/2/payload"), 404);
        hold("GET", "/api/deliveries/{entry}/actions/{position}/attempts/{attempt}/stdout", "", 200);
        hold("GET", "/api/deliveries/{entry}/actions/{position}/attempts/{attempt}/stderr", "", 200);
        hold("POST", "/api/deliveries/{entry}/cancel", "", 409);
        hold("/api/deliveries/{entry}/cancel", HookRequest.of("POST", "/api/deliveries/99/cancel"), 404);
        hold("/api/deliveries/{entry}/redeliver", HookRequest.of("POST", "/api/deliveries/2/redeliver"), 409);
        hold("POST", "/api/deliveries/{entry}/redeliver", "", 202);
        hold("GET", "/api/refusals", "", 200);
        hold("GET", "/api/refusals/groups", "?limit=5", 200);
        hold("GET", "/api/refusals/groups", "?limit=0", 400);
        hold("GET", "/api/hooks", "", 200);
        hold("GET", "/api/hook", "?name=push", 200);
        hold("GET", "/api/hook", "", 400);
        hold("GET", "/api/hook", "?name=no-such", 404);
        hold("/api/deliveries/{entry}/explain", HookRequest.of("GET", "/api/deliveries/1/explain"), 200);
        hold("/api/deliveries/{entry}/exchange", HookRequest.of("GET", "/api/deliveries/1/exchange"), 200);
        hold("/api/deliveries/{entry}/exchange", HookRequest.of("GET", "/api/deliveries/99/exchange"), 404);
        hold("/api/deliveries/{entry}/explain", HookRequest.of("GET", "/api/deliveries/99/explain"), 404);
        hold("GET", "/api/explain", "?event=push&repository=acme/site&branch=main", 200);
        hold("GET", "/api/explain", "?event=ping", 200);
        hold("GET", "/api/explain", "?event=psuh", 200);
        hold("GET", "/api/explain", "?event=No", 400);
        hold("/api/explain", changing("POST", "/api/explain", "{\"ref\": \"refs/heads/main\"}"), 200);
        hold("/api/explain", changing("POST", "/api/explain", "[]"), 400);
        hold("/api/explain", changing("POST", "/api/explain", "{\"a\": \"" + "x".repeat(1 << 20) + "\"}"), 413);
        hold("GET", "/api/config", "", 200);
        hold("GET", "/api/status", "", 200);
        hold("GET", "/api/overview", "?hours=1", 200);
        hold("GET", "/api/overview", "?hours=0", 400);
        hold("GET", "/api/overview", "?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z&zone=Europe/Berlin", 200);
        hold("GET", "/api/overview", "?zone=Nowhere", 400);
        hold("GET", "/api/histogram", "?event=push&state=failed&zone=Europe/Berlin", 200);
        hold("GET", "/api/histogram", "?from=yesterday", 400);
        hold("GET", "/api/histogram", "?zone=Nowhere", 400);
        hold("GET", "/api/names", "?owner=acme&repository=site", 200);
        hold("GET", "/api/senders", "", 200);
        hold("POST", "/api/senders/{sender}/test", "", 200);
        hold("/api/senders/{sender}/test", HookRequest.of("POST", "/api/senders/nobody/test"), 404);
        hold("GET", "/api/openapi.json", "", 200);
        hold("/api/status", HookRequest.of("GET", "/api/status").with("Host", "evil.example"), 403);
    }

    @Test
    void what_is_answered_about_endpoints_is_as_described() throws Exception {
        String base = "/conduit/webhooks";
        String named =
                "{\"provider\":\"github\",\"repo_id\":\"site\",\"repo_path\":\"acme/site\",\"secret\":\"as it was\"}";
        String one = "?provider=github&repo_id=site";

        hold("GET", base + "/find", one, 404);
        hold(base + "/register", changing("POST", base + "/register", "{}"), 400);
        hold(base + "/register", changing("POST", base + "/register", named), 201);
        hold(base + "/register", changing("POST", base + "/register", named), 409);
        hold(base + "/update", changing("PATCH", base + "/update", named), 201);
        hold(base + "/update", changing("PATCH", base + "/update", named.replace("site", "no")), 404);
        hold(base + "/import", changing("PATCH", base + "/import", named), 201);
        hold("GET", base + "/find", one, 200);
        hold("GET", base + "/list", "", 200);
        hold(base, HookRequest.of("DELETE", base + one), 200);
        hold(base, HookRequest.of("DELETE", base + one), 404);
    }

    @Test
    void what_is_answered_about_chat_is_as_described() throws Exception {
        String routes = "/api/chat/routes";
        String token = "/api/chat/tokens/{family}/{owner}/{repository}";
        hold("GET", "/api/chat", "", 404);
        hold("GET", "/api/chat/messages", "", 404);
        hold(routes, changing("PUT", routes, "{}"), 404);
        site.with(
                "chat",
                Map.of(
                        "rooms", Map.of("dev", Map.of("kind", "slack", "url", "http://127.0.0.1:1/nothing")),
                        "routes", List.of(Map.of("repo", "acme/*", "room", "dev", "events", List.of("release")))));

        hold("GET", "/api/chat", "", 200);
        hold("POST", "/api/chat/rooms/{room}/test", "", 200);
        hold("/api/chat/rooms/{room}/say", changing("POST", "/api/chat/rooms/dev/say", "{\"text\":\"a\"}"), 200);
        hold("/api/chat/rooms/{room}/say", changing("POST", "/api/chat/rooms/dev/say", "{}"), 400);
        hold("/api/chat/rooms/{room}/test", HookRequest.of("POST", "/api/chat/rooms/none/test"), 404);
        String route = "{\"repo\":\"acme/site\",\"room\":\"dev\",\"events\":[\"push\"]}";
        hold(routes, changing("PUT", routes, route), 200);
        hold(routes, changing("PUT", routes, route.replace("\"push\"", "7")), 400);
        hold(routes, changing("PUT", routes, route.replace("dev", "none")), 404);
        hold(routes, changing("PUT", routes, route.replace("acme/site", "acme/*")), 409);
        hold("GET", routes, "?repo=acme/site", 200);
        hold("GET", routes, "?set=none", 400);
        hold("GET", "/api/chat/defaults", "?set=travis", 200);
        hold("/api/chat/defaults", changing("PUT", "/api/chat/defaults", "{\"events\":[\"push\"]}"), 200);
        hold(token, changing("PUT", filled(token), "{\"token\":\"a\"}"), 200);
        hold(token, changing("PUT", filled(token).replace("github", "none"), "{\"token\":\"a\"}"), 400);
        hold("DELETE", token, "", 200);
        hold("DELETE", token, "", 404);
        hold("GET", "/api/chat/config", "", 200);
        hold("DELETE", routes, "?repo=acme/site", 200);
        hold("DELETE", routes, "?repo=acme/site", 404);
        hold("DELETE", routes, "", 400);
        hold("/api/chat/reset", changing("POST", "/api/chat/reset", "{\"yes\":true}"), 200);
        hold("/api/chat/reset", changing("POST", "/api/chat/reset", "{}"), 400);
        hold("GET", "/api/chat/messages", "?limit=0", 400);

        hold(routes, changing("PUT", routes, route), 200);
        site.send(HookRequest.push());
        Eventually.that(() -> assertThat(hold("GET", "/api/chat/messages", "?state=waiting&room=dev", 200)
                        .body())
                .contains("\"attempts\":1"));
        String message = site.admin("/api/chat/messages")
                .json()
                .getAsJsonArray("messages")
                .get(0)
                .getAsJsonObject()
                .get("message")
                .getAsString();
        String path = "/api/chat/messages/{message}";
        String own = "/api/chat/messages/" + message;
        hold(path, HookRequest.of("GET", own), 200);
        hold(path + "/retry", HookRequest.of("POST", own + "/retry"), 202);
        Eventually.that(() -> assertThat(
                        hold(path, HookRequest.of("GET", own), 200).body())
                .contains("\"state\":\"waiting\"", "\"attempts\":2"));
        hold(path + "/drop", HookRequest.of("POST", own + "/drop"), 202);
        Eventually.that(() ->
                assertThat(hold(path, HookRequest.of("GET", own), 200).body()).contains("\"state\":\"dropped\""));
        hold(path + "/drop", HookRequest.of("POST", own + "/drop"), 409);
        hold(path + "/retry", HookRequest.of("POST", own + "/retry"), 409);
        hold(path, HookRequest.of("GET", "/api/chat/messages/99.0"), 404);
    }

    @Test
    void what_is_answered_about_tickets_is_as_described() throws Exception {
        String retry = "/api/tickets/{move}/retry";
        hold("GET", "/api/tickets", "", 404);
        hold("POST", retry, "", 404);
        hold("POST", "/api/tickets/reopen", "", 404);
        Path machines = Files.createDirectories(site.folder().resolve("statemachines"));
        Files.writeString(machines.resolve("jira.hcl"), """
            provisioner "soc" {
              aliasmapper "soc" {
                aliases = { "to_do" = "To Do", "done" = "Done" }
              }
              statemachine "soc" {
                initial = "to_do"
                state "to_do" "next" { transition = "done" }
                state "done" "next" { transition = "<end>" }
              }
            }
            """);
        Map<String, Object> tracker = Map.of(
                "url", "http://127.0.0.1:1",
                "user", "ann@acme.example",
                "token", "none",
                "statefile", "jira.hcl",
                "projects", List.of("SOC"),
                "retries", 0);
        site.with("tickets", Map.of("trackers", Map.of("atlassian", tracker)));

        hold("GET", "/api/tickets", "?limit=0", 400);
        hold("POST", retry, "", 404);
        site.send(HookRequest.event(
                "release",
                Payloads.of("\"action\":\"released\",\"release\":{\"id\":7,\"draft\":false,\"prerelease\":false,"
                        + "\"name\":\"SOC-1\"}")));
        Eventually.that(() -> assertThat(hold("GET", "/api/tickets", "?ticket=SOC-1&limit=1", 200)
                        .body())
                .contains("\"result\":\"unreachable\""));
        assertThat(hold("GET", "/api/deliveries/{entry}", "", 200).body()).contains("\"tickets\":[{");
        hold("POST", "/api/tickets/reopen", "", 200);
        hold("POST", retry, "", 202);
        Eventually.that(() -> hold("POST", retry, "", 202));
        site.with("tickets", Map.of("trackers", Map.of()));
        Eventually.that(() -> hold("POST", retry, "", 409));
    }

    @Test
    void what_is_answered_about_redeliveries_and_the_audit_log_is_as_described() throws Exception {
        site.send(HookRequest.push());
        String many = "/api/redeliveries";
        hold("GET", "/api/deliveries/{entry}/redeliver", "", 200);
        hold(
                "/api/deliveries/{entry}/redeliver",
                changing("POST", "/api/deliveries/1/redeliver", "{\"hooks\": \"some\"}"),
                400);
        hold(many, changing("POST", many + "?state=failed", "{\"dry_run\": true}"), 200);
        hold(many, changing("POST", many + "?state=failed", "{\"hooks\": \"failed\"}"), 202);
        hold(many, changing("POST", many, "{}"), 400);
        hold(many, changing("POST", many + "?event=none", "{}"), 409);
        hold("GET", many, "", 200);
        Eventually.that(
                () -> assertThat(hold("GET", many + "/{bulk}", "", 200).body()).contains("\"done\""));
        hold("POST", many + "/{bulk}/cancel", "", 409);
        hold(many + "/{bulk}", HookRequest.of("GET", many + "/7"), 404);
        hold("GET", "/api/deliveries/{entry}", "", 200);
        hold("GET", "/api/audit", "?act=redeliver_many,cancel&result=done", 200);
        hold("GET", "/api/audit", "?limit=0", 400);
        hold("GET", "/api/session", "", 200);
    }

    private static HookRequest changing(String method, String path, String json) {
        return HookRequest.of(method, path)
                .with("Content-Type", "application/json")
                .framing(HookRequest.Framing.LENGTH)
                .body(json);
    }

    @Test
    void the_events_of_a_live_list_are_those_of_the_schemas() throws Exception {
        JsonSchema schemas = new JsonSchema(document);
        try (Events events = Events.of(site, "/api/live")) {
            assertThat(schemas.faults("Status", events.next().data())).isEmpty();
            site.send(HookRequest.push());
            assertThat(schemas.faults(
                            "Delivery",
                            events.next(event -> event.name().equals("delivery"))
                                    .data()))
                    .isEmpty();
            site.send(HookRequest.push().unsigned());
            assertThat(schemas.faults(
                            "Refusal",
                            events.next(event -> event.name().equals("refusal")).data()))
                    .isEmpty();
        }
        try (Events events = Events.of(site, "/api/deliveries/1/live")) {
            assertThat(schemas.faults("DeliveryDetail", events.next().data())).isEmpty();
        }
    }

    @Test
    void the_overview_counts_deliveries_by_step_and_state() throws Exception {
        site.send(HookRequest.push());

        JsonObject overview = site.admin("/api/overview?hours=24").json();

        assertThat(overview.get("step_s").getAsInt()).isEqualTo(900);
        JsonObject step = overview.getAsJsonArray("deliveries").get(0).getAsJsonObject();
        assertThat(step.get("failed").getAsInt()).isEqualTo(1);
        assertThat(overview.getAsJsonArray("hooks")).hasSize(2);
        assertThat(overview.getAsJsonArray("queue")).isNotEmpty();
    }

    @Test
    void an_explanation_is_that_of_the_command() throws Exception {
        JsonObject explained =
                site.admin("/api/explain?event=push&owner=acme&repository=site").json();

        assertThat(explained.getAsJsonArray("hooks").asList())
                .extracting(hook -> hook.getAsJsonObject().get("hook").getAsString())
                .containsExactly("push-site", "push");
    }
}
