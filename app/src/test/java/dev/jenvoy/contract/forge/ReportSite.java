package dev.jenvoy.contract.forge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.contract.forge.standin.ForgeStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server with a token for one forge, and hooks that report there. */
final class ReportSite implements AutoCloseable {

    static final String DASHBOARD = "https://jenvoy.example.com";

    final TestServer server;
    private final Map<String, Object> hosts = new LinkedHashMap<>();
    private final Map<String, Object> hooks = new LinkedHashMap<>();
    private boolean catchUp;

    /** The address below which forges reach the server, as its configuration says. */
    static final String HERE = "https://jenvoy.acme.example";

    private ReportSite(Path folder) {
        server = TestServer.in(folder).variable("FORGE_TOKEN", ForgeStandIn.TOKEN);
    }

    static ReportSite in(Path folder) {
        return new ReportSite(folder);
    }

    /** Adds an entry of {@code forges.hosts}. */
    ReportSite host(String name, Map<String, ?> entry) {
        hosts.put(name, entry);
        return section();
    }

    /** Adds an entry with the token of the stand-ins. */
    ReportSite host(String name, String api) {
        return host(name, Map.of("api", api, "token", "env:FORGE_TOKEN"));
    }

    ReportSite catchUp() {
        catchUp = true;
        return section();
    }

    private ReportSite section() {
        server.with(
                "forges",
                Map.of(
                        "dashboard_url",
                        DASHBOARD,
                        "webhook_url",
                        HERE,
                        "catch_up",
                        catchUp,
                        "hosts",
                        new LinkedHashMap<>(hosts)));
        return this;
    }

    /** Creates a hook that reports. */
    ReportSite hook(String name, String report, String... lines) {
        List<String> all = new ArrayList<>(List.of("#!/bin/sh"));
        all.addAll(List.of(lines));
        server.hook(name, all.toArray(new String[0]));
        hooks.put(name, Map.of("report", report));
        server.with("hooks", new LinkedHashMap<>(hooks));
        return this;
    }

    ReportSite start() throws Exception {
        server.start();
        return this;
    }

    /** Returns a push of GitHub's to acme/site. */
    static HookRequest push() {
        return HookRequest.event(
                "push",
                payload(
                        "\"ref\":\"refs/heads/main\",\"after\":\"" + ForgeStandIn.SHA + "\",\"deleted\":false",
                        "github.com"));
    }

    /** Returns an opened pull request of GitHub's. */
    static HookRequest pull() {
        return HookRequest.event(
                "pull_request",
                payload(
                        "\"action\":\"opened\",\"number\":7,\"pull_request\":{\"number\":7,\"base\":{\"ref\":\"main\"},"
                                + "\"head\":{\"sha\":\"" + ForgeStandIn.SHA + "\"}}",
                        "github.com"));
    }

    /** Returns a payload in GitHub's form with the address of the repository's page. */
    static String payload(String members, String host) {
        return "{" + members + ",\"repository\":{\"name\":\"site\",\"full_name\":\"acme/site\","
                + "\"html_url\":\"https://" + host + "/acme/site\",\"owner\":{\"login\":\"acme\"}},"
                + "\"sender\":{\"login\":\"ann\"}}";
    }

    HttpAnswer send(HookRequest request) throws IOException {
        return server.send(request);
    }

    /** Returns the reports of a delivery as the API shows them: name, state and error of each. */
    List<String> reports(long entry) throws IOException {
        JsonObject delivery = server.admin("/api/deliveries/" + entry).json();
        List<String> reports = new ArrayList<>();
        for (JsonElement element : delivery.getAsJsonArray("actions")) {
            JsonObject action = element.getAsJsonObject();
            if (action.get("kind").getAsString().equals("reports")) {
                reports.add(action.get("name").getAsString() + ": " + state(action));
            }
        }
        return reports;
    }

    private static String state(JsonObject action) {
        JsonArray attempts = action.getAsJsonArray("attempts");
        if (!action.get("state").getAsString().equals("ended")) {
            return attempts.isEmpty() ? "waiting" : "again";
        }
        return attempts.get(attempts.size() - 1)
                .getAsJsonObject()
                .getAsJsonObject("outcome")
                .get("ending")
                .getAsString();
    }

    /** Waits until the reports of a delivery have these states. */
    void awaitReports(long entry, String... states) {
        Eventually.that(() -> assertThat(reports(entry)).containsExactly(states));
    }

    List<String> problems() throws IOException {
        List<String> problems = new ArrayList<>();
        server.admin("/api/status").json().getAsJsonArray("problems").forEach(one -> problems.add(one.getAsString()));
        return problems;
    }

    @Override
    public void close() {
        server.close();
    }
}
