package dev.jenvoy.contract.ticket.server;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.ServerLog;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import dev.jenvoy.contract.ticket.standin.JiraIssue;
import dev.jenvoy.contract.ticket.standin.JiraStandIn;
import dev.jenvoy.contract.ticket.standin.JiraUser;
import dev.jenvoy.contract.ticket.standin.JiraWorkflow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server with the tracker {@code atlassian}, a stand-in of Jira that has the projects SOC and DEVHOP, and files of the form
 * that unotify's samples have. The server runs in this process or, to be killed, in another one.
 */
final class TicketSite implements AutoCloseable {

    static final String MAIL = "ada@acme.example";
    static final String TOKEN = "ATATT3xFfGF0-not-a-real-token=1A2B3C4D";

    /** The name of the action in answers. */
    static final String ACTION = "tickets:atlassian";

    /** Two projects with a step {@code next}, one of them with a way back; a blank follows a brace, as in unotify's. */
    static final String MACHINES = provisioner("soc", """
            state "in_progress" "prev" {
              transition = "to_do"
            }\s
        """) + provisioner("devhop", "");

    static final String WORKERS = """
        workers:
          atlassian:
            statefile: jira.hcl
            projects:
              - devhop
              - soc
        """;

    final JiraStandIn jira = new JiraStandIn();
    private final TestServer server;
    private final Path folder;
    private final Map<String, Object> tracker = new LinkedHashMap<>();
    private final Map<String, Object> trackers = new LinkedHashMap<>();
    private final Map<String, Object> section = new LinkedHashMap<>();
    private ServerLog process;

    private TicketSite(Path folder) throws IOException {
        this.folder = folder;
        this.server = TestServer.in(folder);
        jira.project("SOC", JiraWorkflow.simple())
                .project("DEVHOP", JiraWorkflow.simple())
                .user(JiraUser.basic(MAIL, TOKEN));
        Files.createDirectories(folder.resolve("config/statemachines"));
        machines(MACHINES).workers(WORKERS);
        section.put("workers_file", "config/workers.yaml");
        trackers.put("atlassian", tracker);
        section.put("trackers", trackers);
        set("url", jira.address()).set("user", MAIL).set("token", TOKEN);
    }

    static TicketSite in(Path folder) throws IOException {
        return new TicketSite(folder);
    }

    private static String provisioner(String name, String more) {
        return """
            provisioner "%1$s" {
              aliasmapper "%1$s" {
                aliases = {
                  to_do: "To Do",
                  in_progress: "In Progress",
                  done: "Done"
                }
              }

              statemachine "%1$s" {
                initial = "to_do"

                state "to_do" "next" {
                  transition = "in_progress"
                }
                state "in_progress" "next" {
                  transition = "done"
                }
            %2$s    state "done" "next" {
                  transition = "<end>"
                }
              }
            }
            """.formatted(name, more);
    }

    /** Writes the state file. */
    TicketSite machines(String hcl) throws IOException {
        Files.writeString(folder.resolve("config/statemachines/jira.hcl"), hcl);
        return this;
    }

    /** Writes the file of workers. */
    TicketSite workers(String yaml) throws IOException {
        Files.writeString(folder.resolve("config/workers.yaml"), yaml);
        return this;
    }

    /** Sets a key of the tracker. */
    TicketSite set(String key, Object value) {
        tracker.put(key, value);
        server.with("tickets", section);
        return this;
    }

    /** Has the tracker again. */
    void withTracker() {
        setAll("trackers", trackers);
    }

    /** Has a tracker before it whose tickets, of the project OPS, are all missing. */
    TicketSite withEmptyTracker() throws IOException {
        Files.writeString(folder.resolve("config/statemachines/ops.hcl"), provisioner("ops", ""));
        Map<String, Object> empty = new LinkedHashMap<>(tracker);
        empty.putAll(Map.of("kind", "jira", "statefile", "ops.hcl", "projects", List.of("OPS")));
        empty.remove("after");
        trackers.clear();
        trackers.put("acme", empty);
        trackers.put("atlassian", tracker);
        return setAll("trackers", trackers);
    }

    /** Sets a key of the section. */
    TicketSite setAll(String key, Object value) {
        section.put(key, value);
        server.with("tickets", section);
        return this;
    }

    /** Adds a hook that counts its runs, and does this. */
    TicketSite hook(String name, String line) {
        server.hook(name, "#!/bin/sh", "echo run >> '" + folder.resolve("runs-of-" + name) + "'", line);
        return this;
    }

    /** Returns how often a hook has run. */
    int runs(String hook) throws IOException {
        Path counter = folder.resolve("runs-of-" + hook);
        return Files.exists(counter) ? Files.readAllLines(counter).size() : 0;
    }

    /** Has Jira keep this issue. */
    JiraIssue issue(String key, JiraWorkflow.Status status) {
        return jira.issue(key, status);
    }

    TestServer server() {
        return server;
    }

    TicketSite start() throws Exception {
        server.start();
        return this;
    }

    /** Starts the server in a process of its own. */
    ServerLog startApart() throws IOException {
        server.with("debug_level", "INFO").write(server.json());
        process = ServerLog.start(server.configFile());
        return process;
    }

    /** Kills the server's process as a loss of power does: without a chance to do anything. */
    void kill() throws InterruptedException {
        process.kill();
    }

    HttpAnswer send(HookRequest request) throws IOException {
        try (Wire wire = new Wire(process == null ? server.address() : process.address())) {
            return wire.send(request).answer();
        }
    }

    HttpAnswer admin(HookRequest request) throws IOException {
        try (Wire wire = new Wire(adminAddress())) {
            return wire.send(request).answer();
        }
    }

    HttpAnswer admin(String path) throws IOException {
        return admin(HookRequest.of("GET", path));
    }

    private InetSocketAddress adminAddress() {
        return process == null ? server.adminAddress() : process.adminAddress();
    }

    /** Sends a delivery and returns how its tickets ended. */
    Came came(HookRequest request) throws IOException {
        return Came.of(send(request));
    }

    /** Tells of a release with this text. */
    Came release(int id, String body) throws IOException {
        return came(Deliveries.release("released", id, body));
    }

    /** Tells of a merge with this title. */
    Came merged(int number, String title) throws IOException {
        return came(Deliveries.pull("closed", number, title).merged().request());
    }

    /** Returns the requests to Jira that could change something. */
    List<String> writes() {
        List<String> paths = new ArrayList<>();
        jira.requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .forEach(request -> paths.add(request.path()));
        return paths;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        server.close();
        jira.close();
    }
}
