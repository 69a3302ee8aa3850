package dev.jenvoy.contract.ticket.admin;

import static dev.jenvoy.contract.ticket.admin.TrackedServer.release;
import static dev.jenvoy.contract.ticket.admin.TrackedServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.ticket.standin.JiraUser;
import dev.jenvoy.contract.ticket.standin.JiraWorkflow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tickets over the admin API, and what is measured of them. */
class TicketsApiTest {

    private TrackedServer site;
    private Path ran;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        site = TrackedServer.in(folder);
        ran = folder.resolve("ran");
        site.server.hook("release", "#!/bin/sh", "echo ran >> " + ran);
        site.start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void send(int release, String body) throws Exception {
        assertThat(site.server.send(release(release, body)).status()).isEqualTo(200);
    }

    private String result(int at) throws Exception {
        return text(site.move(at), "result");
    }

    @Test
    void without_tickets_all_is_404_with_a_clear_text() throws Exception {
        site.server.without("tickets");

        for (HookRequest request :
                List.of(HookRequest.of("GET", "/api/tickets"), HookRequest.of("POST", "/api/tickets/1/retry"))) {
            HttpAnswer answer = site.server.admin(request);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("tickets are not configured");
        }
        assertThat(site.server.admin("/metrics").body()).doesNotContain("jenvoy_ticket", "jenvoy_tracker");
    }

    @Test
    void a_move_is_listed_with_what_asked_for_it() throws Exception {
        send(7, "SOC-1, SOC-2");

        JsonArray moves = site.moves("");
        assertThat(moves).hasSize(2);
        JsonObject second = moves.get(0).getAsJsonObject();
        JsonObject first = moves.get(1).getAsJsonObject();
        assertThat(text(second, "ticket")).isEqualTo("SOC-2");
        assertThat(text(second, "to")).isEqualTo("Done");
        assertThat(text(first, "url")).isEqualTo(site.jira.address() + "/browse/SOC-1");
        assertThat(text(first, "tracker")).isEqualTo("atlassian");
        assertThat(text(first, "happening")).isEqualTo("release");
        assertThat(text(first, "event")).isEqualTo("next");
        assertThat(text(first, "occasion")).isEqualTo("github acme/site release 7");
        assertThat(text(first, "repository")).isEqualTo("acme/site");
        assertThat(text(first, "page")).isEqualTo("https://code.example/releases/7");
        assertThat(first.get("entry").getAsLong()).isEqualTo(1);
        assertThat(text(first, "from")).isEqualTo("To Do");
        assertThat(text(first, "to")).isEqualTo("In Progress");
        assertThat(text(first, "transition")).isEqualTo("Start");
        assertThat(text(first, "result")).isEqualTo("moved");
        assertThat(first.get("fine").getAsBoolean()).isTrue();
        assertThat(text(first, "ended_at")).isNotNull();
        JsonObject tracker = site.tracker();
        assertThat(tracker.toString())
                .contains("\"kind\":\"jira\"", "\"projects\":[\"SOC\"]", "\"usable\":true", "\"problem\":null")
                .contains("\"waiting\":0", "\"url\":\"" + site.jira.address() + "\"");
    }

    @Test
    void a_list_has_pages_and_filters() throws Exception {
        send(7, "SOC-1, SOC-2, SOC-3");

        JsonObject page = site.list("?limit=2");
        assertThat(page.getAsJsonArray("moves")).hasSize(2);
        JsonArray rest = site.moves("?limit=2&before=" + page.get("next").getAsLong());
        assertThat(rest).hasSize(1);
        assertThat(site.list("?limit=3").get("next").isJsonNull()).isTrue();
        assertThat(site.moves("?ticket=soc-3")).hasSize(1);
        assertThat(site.moves("?result=missing")).hasSize(1);
        assertThat(site.moves("?result=moved,missing&entry=1")).hasSize(3);
        assertThat(site.moves("?entry=2")).isEmpty();
        assertThat(site.moves("?tracker=other")).isEmpty();
        assertThat(site.moves("?since=2099-01-01T00:00:00Z")).isEmpty();
        for (String wrong :
                List.of("limit=0", "limit=501", "before=x", "entry=x", "result=done", "since=1d", "waiting=x")) {
            HttpAnswer answer = site.server.admin("/api/tickets?" + wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"error\":\"" + wrong.split("=", 2)[0] + ": expected ");
        }
    }

    @Test
    void a_delivery_has_its_moves_in_their_order() throws Exception {
        send(7, "SOC-2, SOC-1");
        send(8, "nothing");

        JsonArray moves = site.server.admin("/api/deliveries/1").json().getAsJsonArray("tickets");
        assertThat(moves).hasSize(2);
        assertThat(text(moves.get(0).getAsJsonObject(), "ticket")).isEqualTo("SOC-2");
        assertThat(site.server.admin("/api/deliveries/2").json().has("tickets")).isFalse();
    }

    @Test
    void a_refused_move_is_tried_again_and_no_hook_runs() throws Exception {
        send(7, "SOC-9");
        assertThat(result(0)).isEqualTo("missing");
        site.jira.issue("SOC-9", JiraWorkflow.TO_DO);

        HttpAnswer answer = site.retry(site.move(0));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().get("entry").getAsLong()).isEqualTo(2);
        Eventually.that(() -> assertThat(result(0)).isEqualTo("moved"));
        assertThat(site.moves("")).hasSize(1);
        assertThat(site.move(0).get("entry").getAsLong()).isEqualTo(2);
        assertThat(Files.readAllLines(ran)).hasSize(1);
        JsonObject again = site.server.admin("/api/deliveries/2").json();
        assertThat(again.getAsJsonArray("actions")).hasSize(1);
        assertThat(again.has("redelivered_by")).isTrue();
    }

    @Test
    void what_was_left_alone_is_decided_anew() throws Exception {
        site.jira.put("SOC-2", JiraWorkflow.DONE);
        send(7, "SOC-2");
        assertThat(result(0)).isEqualTo("final");
        site.jira.put("SOC-2", JiraWorkflow.IN_PROGRESS);

        assertThat(site.retry(site.move(0)).status()).isEqualTo(202);

        Eventually.that(() -> assertThat(result(0)).isEqualTo("moved"));
        assertThat(site.moves("")).hasSize(1);
    }

    @Test
    void what_was_moved_is_not_tried_again() throws Exception {
        send(7, "SOC-1");

        HttpAnswer answer = site.retry(site.move(0));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("was moved");
        assertThat(site.server
                        .admin(HookRequest.of("POST", "/api/tickets/99/retry"))
                        .status())
                .isEqualTo(404);
        assertThat(site.server
                        .admin(HookRequest.of("POST", "/api/tickets/x/retry"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_retry_that_cannot_begin_forgets_nothing() throws Exception {
        site.jira.put("SOC-2", JiraWorkflow.DONE);
        send(7, "SOC-2");
        site.server.with("tickets", site.section(Map.of("on", Map.of("merged", "next"))));

        HttpAnswer answer = site.retry(site.move(0));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("moves no ticket");
        assertThat(result(0)).isEqualTo("final");
    }

    @Test
    void a_tracker_that_refuses_the_credentials_is_told_and_opened_by_a_retry() throws Exception {
        site.jira.expireTokens();
        send(7, "SOC-1, SOC-2");

        JsonObject tracker = site.tracker();
        assertThat(tracker.get("usable").getAsBoolean()).isFalse();
        assertThat(text(tracker, "problem")).contains("credentials");
        assertThat(text(site.move(0), "result")).isEqualTo("credentials");
        // Their delivery has ended: a person has to say when they are tried again.
        Eventually.that(
                () -> assertThat(site.tracker().get("waiting").getAsInt()).isZero());
        assertThat(site.server.admin("/metrics").body())
                .contains(
                        "jenvoy_ticket_moves_total{result=\"credentials\",tracker=\"atlassian\"} 2.0",
                        "jenvoy_tickets_waiting{tracker=\"atlassian\"} 0.0",
                        "jenvoy_tracker_usable{tracker=\"atlassian\"} 0.0");

        site.jira.user(JiraUser.basic(TrackedServer.MAIL, TrackedServer.TOKEN));
        assertThat(site.retry(site.move(0)).status()).isEqualTo(202);

        Eventually.that(() -> {
            assertThat(result(0)).isEqualTo("moved");
            assertThat(result(1)).isEqualTo("moved");
        });
        assertThat(site.tracker().get("waiting").getAsInt()).isZero();
        assertThat(site.server.admin("/metrics").body())
                .contains(
                        "jenvoy_ticket_moves_total{result=\"moved\",tracker=\"atlassian\"} 2.0",
                        "jenvoy_tracker_requests_total{status=\"204\",tracker=\"atlassian\"} 2.0",
                        "jenvoy_tracker_request_seconds_count{tracker=\"atlassian\"} ",
                        "jenvoy_tracker_usable{tracker=\"atlassian\"} 1.0");
        assertThat(Files.readAllLines(ran)).hasSize(1);
    }

    @Test
    void a_move_is_under_way_until_its_delivery_ends_and_in_doubt_then() throws Exception {
        site.server.with("response_timeout", "1s").with("tickets", site.section(Map.of("retries", 2)));
        site.jira.busy("SOC-1", true);

        assertThat(site.server.send(release(7, "SOC-1")).status()).isEqualTo(202);

        assertThat(site.tracker().get("waiting").getAsInt()).isEqualTo(1);
        assertThat(result(0)).isEqualTo("under_way");
        assertThat(site.moves("?result=under_way&waiting=true")).hasSize(1);
        assertThat(site.moves("?result=in_doubt")).isEmpty();
        assertThat(site.moves("?waiting=false")).isEmpty();
        site.server.with("tickets", site.section(Map.of("projects", List.of("DEVHOP"))));
        Eventually.that(
                () -> assertThat(site.tracker().get("waiting").getAsInt()).isZero());
        JsonObject move = site.moves("?result=in_doubt&waiting=false").get(0).getAsJsonObject();
        assertThat(text(move, "result")).isEqualTo("in_doubt");
        assertThat(site.moves("?result=under_way")).isEmpty();
        assertThat(move.get("waiting").getAsBoolean()).isFalse();
        assertThat(site.server.admin("/metrics").body()).contains("jenvoy_tickets_waiting{tracker=\"atlassian\"} 0.0");
    }

    @Test
    void a_broken_state_file_is_told_with_its_place() throws Exception {
        Eventually.that(
                () -> assertThat(site.tracker().get("usable").getAsBoolean()).isTrue());
        site.machine("provisioner \"soc\" {");

        Eventually.that(
                () -> assertThat(site.list("").getAsJsonArray("problems").toString())
                        .contains("/statemachines/jira.hcl at line 1"));
        assertThat(site.tracker().get("usable").getAsBoolean()).isTrue();
    }

    @Test
    void the_token_is_in_no_answer_and_no_line_of_the_log() throws Exception {
        try (CapturedLog log = CapturedLog.open()) {
            site.jira.expireTokens();
            send(7, "SOC-1");
            site.retry(site.move(0));

            for (String path :
                    List.of("/api/tickets", "/api/config", "/api/deliveries/1", "/metrics", "/api/status", "/readyz")) {
                assertThat(site.server.admin(path).body()).as(path).doesNotContain(TrackedServer.TOKEN);
            }
            assertThat(log.lines()).noneMatch(line -> line.contains(TrackedServer.TOKEN));
        }
    }
}
