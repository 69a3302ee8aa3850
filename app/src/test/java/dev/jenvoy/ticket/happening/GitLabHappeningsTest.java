package dev.jenvoy.ticket.happening;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.jenvoy.chat.kit.ChatPayload;
import dev.jenvoy.chat.message.Family;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitLabHappeningsTest {

    private static final String HEAD = "1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a";
    private static final ChatPayload MERGE = payload("Merge Request Hook", "merge_request")
            .with("object_attributes.draft", false)
            .with("object_attributes.work_in_progress", false);

    @Test
    void a_merge_request_is_read_with_its_branches_and_texts() {
        assertThat(one(MERGE))
                .isEqualTo(new TicketHappening(
                        HappeningKind.OPENED,
                        "gitlab gitlab.example.com acme/tools/site pr 7 opened 2026-03-10T09:00:00Z",
                        "7",
                        "acme/tools/site",
                        "main",
                        "main",
                        false,
                        "https://gitlab.example.com/acme/tools/site/-/merge_requests/7",
                        Optional.of(Instant.parse("2026-03-10T09:00:00Z")),
                        one(MERGE).sources()));
        assertThat(Happened.texts(one(MERGE)))
                .containsExactly("title=Say how to start it LINE", "branch=feature/x BRANCH", "body=Text CLOSING");
    }

    @ParameterizedTest
    @CsvSource({
        "reopen, reopened 2026-03-10T09:10:00Z",
        "approved, approved alice 2026-03-10T09:10:00Z",
        "merge, merged " + HEAD,
        "close, closed 2026-03-10T09:10:00Z",
    })
    void each_action_is_a_happening(String action, String occasion) {
        assertThat(one(action(action)).occasion())
                .isEqualTo("gitlab gitlab.example.com acme/tools/site pr 7 " + occasion);
    }

    @ParameterizedTest
    @ValueSource(strings = {"update", "approval", "unapproved", "unapproval", ""})
    void other_actions_are_none(String action) {
        assertThat(kinds(action(action))).isEmpty();
    }

    @Test
    void a_merge_request_with_reviewers_is_opened_and_asks_for_a_review() {
        assertThat(kinds(MERGE.with("reviewers", json("[{'id': 6, 'username': 'bob'}]"))))
                .containsExactly(HappeningKind.OPENED, HappeningKind.REVIEW);
    }

    @Test
    void a_draft_is_opened_as_a_draft() {
        assertThat(kinds(MERGE.with("object_attributes.draft", true))).containsExactly(HappeningKind.DRAFT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'draft': {'previous': true, 'current': false}} | OPENED",
                "{'draft': {'previous': false, 'current': true}} | DRAFT",
                "{'title': {'previous': 'Draft: x', 'current': 'x'}} | OPENED",
                "{'title': {'previous': 'x', 'current': 'WIP: x'}} | DRAFT",
                "{'reviewers': {'previous': [], 'current': [{'id': 6}]}} | REVIEW",
                "{'reviewers': {'previous': [{'id': 6}], 'current': [{'id': 6, 're_requested': true}]}} | REVIEW",
                "{'reviewers': {'previous': [{'id': 6, 'state': 'reviewed'}], 'current': [{'id': 6, 'state':"
                        + " 'requested_changes'}]}} | CHANGES",
            })
    void what_was_changed_is_the_happening(String changes, HappeningKind kind) {
        assertThat(kinds(action("update").with("changes", json(changes)))).containsExactly(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'title': {'previous': 'x', 'current': 'y'}}",
                "{'title': {'previous': 'Draft: x', 'current': 'Draft: y'}}",
                "{'reviewers': {'previous': [{'id': 6}], 'current': []}}",
                "{'reviewers': {'previous': [{'id': 6}], 'current': [{'id': 6, 'state': 'reviewed'}]}}",
                "{'labels': {'previous': [], 'current': []}}",
                "{}",
            })
    void other_changes_are_none(String changes) {
        assertThat(kinds(action("update").with("changes", json(changes)))).isEmpty();
    }

    @Test
    void a_merge_request_from_another_project_is_from_a_fork() {
        assertThat(one(MERGE.with("object_attributes.source_project_id", 16)).fromFork())
                .isTrue();
        assertThat(one(MERGE.with("object_attributes.source_project_id", null)).fromFork())
                .isTrue();
    }

    @Test
    void a_revert_is_told_from_a_merge() {
        assertThat(kinds(action("merge").with("object_attributes.title", "Revert \"x\"")))
                .containsExactly(HappeningKind.REVERTED);
    }

    @Test
    void a_system_hook_tells_the_same() {
        ChatPayload system = ChatPayload.of(Family.GITLAB, "System Hook", MERGE.json());

        assertThat(kinds(system)).containsExactly(HappeningKind.OPENED);
    }

    @Test
    void a_push_has_the_messages_of_its_commits() {
        ChatPayload push = payload("Push Hook", "push");

        assertThat(kinds(push)).containsExactly(HappeningKind.PUSHED);
        assertThat(one(push).base()).isEqualTo("feature/x");
        assertThat(Happened.texts(one(push)))
                .containsExactly("commit 01010101=Change 1\n LINE", "commit 02020202=Change 2\n LINE");
    }

    @Test
    void the_first_push_of_a_branch_makes_it() {
        ChatPayload push = payload("Push Hook", "push").with("before", "0".repeat(40));

        assertThat(kinds(push)).containsExactly(HappeningKind.BRANCH, HappeningKind.PUSHED);
        assertThat(Happened.all(Family.GITLAB, push).get(0).occasion())
                .isEqualTo(
                        "gitlab gitlab.example.com acme/tools/site branch feature/x 0202020202020202020202020202020202020202");
    }

    @Test
    void a_push_that_deletes_or_is_of_a_tag_is_none() {
        assertThat(kinds(payload("Push Hook", "push").with("after", "0".repeat(40))))
                .isEmpty();
        assertThat(kinds(payload("Tag Push Hook", "tag_push"))).isEmpty();
    }

    @Test
    void a_release_is_a_happening_when_it_is_made() {
        ChatPayload release = payload("Release Hook", "release").with("id", 3);

        assertThat(one(release.with("action", "create")).occasion())
                .isEqualTo("gitlab gitlab.example.com acme/tools/site release 3");
        assertThat(kinds(release.with("action", "update"))).isEmpty();
        assertThat(kinds(release.with("action", "delete"))).isEmpty();
    }

    @Test
    void wrong_types_are_no_happening_or_no_text() {
        assertThat(kinds(action("update").with("changes", "x"))).isEmpty();
        assertThat(kinds(MERGE.with("reviewers", "x"))).isEmpty();
        assertThat(Happened.texts(one(MERGE.with("object_attributes.description", json("{}")))))
                .contains("body= CLOSING");
    }

    private static ChatPayload action(String action) {
        return MERGE.with("object_attributes.action", action);
    }

    private static JsonElement json(String text) {
        return JsonParser.parseString(text.replace('\'', '"'));
    }

    private static ChatPayload payload(String event, String file) {
        return ChatPayload.of(Family.GITLAB, event, file);
    }

    private static TicketHappening one(ChatPayload payload) {
        return Happened.one(Family.GITLAB, payload);
    }

    private static List<HappeningKind> kinds(ChatPayload payload) {
        return Happened.kinds(Family.GITLAB, payload);
    }
}
