package dev.jenvoy.contract.ticket.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.ticket.standin.JiraStandIn;
import dev.jenvoy.contract.ticket.standin.JiraUser;
import dev.jenvoy.contract.ticket.standin.JiraWorkflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server that moves the tickets of the project SOC, which a stand-in of Jira keeps. */
final class TrackedServer implements AutoCloseable {

    static final String MAIL = "ada@acme.example";
    static final String TOKEN = "planted-tracker-token-81c3";

    private static final String MACHINE = """
            provisioner "soc" {
              aliasmapper "soc" {
                aliases = {
                  to_do : "To Do"
                  in_progress : "In Progress"
                  done : "Done"
                }
              }
              statemachine "soc" {
                initial = "to_do"
                state "to_do" "next" { transition = "in_progress" }
                state "in_progress" "next" { transition = "done" }
                state "in_progress" "prev" { transition = "to_do" }
                state "done" "next" { transition = "<end>" }
              }
            }
            """;

    final JiraStandIn jira = new JiraStandIn();
    final TestServer server;

    private TrackedServer(Path folder) throws IOException {
        jira.project("SOC", JiraWorkflow.simple()).user(JiraUser.basic(MAIL, TOKEN));
        jira.issue("SOC-1", JiraWorkflow.TO_DO);
        jira.issue("SOC-2", JiraWorkflow.IN_PROGRESS);
        server = TestServer.in(folder).variable("JIRA_TOKEN", TOKEN).with("tickets", section(Map.of()));
        machine(MACHINE);
    }

    /** Returns it before its start. */
    static TrackedServer in(Path folder) throws IOException {
        return new TrackedServer(folder);
    }

    /** Returns the section of the configuration with more keys of the tracker. */
    Map<String, Object> section(Map<String, Object> more) {
        Map<String, Object> tracker = new LinkedHashMap<>(Map.of(
                "url",
                jira.address(),
                "user",
                MAIL,
                "token",
                "env:JIRA_TOKEN",
                "statefile",
                "jira.hcl",
                "projects",
                List.of("SOC")));
        tracker.putAll(more);
        return Map.of("trackers", Map.of("atlassian", tracker));
    }

    /** Writes the state file. */
    void machine(String text) throws IOException {
        Path file = server.folder().resolve("statemachines/jira.hcl");
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    /** Returns the text of the state file at first. */
    static String machine() {
        return MACHINE;
    }

    TrackedServer start() throws Exception {
        server.start();
        return this;
    }

    /** Returns the delivery of a release with this text. */
    static HookRequest release(int id, String body) {
        return HookRequest.event("release", releaseJson(id, body));
    }

    static String releaseJson(int id, String body) {
        return Payloads.of("\"action\":\"released\",\"release\":{\"id\":" + id
                + ",\"name\":\"\",\"draft\":false,\"prerelease\":false,\"body\":\"" + body
                + "\",\"html_url\":\"https://code.example/releases/" + id + "\"}");
    }

    /** Returns what the API answers about tickets. */
    JsonObject list(String query) throws IOException {
        return server.admin("/api/tickets" + query).json();
    }

    JsonArray moves(String query) throws IOException {
        return list(query).getAsJsonArray("moves");
    }

    JsonObject move(int at) throws IOException {
        JsonArray moves = moves("");
        assertThat(moves).hasSizeGreaterThan(at);
        return moves.get(at).getAsJsonObject();
    }

    JsonObject tracker() throws IOException {
        return list("").getAsJsonArray("trackers").get(0).getAsJsonObject();
    }

    HttpAnswer retry(JsonObject move) throws IOException {
        return server.admin(
                HookRequest.of("POST", "/api/tickets/" + move.get("move").getAsLong() + "/retry"));
    }

    static @Nullable String text(JsonObject object, String name) {
        return object.get(name).isJsonNull() ? null : object.get(name).getAsString();
    }

    @Override
    public void close() {
        server.close();
        jira.close();
    }
}
