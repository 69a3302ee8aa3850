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

class BitbucketHappeningsTest {

    private static final String TIME = "2026-03-10T09:11:47+0000";

    @ParameterizedTest
    @CsvSource({
        "pullrequest:created, opened",
        "pullrequest:approved, approved 557058:c0ffee 2026",
        "pullrequest:changes_request_created, changes 557058:c0ffee 2026",
        "pullrequest:fulfilled, merged 1a1a1a1a1a1a",
        "pullrequest:rejected, closed 2026",
    })
    void each_event_of_the_cloud_is_a_happening(String event, String occasion) {
        ChatPayload payload = cloud(event).with("pullrequest.updated_on", "2026");

        assertThat(one(payload).occasion()).startsWith("bitbucket bitbucket.example.com acme/site pr 17 " + occasion);
        assertThat(one(payload).base()).isEqualTo("main");
        assertThat(one(payload).defaultBranch()).isEmpty();
        assertThat(one(payload).fromFork()).isFalse();
        assertThat(one(payload).url()).isEqualTo("https://bitbucket.example.com/acme/site/pull-requests/17");
        assertThat(Happened.texts(one(payload)))
                .containsExactly("title=Say how to start it LINE", "branch=start BRANCH", "body=Text CLOSING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pullrequest:updated", "pullrequest:unapproved", "pullrequest:comment_created"})
    void other_events_of_the_cloud_are_none(String event) {
        assertThat(kinds(cloud(event))).isEmpty();
    }

    @Test
    void drafts_reviewers_reverts_and_forks_of_the_cloud_are_known() {
        ChatPayload created = cloud("pullrequest:created");

        assertThat(kinds(created.with("pullrequest.draft", true))).containsExactly(HappeningKind.DRAFT);
        assertThat(kinds(created.with("pullrequest.reviewers", json("[{'nickname': 'bob'}]"))))
                .containsExactly(HappeningKind.OPENED, HappeningKind.REVIEW);
        assertThat(kinds(cloud("pullrequest:fulfilled").with("pullrequest.title", "Revert \"x\"")))
                .containsExactly(HappeningKind.REVERTED);
        assertThat(one(created.with("pullrequest.source.repository.full_name", "bob/site"))
                        .fromFork())
                .isTrue();
        assertThat(one(created.with("pullrequest.source.repository", null)).fromFork())
                .isTrue();
    }

    @Test
    void a_push_to_the_cloud_is_told_for_each_branch() {
        ChatPayload push = cloudPush("""
            [{'old': {'type': 'branch', 'name': 'main', 'target': {'hash': '01'}},
              'new': {'type': 'branch', 'name': 'main', 'target': {'hash': '02'}},
              'links': {'html': {'href': 'https://bitbucket.example.com/compare'}},
              'commits': [{'hash': '02', 'message': 'two'}, {'hash': '01a', 'message': 'one'}]},
             {'old': null, 'new': {'type': 'branch', 'name': 'soc-6', 'target': {'hash': '03'}}},
             {'old': {'type': 'branch', 'name': 'gone', 'target': {'hash': '03'}}, 'new': null},
             {'old': null, 'new': {'type': 'tag', 'name': 'v1', 'target': {'hash': '03'}}}]
            """);

        List<TicketHappening> all = Happened.all(Family.BITBUCKET, push);

        assertThat(all)
                .extracting(TicketHappening::occasion)
                .containsExactly(
                        "bitbucket bitbucket.example.com acme/site push main 01 02",
                        "bitbucket bitbucket.example.com acme/site branch soc-6 03",
                        "bitbucket bitbucket.example.com acme/site push soc-6 03");
        assertThat(Happened.texts(all.get(0))).containsExactly("commit 01a=one LINE", "commit 02=two LINE");
    }

    @ParameterizedTest
    @CsvSource({
        "pr:opened, opened " + TIME,
        "pr:reopened, reopened " + TIME,
        "pr:merged, merged 1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a",
        "pr:declined, closed " + TIME,
        "pr:reviewer:approved, approved alice " + TIME,
        "pr:reviewer:needs_work, changes alice " + TIME,
        "pr:reviewer:changes_requested, changes alice " + TIME,
    })
    void each_event_of_a_server_is_a_happening(String event, String occasion) {
        assertThat(one(server(event)))
                .isEqualTo(new TicketHappening(
                        one(server(event)).kind(),
                        "bitbucket stash.example.com ACME/site pr 17 " + occasion,
                        "17",
                        "ACME/site",
                        "main",
                        "",
                        false,
                        "https://stash.example.com/projects/ACME/repos/site/pull-requests/17",
                        Optional.of(Instant.parse("2026-03-10T09:11:47Z")),
                        one(server(event)).sources()));
        assertThat(Happened.texts(one(server(event))))
                .containsExactly("title=Say how to start it LINE", "branch=feature/x BRANCH", "body= CLOSING");
    }

    @Test
    void drafts_reviewers_and_forks_of_a_server_are_known() {
        ChatPayload modified = server("pr:modified");
        ChatPayload draft = modified.with("pullRequest.draft", true);

        assertThat(kinds(server("pr:opened").with("pullRequest.draft", true))).containsExactly(HappeningKind.DRAFT);
        assertThat(kinds(modified.with("previousDraft", true))).containsExactly(HappeningKind.OPENED);
        assertThat(kinds(draft.with("previousDraft", false))).containsExactly(HappeningKind.DRAFT);
        assertThat(kinds(draft.with("previousDraft", true))).isEmpty();
        assertThat(kinds(modified)).isEmpty();
        assertThat(kinds(server("pr:opened").with("pullRequest.reviewers", json("[{'user': {'name': 'bob'}}]"))))
                .containsExactly(HappeningKind.OPENED, HappeningKind.REVIEW);
        assertThat(kinds(server("pr:reviewer:updated").with("addedReviewers", json("[{'name': 'bob'}]"))))
                .containsExactly(HappeningKind.REVIEW);
        assertThat(kinds(server("pr:reviewer:updated").with("addedReviewers", json("[]"))))
                .isEmpty();
        assertThat(one(server("pr:opened").with("pullRequest.fromRef.repository.id", 85))
                        .fromFork())
                .isTrue();
    }

    @Test
    void a_push_to_a_server_has_commits_if_the_server_sends_them() {
        ChatPayload push = ChatPayload.of(Family.BITBUCKET, "repo:refs_changed", "server-push")
                .with("changes", json("""
                    [{'ref': {'id': 'refs/heads/main', 'displayId': 'main', 'type': 'BRANCH'},
                      'refId': 'refs/heads/main', 'fromHash': '01', 'toHash': '02', 'type': 'UPDATE'}]
                    """));
        ChatPayload newer = push.with("toCommit", json("{'id': '02'}"))
                .with("commits", json("[{'id': '02', 'message': 'two'}, {'id': '01a', 'message': 'one'}]"));

        assertThat(one(push).sources()).isEmpty();
        assertThat(one(push).occasion()).endsWith(" push main 01 02");
        assertThat(Happened.texts(one(newer))).containsExactly("commit 01a=one LINE", "commit 02=two LINE");
    }

    @Test
    void wrong_types_are_no_happening() {
        assertThat(kinds(cloud("pullrequest:created").with("pullrequest.reviewers", "x")))
                .isEmpty();
        assertThat(kinds(server("pr:opened").with("pullRequest.links", "x"))).isEmpty();
    }

    private static ChatPayload cloud(String event) {
        return ChatPayload.of(Family.BITBUCKET, event, "pullrequest");
    }

    private static ChatPayload cloudPush(String changes) {
        return ChatPayload.of(Family.BITBUCKET, "repo:push", "push").with("push.changes", json(changes));
    }

    private static ChatPayload server(String event) {
        return ChatPayload.of(Family.BITBUCKET, event, "server-pr");
    }

    private static JsonElement json(String text) {
        return JsonParser.parseString(text.replace('\'', '"'));
    }

    private static TicketHappening one(ChatPayload payload) {
        return Happened.one(Family.BITBUCKET, payload);
    }

    private static List<HappeningKind> kinds(ChatPayload payload) {
        return Happened.kinds(Family.BITBUCKET, payload);
    }
}
