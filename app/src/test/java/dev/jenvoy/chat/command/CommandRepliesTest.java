package dev.jenvoy.chat.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.chat.route.RouteSet;
import dev.jenvoy.chat.word.EventNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is replied to each command. */
class CommandRepliesTest {

    private static final String DEFAULTS = String.join(" ", EventNames.DEFAULTS);

    @TempDir
    private Path folder;

    private ChatSetting chat;

    @BeforeEach
    void open() throws IOException {
        chat = new ChatSetting(folder);
    }

    @Test
    void a_route_is_confirmed_with_what_was_left_out_and_that_a_token_is_missing() throws Exception {
        assertThat(chat.admin("!repohook route acme/site dev push nope")).isEqualTo("""
                        unknown event nope, left out
                        acme/site → dev: push
                        no token for acme/site yet: jenvoy chat token acme/site""");
    }

    @Test
    void an_action_that_no_sender_has_is_pointed_out() throws Exception {
        chat.privately("!repohook token acme/site abc");
        assertThat(chat.admin("!repohook route acme/site dev issues.closd"))
                .isEqualTo("acme/site → dev: issues.closd\nno known action closd of issues (did you mean closed?)");
        assertThat(chat.admin("!repohook defaults issues.closd"))
                .isEqualTo("defaults: issues.closd\nno known action closd of issues (did you mean closed?)");
    }

    @Test
    void nothing_is_said_of_a_token_that_is_there_or_that_no_door_needs() throws Exception {
        assertThat(chat.privately("!repohook token acme/site abc")).isEqualTo("token set for acme/site");
        assertThat(chat.admin("!repohook route acme/site dev push")).isEqualTo("acme/site → dev: push");
        chat.shutDoors();
        assertThat(chat.admin("!repohook route acme/other dev push")).isEqualTo("acme/other → dev: push");
    }

    @Test
    void a_route_of_unknown_events_alone_changes_nothing() throws Exception {
        assertThat(chat.admin("!repohook route acme/site dev pusk -bot"))
                .isEqualTo("unknown event pusk (did you mean push?); unknown event bot (did you mean -bots?):"
                        + " nothing changed");
        assertThat(chat.admin("!repohook route acme/site dev -bots")).isEqualTo("no known event: nothing changed");
        assertThat(chat.book.stored()).isEmpty();
    }

    @Test
    void a_route_without_events_copies_the_defaults_of_now() throws Exception {
        assertThat(chat.admin("!repohook route acme/site dev")).startsWith("acme/site → dev: " + DEFAULTS);
        assertThat(chat.admin("!repohook defaults push")).isEqualTo("defaults: push");
        assertThat(chat.admin("!repohook routes")).contains("acme/site → dev: " + DEFAULTS);
    }

    @Test
    void unknown_defaults_alone_do_not_empty_the_defaults() throws Exception {
        assertThat(chat.admin("!repohook defaults nope")).isEqualTo("unknown event nope: nothing changed");
        assertThat(chat.admin("!repohook defaults")).isEqualTo("defaults: " + DEFAULTS);
    }

    @Test
    void a_room_that_does_not_exist_is_answered_with_those_that_do() throws Exception {
        assertThat(chat.admin("!repohook route acme/site nowhere push"))
                .isEqualTo("no room nowhere; there are: board, both-a, both-b, dev, ops");
    }

    @ParameterizedTest
    @CsvSource({"dev@chat.example.org, dev", "DEV@chat.example.org, dev", "#BOARD, board"})
    void a_room_may_be_meant_by_its_address(String address, String room) throws Exception {
        assertThat(chat.admin("!repohook route acme/site " + address + " push"))
                .startsWith("acme/site → " + room + ": push");
    }

    @Test
    void an_address_of_two_accounts_is_asked_about() throws Exception {
        assertThat(chat.admin("!repohook route acme/site #both push")).isEqualTo("which account? jabber, libera");
        assertThat(chat.admin("!repohook route acme/site both-b push")).startsWith("acme/site → both-b: push");
    }

    @Test
    void a_fixed_route_is_shown_and_not_changed() throws Exception {
        assertThat(chat.admin("!repohook route acme/fixed ops push"))
                .isEqualTo("that route stands in the configuration");
        assertThat(chat.admin("!repohook remove acme/fixed")).isEqualTo("that route stands in the configuration");
        assertThat(chat.admin("!repohook routes")).isEqualTo("acme/fixed → ops: release (fixed)");
    }

    @Test
    void routes_are_listed_by_repository_and_room() throws Exception {
        chat.admin("!repohook route zeta/site dev push");
        chat.admin("!repohook route acme/site ops push +label:\"help wanted\"");
        chat.admin("!repohook route acme/site dev issues");

        assertThat(chat.admin("!repohook routes")).isEqualTo("""
                        acme/fixed → ops: release (fixed)
                        acme/site → dev: issues
                        acme/site → ops: push "+label:help wanted"
                        zeta/site → dev: push""");
        assertThat(chat.admin("!repohook routes ZETA/site acme/none"))
                .isEqualTo("zeta/site → dev: push\nno route for acme/none");
    }

    @Test
    void travis_has_routes_and_defaults_of_its_own() throws Exception {
        assertThat(chat.admin("!travis route acme/site dev"))
                .startsWith("acme/site → dev: passed fixed broken failed still_failing");
        assertThat(chat.admin("!repohook routes")).isEqualTo("acme/fixed → ops: release (fixed)");
        assertThat(chat.admin("!travis routes")).contains("acme/site → dev: passed");
        assertThat(chat.admin("!jenvoy route acme/site dev push")).startsWith("acme/site → dev: push");
        assertThat(chat.admin("!repohook routes")).contains("acme/site → dev: push");
    }

    @Test
    void removing_the_last_route_removes_the_token() throws Exception {
        chat.admin("!repohook route acme/site dev push");
        chat.admin("!repohook route acme/site ops push");
        chat.privately("!repohook token acme/site abc");

        assertThat(chat.admin("!repohook remove acme/site ops")).isEqualTo("removed: acme/site → ops");
        assertThat(chat.admin("!repohook route acme/site ops push")).isEqualTo("acme/site → ops: push");
        assertThat(chat.admin("!repohook remove acme/site")).isEqualTo("removed: acme/site → dev, ops, and its token");
        assertThat(chat.book.tokens()).isEmpty();
    }

    @Test
    void a_token_stays_while_a_fixed_route_or_one_of_the_owner_needs_it() throws Exception {
        chat.privately("!repohook token acme/fixed abc");
        chat.admin("!repohook route acme/fixed dev push");
        chat.privately("!repohook token beta/site abc");
        chat.admin("!repohook route beta/site dev push");
        chat.admin("!repohook route beta/* ops push");

        assertThat(chat.admin("!repohook remove acme/fixed dev"))
                .isEqualTo("removed: acme/fixed → dev\nits token stays, for acme/fixed → ops: release (fixed)");
        assertThat(chat.admin("!repohook remove beta/site"))
                .isEqualTo("removed: beta/site → dev\nits token stays, for beta/* → ops: push");
        assertThat(chat.book.token("acme/fixed", "github")).contains("abc");
        assertThat(chat.book.token("beta/site", "github")).contains("abc");
    }

    @Test
    void the_last_route_of_a_family_takes_no_token_of_another_along() throws Exception {
        chat.privately("!repohook token acme/site abc");
        chat.admin("!repohook route acme/site dev push");
        assertThat(chat.admin("!travis route acme/site dev passed"))
                .isEqualTo("acme/site → dev: passed\n"
                        + "no token for acme/site yet: jenvoy chat token acme/site --family travis");
        chat.privately("!travis token acme/site def");

        assertThat(chat.admin("!travis remove acme/site")).isEqualTo("removed: acme/site → dev, and its token");
        assertThat(chat.book.tokensOf("acme/site")).containsExactly("github");
        assertThat(chat.admin("!repohook remove acme/site")).isEqualTo("removed: acme/site → dev, and its token");
        assertThat(chat.book.tokens()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!repohook", "!jenvoy", "!travis", "/repohook", "/travis"})
    void the_help_names_commands_as_they_are_written_where_it_was_asked_for(String called) throws Exception {
        assertThat(chat.admin(called + " help").lines())
                .startsWith(called + " route REPO ROOM [EVENT...]: says these events of a repository in a room")
                .anyMatch(line -> line.startsWith(called + " reset yes: "));
        assertThat(chat.admin(called)).isEqualTo(chat.admin(called + " help"));
    }

    @Test
    void what_does_not_exist_is_not_confirmed_as_removed() throws Exception {
        chat.admin("!repohook route acme/site dev push");

        assertThat(chat.admin("!repohook remove acme/other")).isEqualTo("no route for acme/other");
        assertThat(chat.admin("!repohook remove acme/site board")).isEqualTo("no route for acme/site");
        assertThat(chat.book.stored()).hasSize(1);
    }

    @Test
    void a_token_is_set_in_private_and_never_shown_again() throws Exception {
        chat.admin("!repohook route acme/site dev push");

        assertThat(chat.privately("!repohook token acme/site s3cr3t gitlab"))
                .isEqualTo("token set for acme/site (gitlab)");
        assertThat(chat.book.token("acme/site", "gitlab")).contains("s3cr3t");
        assertThat(chat.admin("!repohook config"))
                .contains("\"token\": \"(set)\"")
                .doesNotContain("s3cr3t");
        assertThat(chat.privately("!repohook token acme/site s3cr3t nonesuch"))
                .isEqualTo("no family nonesuch; there are: github, gitea, gitlab, bitbucket, travis");
    }

    @Test
    void the_configuration_has_the_form_of_the_plugins_state() throws Exception {
        chat.admin("!repohook route Acme/Site dev push");
        chat.privately("!repohook token acme/site s3cr3t");

        JsonObject state =
                JsonParser.parseString(chat.admin("!repohook config")).getAsJsonObject();

        JsonObject repository = state.getAsJsonObject("repositories").getAsJsonObject("Acme/Site");
        assertThat(state.getAsJsonArray("default_events")).hasSize(EventNames.DEFAULTS.size());
        assertThat(repository.get("token").getAsString()).isEqualTo("(set)");
        assertThat(repository.getAsJsonObject("routes").getAsJsonObject("dev").getAsJsonArray("events"))
                .hasSize(1);
    }

    @Test
    void everything_is_forgotten_only_after_a_yes() throws Exception {
        chat.admin("!repohook route acme/site dev push");
        chat.admin("!repohook defaults issues");
        chat.privately("!repohook token acme/site s3cr3t");

        assertThat(chat.admin("!repohook reset"))
                .isEqualTo("\"reset yes\" forgets all routes, tokens and defaults made by command");
        assertThat(chat.book.stored()).hasSize(1);
        assertThat(chat.admin("!repohook reset yes"))
                .isEqualTo("forgotten: all routes, tokens and defaults made by command");
        assertThat(chat.book.stored()).isEmpty();
        assertThat(chat.book.tokens()).isEmpty();
        assertThat(chat.book.defaults(RouteSet.REPOHOOK)).isEqualTo(EventNames.DEFAULTS);
    }

    @Test
    void a_change_that_cannot_be_stored_is_not_confirmed() throws Exception {
        chat.store.trouble = Optional.of("the disk is full");

        assertThat(chat.admin("!repohook route acme/site dev push")).isEqualTo("not now: the disk is full");
        assertThat(chat.book.stored()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "!repohook route acme/site, expected: route REPO ROOM [EVENT...]",
        "!repohook remove, expected: remove REPO [ROOM]",
        "!repohook dance, no command dance; help lists them",
        "!repohook route site dev push, not a repository: site; expected owner/name"
    })
    void what_is_no_command_is_answered_with_its_form(String line, String reply) throws Exception {
        assertThat(chat.admin(line)).isEqualTo(reply);
    }
}
