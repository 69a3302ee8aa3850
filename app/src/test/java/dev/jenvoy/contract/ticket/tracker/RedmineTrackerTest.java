package dev.jenvoy.contract.ticket.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.contract.ticket.service.Redmine;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.ticket.tracker.LinkedPage;
import dev.jenvoy.ticket.tracker.LookResult;
import dev.jenvoy.ticket.tracker.MoveResult;
import dev.jenvoy.ticket.tracker.Step;
import dev.jenvoy.ticket.tracker.Steps;
import dev.jenvoy.ticket.tracker.SurveyResult;
import dev.jenvoy.ticket.tracker.Ticket;
import dev.jenvoy.ticket.tracker.TicketStatus;
import dev.jenvoy.ticket.tracker.Tracker;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import dev.jenvoy.ticket.tracker.TrackerFailure.Refused;
import dev.jenvoy.ticket.tracker.TrackerFailure.Shut;
import dev.jenvoy.ticket.tracker.TrackerParts;
import dev.jenvoy.ticket.tracker.http.TrackerAccount;
import dev.jenvoy.ticket.tracker.http.TrackerSite;
import dev.jenvoy.ticket.tracker.redmine.RedmineTracker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything is done by a real Redmine. */
class RedmineTrackerTest {

    private static final JsonObject NO_FIELDS = new JsonObject();

    private static Redmine redmine;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Tracker> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        redmine = Redmine.shared();
    }

    @AfterEach
    void close() {
        opened.forEach(Tracker::close);
    }

    private Tracker as(String person) {
        return withKey(redmine.key(person));
    }

    private Tracker withKey(String key) {
        Tracker tracker = RedmineTracker.open(
                new TrackerSite(WebAddress.parse(redmine.address()).orElseThrow(), "https://redmine.example"),
                new TrackerAccount(Optional.empty(), key),
                new TrackerParts(
                        "redmine",
                        Duration.ofSeconds(20),
                        InstantSource.system(),
                        (name, status, time) -> asked.add(status)));
        opened.add(tracker);
        return tracker;
    }

    private static Ticket look(Tracker tracker, String key) throws InterruptedException {
        LookResult look = tracker.look(key);
        assertThat(look).isInstanceOf(LookResult.Found.class);
        return ((LookResult.Found) look).ticket();
    }

    private static TicketStatus status(String name) {
        return new TicketStatus(redmine.status(name), name, "");
    }

    private static Step to(String status) {
        return new Step(redmine.status(status), "", status(status), false, true);
    }

    private static List<String> targets(Ticket ticket) {
        assertThat(ticket.steps()).isInstanceOf(Steps.Listed.class);
        return ((Steps.Listed) ticket.steps())
                .steps().stream().map(step -> step.target().name()).toList();
    }

    @Test
    void a_ticket_has_its_status_and_those_that_the_account_may_set() throws InterruptedException {
        String number = redmine.issue("New");

        Ticket ticket = look(as("dev"), "SITE-" + number);

        assertThat(ticket.key()).isEqualTo("SITE-" + number);
        assertThat(ticket.url()).isEqualTo("https://redmine.example/issues/" + number);
        assertThat(ticket.status()).isEqualTo(status("New"));
        assertThat(targets(ticket)).containsExactly("In Progress", "Resolved", "Feedback", "Closed");
        assertThat(targets(look(as("ada"), "SITE-" + number))).contains("Rejected");
        assertThat(targets(look(as("reporter"), "SITE-" + number))).containsExactly("Closed");
    }

    @Test
    void a_move_arrives() throws InterruptedException {
        String number = redmine.issue("New");
        Tracker tracker = as("dev");
        Ticket ticket = look(tracker, "SITE-" + number);

        assertThat(tracker.move(ticket, to("In Progress"), NO_FIELDS))
                .isInstanceOfSatisfying(
                        MoveResult.Arrived.class,
                        arrived -> assertThat(arrived.now().status()).isEqualTo(status("In Progress")));
        assertThat(redmine.shown(number).getAsJsonObject("status").get("name").getAsString())
                .isEqualTo("In Progress");
    }

    @Test
    void fields_are_set_with_the_move_and_none_replaces_the_status() throws InterruptedException {
        String number = redmine.issue("New");
        Tracker tracker = as("ada");
        JsonObject fields = new JsonObject();
        fields.addProperty("done_ratio", 100);
        fields.addProperty("status_id", redmine.status("Rejected"));

        assertThat(tracker.move(look(tracker, "SITE-" + number), to("Closed"), fields))
                .isInstanceOf(MoveResult.Arrived.class);
        assertThat(redmine.shown(number).get("done_ratio").getAsInt()).isEqualTo(100);
        assertThat(fields.get("status_id").getAsString()).as("the caller's own").isEqualTo(redmine.status("Rejected"));
    }

    @Test
    void a_status_that_the_account_may_not_set_is_refused_though_redmine_answers_well() throws InterruptedException {
        String number = redmine.issue("New");
        Tracker tracker = as("dev");

        assertThat(tracker.move(look(tracker, "SITE-" + number), to("Rejected"), NO_FIELDS))
                .isEqualTo(new Refused(
                        Refused.Reason.UNCHANGED,
                        "Redmine accepted the move and did not carry it out: the account may not set this status"));
        assertThat(asked).containsExactly("200", "200", "204", "200");
    }

    @Test
    void an_account_that_may_only_read_is_said_so_before_and_when_it_tries() throws InterruptedException {
        String number = redmine.issue("New");
        Tracker tracker = as("reader");
        Ticket ticket = look(tracker, "SITE-" + number);

        assertThat(ticket.steps()).isEqualTo(new Steps.Withheld("the account may not edit it"));
        assertThat(tracker.move(ticket, to("Closed"), NO_FIELDS))
                .isEqualTo(new Refused(Refused.Reason.FORBIDDEN, "HTTP 403: the account may not do that"));
        assertThat(tracker.trouble()).isEmpty();
    }

    @Test
    void an_account_that_may_not_see_it_is_forbidden() throws InterruptedException {
        assertThat(as("stranger").look("SITE-" + redmine.issue("New")))
                .isEqualTo(new Refused(Refused.Reason.FORBIDDEN, "HTTP 403: the account may not do that"));
    }

    @Test
    void a_ticket_that_does_not_exist_is_missing() throws InterruptedException {
        assertThat(as("ada").look("SITE-999999")).isEqualTo(new Refused(Refused.Reason.MISSING, "HTTP 404"));
        assertThat(as("ada").look("SITE-9999999999")).isEqualTo(new Refused(Refused.Reason.MISSING, "HTTP 404"));
        assertThat(as("ada").look("SITE-x"))
                .isEqualTo(new Refused(Refused.Reason.MISSING, "Redmine's tickets have a number"));
    }

    @Test
    void a_ticket_of_another_project_is_foreign_and_says_to_which_it_belongs() throws InterruptedException {
        String number = redmine.issueOfShop("New");
        Tracker tracker = as("ada");

        assertThat(tracker.look("SITE-" + number))
                .isEqualTo(new Refused(Refused.Reason.FOREIGN, "it belongs to the project shop"));
        assertThat(look(tracker, "Shop-" + number).key()).as("as it is written").isEqualTo("Shop-" + number);
        assertThat(asked).as("a project is asked for once").containsExactly("200", "200", "200");
    }

    @Test
    void a_ticket_that_was_moved_to_another_project_cannot_be_told_from_that() throws InterruptedException {
        String number = redmine.issueOfShop("New");
        Tracker tracker = as("ada");
        Ticket ticket = look(tracker, "SHOP-" + number);
        redmine.rehome(number, "site");

        assertThat(tracker.look("SHOP-" + number))
                .isEqualTo(new Refused(Refused.Reason.FOREIGN, "it belongs to the project site"));
        assertThat(tracker.move(ticket, to("Closed"), NO_FIELDS))
                .as("a move that Redmine has accepted")
                .isInstanceOfSatisfying(
                        MoveResult.Arrived.class,
                        arrived -> assertThat(arrived.now().key()).isEqualTo("SITE-" + number));
    }

    @Test
    void what_redmine_finds_wrong_is_said_in_its_words() throws InterruptedException {
        String number = redmine.issueOfShop("New");
        JsonObject cause = new JsonObject();
        cause.addProperty("id", 1);
        cause.addProperty("value", "");
        JsonArray values = new JsonArray();
        values.add(cause);
        JsonObject fields = new JsonObject();
        fields.add("custom_fields", values);

        Tracker english = as("ada");
        assertThat(english.move(look(english, "SHOP-" + number), to("Closed"), fields))
                .isEqualTo(new Refused(Refused.Reason.REJECTED, "HTTP 422: Cause cannot be blank"));
        Tracker german = as("berta");
        assertThat(german.move(look(german, "SHOP-" + number), to("Closed"), fields))
                .isEqualTo(new Refused(Refused.Reason.REJECTED, "HTTP 422: Cause muss ausgef\u00fcllt werden"));
    }

    @Test
    void a_wrong_key_is_asked_with_once() throws InterruptedException {
        Tracker tracker = withKey("0123456789abcdef0123456789abcdef01234567");

        for (int i = 0; i < 3; i++) {
            assertThat(tracker.look("SITE-1"))
                    .isEqualTo(new Shut(Shut.Reason.CREDENTIALS, "HTTP 401: the credentials are refused"));
        }
        assertThat(asked).containsExactly("401");
        assertThat(tracker.trouble()).isPresent();
    }

    @Test
    void a_name_and_a_password_are_credentials_too() throws InterruptedException {
        Tracker tracker = RedmineTracker.open(
                TrackerSite.of(WebAddress.parse(redmine.address() + "/").orElseThrow()),
                new TrackerAccount(Optional.of("ada"), "not-her-password"),
                new TrackerParts(
                        "redmine",
                        Duration.ofSeconds(20),
                        InstantSource.system(),
                        (name, status, time) -> asked.add(status)));
        opened.add(tracker);

        assertThat(tracker.look("SITE-1")).isInstanceOf(Shut.class);
    }

    @Test
    void a_rest_interface_that_is_off_is_no_lack_of_a_right() throws InterruptedException {
        String number = redmine.issue("New");
        Tracker tracker = as("ada");
        redmine.rest(false);
        try {
            assertThat(tracker.look("SITE-" + number))
                    .isEqualTo(new Shut(
                            Shut.Reason.CREDENTIALS,
                            "HTTP 403: Redmine takes no keys: its REST interface is switched off"));
            assertThat(tracker.look("SITE-" + number)).isInstanceOf(Shut.class);
            assertThat(asked).containsExactly("403", "403");
        } finally {
            redmine.rest(true);
        }
        tracker.reopen();
        assertThat(look(tracker, "SITE-" + number).status()).isEqualTo(status("New"));
    }

    @Test
    void a_path_that_is_wrong_leads_to_no_redmine() throws InterruptedException {
        Tracker tracker = RedmineTracker.open(
                TrackerSite.of(WebAddress.parse(redmine.address() + "/tracker").orElseThrow()),
                new TrackerAccount(Optional.empty(), redmine.key("ada")),
                new TrackerParts(
                        "redmine", Duration.ofSeconds(20), InstantSource.system(), (name, status, time) -> {}));
        opened.add(tracker);

        assertThat(tracker.look("SITE-1"))
                .isEqualTo(new Shut(Shut.Reason.NOT_TRACKER, "HTTP 404: Redmine is not at this address"));
    }

    @Test
    void a_comment_is_a_note_that_mentions_no_person() throws InterruptedException {
        String number = redmine.issue("New");
        Tracker tracker = as("dev");
        Ticket ticket = look(tracker, "SITE-" + number);

        assertThat(tracker.comment(ticket, "Merged by @ada: https://git.example/acme/site/pulls/7"))
                .isEmpty();
        assertThat(redmine.shown(number).toString())
                .contains("Merged by @\u200bada: https://git.example/acme/site/pulls/7");
        assertThat(tracker.link(ticket, new LinkedPage("https://git.example", "git")))
                .map(TrackerFailure::word)
                .contains("rejected");
        Tracker reader = as("reader");
        assertThat(reader.comment(ticket, "x")).map(TrackerFailure::word).contains("forbidden");
    }

    @Test
    void a_project_is_surveyed() throws InterruptedException {
        assertThat(as("dev").survey("SITE")).isInstanceOfSatisfying(SurveyResult.Surveyed.class, surveyed -> {
            assertThat(surveyed.account()).isEqualTo("dev");
            assertThat(surveyed.mayMove()).isTrue();
            assertThat(surveyed.statuses())
                    .contains(status("New"), status("Resolved"), status("Closed"))
                    .hasSize(6);
        });
        assertThat(as("reader").survey("SITE"))
                .isInstanceOfSatisfying(
                        SurveyResult.Surveyed.class,
                        surveyed -> assertThat(surveyed.mayMove()).isFalse());
        assertThat(as("root").survey("SHOP"))
                .isInstanceOfSatisfying(
                        SurveyResult.Surveyed.class,
                        surveyed -> assertThat(surveyed.mayMove()).isTrue());
        assertThat(as("ada").survey("NOPE")).isEqualTo(new Refused(Refused.Reason.MISSING, "HTTP 404"));
        assertThat(as("stranger").survey("SITE"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.word()).isEqualTo("forbidden"));
    }
}
