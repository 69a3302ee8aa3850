package dev.jenvoy.contract.ticket.server;

import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.TO_DO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.ticket.standin.JiraStandIn;
import dev.jenvoy.contract.ticket.standin.JiraUser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of trackers and tickets. */
class TicketLogTest {

    @TempDir
    Path folder;

    private CapturedLog log;

    @BeforeEach
    void listen() {
        log = CapturedLog.open();
    }

    @AfterEach
    void end() {
        log.close();
    }

    private static TicketSite start(TicketSite site) throws Exception {
        site.server().with("debug_level", "INFO");
        return site.start();
    }

    private List<String> lines(String words) {
        return log.lines().stream().filter(line -> line.contains(words)).toList();
    }

    /** Sends a release with an id of its own for the delivery. */
    private static Came release(TicketSite site, String delivery, int id, String body) throws Exception {
        return site.came(Deliveries.release("released", id, body).with("X-GitHub-Delivery", delivery));
    }

    @Test
    void a_tracker_that_is_shut_and_opens_again_has_one_line_each() throws Exception {
        try (TicketSite site = start(TicketSite.in(folder))) {
            site.issue("SOC-1", TO_DO);
            site.issue("SOC-2", TO_DO);
            site.jira.expireTokens();
            site.release(1, "SOC-1 SOC-2");
            site.release(2, "SOC-1");
            assertThat(lines("tracker cannot be used"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN tracker cannot be used tracker=atlassian result=credentials cause=\"")
                    .doesNotContain(TicketSite.TOKEN);
            assertThat(lines("tracker is asked again")).isEmpty();

            site.jira.user(JiraUser.basic(TicketSite.MAIL, TicketSite.TOKEN));
            assertThat(retry(site).status()).isEqualTo(202);
            Eventually.that(() -> assertThat(lines("ticket moved")).isNotEmpty());
            assertThat(lines("tracker is asked again"))
                    .containsExactly("INFO tracker is asked again tracker=atlassian");
        }
    }

    private static HttpAnswer retry(TicketSite site) throws Exception {
        return site.admin(HookRequest.of("POST", "/api/tickets/1/retry"));
    }

    @Test
    void a_page_in_the_place_of_the_tracker_has_a_line_and_its_end_too() throws Exception {
        try (TicketSite site = start(TicketSite.in(folder))) {
            site.issue("SOC-1", TO_DO);
            site.jira.failReadsToo();
            site.jira.answerNext(JiraStandIn.page(200, "Please log in"));
            site.release(1, "SOC-1");
            assertThat(lines("tracker cannot be used"))
                    .singleElement()
                    .asString()
                    .contains("tracker=atlassian result=not_tracker cause=\"");

            site.release(2, "SOC-1");
            assertThat(lines("tracker is asked again")).hasSize(1);
        }
    }

    @Test
    void a_tracker_under_other_credentials_is_asked_again() throws Exception {
        try (TicketSite site = start(TicketSite.in(folder))) {
            site.issue("SOC-1", TO_DO);
            site.jira.expireTokens();
            site.release(1, "SOC-1");
            site.set("token", "ATATT3xFfGF0-another-not-real-token=5E6F7A8B");
            site.release(2, "SOC-1");
            Eventually.that(() -> assertThat(lines("tracker is asked again")).hasSize(1));
            assertThat(lines("tracker cannot be used")).hasSize(2);
        }
    }

    @Test
    void each_refused_ticket_has_a_line_with_the_delivery_and_is_told_of_once() throws Exception {
        try (TicketSite site = start(TicketSite.in(folder))) {
            site.issue("SOC-1", TO_DO);
            release(site, "11112222-refused", 1, "SOC-1 SOC-404");
            assertThat(lines("ticket refused"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN ticket refused ticket=SOC-404 tracker=atlassian result=missing cause=\"")
                    .endsWith("\" delivery=11112222-refused");
            assertThat(lines("ticket moved"))
                    .containsExactly("INFO ticket moved ticket=SOC-1 tracker=atlassian from=\"To Do\""
                            + " to=\"In Progress\" delivery=11112222-refused");
            assertThat(site.admin(HookRequest.of("POST", "/api/tickets/1/retry"))
                            .status())
                    .isLessThan(500);
            release(site, "33334444-again", 2, "SOC-1 SOC-404");
            assertThat(lines("ticket refused")).hasSize(2);
        }
    }

    @Test
    void a_delivery_with_too_many_tickets_has_a_line() throws Exception {
        try (TicketSite site = start(TicketSite.in(folder).set("max_tickets", 1))) {
            release(site, "55556666-many", 1, "SOC-1 SOC-2");
            assertThat(lines("no ticket moved"))
                    .containsExactly("WARN no ticket moved tracker=atlassian"
                            + " cause=\"it names 2 tickets, and max_tickets is 1\" delivery=55556666-many");
        }
    }
}
