package dev.jenvoy.contract.ticket.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.contract.ticket.standin.JiraStandIn;
import dev.jenvoy.contract.ticket.standin.JiraUser;
import dev.jenvoy.contract.ticket.standin.JiraWorkflow;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.ticket.tracker.LookResult;
import dev.jenvoy.ticket.tracker.Step;
import dev.jenvoy.ticket.tracker.Steps;
import dev.jenvoy.ticket.tracker.Ticket;
import dev.jenvoy.ticket.tracker.Tracker;
import dev.jenvoy.ticket.tracker.TrackerParts;
import dev.jenvoy.ticket.tracker.http.TrackerAccount;
import dev.jenvoy.ticket.tracker.http.TrackerSite;
import dev.jenvoy.ticket.tracker.jira.JiraTracker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A stand-in of Jira with the project SOC, an account, and a tracker that uses it. */
final class JiraSite implements AutoCloseable {

    static final String MAIL = "ada@acme.example";
    static final String TOKEN = "ATATT3xFfGF0-not-a-real-token=1A2B3C4D";
    static final JiraUser ADA = JiraUser.basic(MAIL, TOKEN);
    static final JsonObject NO_FIELDS = new JsonObject();
    static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    final JiraStandIn jira = new JiraStandIn();
    final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    final List<String> asked = new CopyOnWriteArrayList<>();
    private Tracker tracker;

    private JiraSite(Duration timeout) {
        jira.project("SOC", JiraWorkflow.simple()).user(ADA);
        tracker = open(jira.address(), new TrackerAccount(Optional.of(MAIL), TOKEN), timeout);
    }

    static JiraSite open() {
        return new JiraSite(Duration.ofSeconds(10));
    }

    static JiraSite impatient() {
        return new JiraSite(Duration.ofSeconds(1));
    }

    /** Uses Data Center below this path with a personal access token. */
    JiraSite asDataCenter(String path, String token) {
        jira.asDataCenter(path).user(JiraUser.bearer("ada", TOKEN));
        tracker.close();
        tracker = open(jira.address() + path, new TrackerAccount(Optional.empty(), token), Duration.ofSeconds(10));
        return this;
    }

    private Tracker open(String address, TrackerAccount account, Duration timeout) {
        TrackerSite site = new TrackerSite(WebAddress.parse(address).orElseThrow(), "https://acme.example/jira/");
        return JiraTracker.open(
                site,
                account,
                new TrackerParts(
                        "atlassian", timeout, now::get, (name, status, time) -> asked.add(name + " " + status)));
    }

    Tracker tracker() {
        return tracker;
    }

    Ticket look(String key) throws InterruptedException {
        LookResult look = tracker.look(key);
        assertThat(look).isInstanceOf(LookResult.Found.class);
        return ((LookResult.Found) look).ticket();
    }

    /** Returns the step of a ticket to the status with this name. */
    static Step to(Ticket ticket, String status) {
        return steps(ticket).stream()
                .filter(step -> step.target().name().equals(status))
                .findFirst()
                .orElseThrow();
    }

    static List<Step> steps(Ticket ticket) {
        assertThat(ticket.steps()).isInstanceOf(Steps.Listed.class);
        return ((Steps.Listed) ticket.steps()).steps();
    }

    static JsonObject fields(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    @Override
    public void close() {
        tracker.close();
        jira.close();
    }
}
