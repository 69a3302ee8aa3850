package dev.jenvoy.ticket.happening;

import static dev.jenvoy.chat.kit.ChatPayload.gitHub;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.chat.kit.ChatPayload;
import dev.jenvoy.chat.message.Family;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubHappeningsTest {

    private static final String PULL = "pull_request";
    private static final String HEAD = "1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a";

    @Test
    void a_pull_request_is_read_with_its_branches_and_texts() {
        assertThat(one(gitHub(PULL)))
                .isEqualTo(new TicketHappening(
                        HappeningKind.OPENED,
                        "github github.example.com acme/site pr 17 opened 2026-03-10T09:00:00Z",
                        "17",
                        "acme/site",
                        "main",
                        "main",
                        false,
                        "https://github.example.com/acme/site/pull/17",
                        Optional.of(Instant.parse("2026-03-10T09:00:00Z")),
                        one(gitHub(PULL)).sources()));
        assertThat(Happened.texts(one(gitHub(PULL))))
                .containsExactly(
                        "title=Say how to start it LINE",
                        "branch=start BRANCH",
                        "body=Some text <!-- hidden --> here CLOSING");
    }

    @ParameterizedTest
    @CsvSource({
        "opened, opened 2026-03-10T09:00:00Z",
        "ready_for_review, opened 2026-03-10T10:00:00Z",
        "converted_to_draft, draft 2026-03-10T10:00:00Z",
        "reopened, reopened 2026-03-10T10:00:00Z",
        "review_requested, review " + HEAD,
        "closed, closed 2026-03-10T10:00:00Z",
    })
    void each_action_is_a_happening(String action, String occasion) {
        assertThat(one(gitHub(PULL).with("action", action)).occasion())
                .isEqualTo("github github.example.com acme/site pr 17 " + occasion);
    }

    @ParameterizedTest
    @ValueSource(strings = {"edited", "synchronize", "labeled", "assigned", "enqueued", "review_request_removed", ""})
    void other_actions_are_none(String action) {
        assertThat(kinds(gitHub(PULL).with("action", action))).isEmpty();
    }

    @Test
    void an_opened_draft_is_a_draft() {
        assertThat(kinds(gitHub(PULL).with("pull_request.draft", true))).containsExactly(HappeningKind.DRAFT);
    }

    @Test
    void a_merge_is_one_occasion_for_each_head() {
        assertThat(one(merged()).occasion()).isEqualTo("github github.example.com acme/site pr 17 merged " + HEAD);
        assertThat(one(merged()).kind()).isEqualTo(HappeningKind.MERGED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Revert \"x\" | a | REVERTED",
                "Revert \"Revert \"x\"\" | a | MERGED",
                "Revert \"Revert \"Revert \"x\"\"\" | a | REVERTED",
                "Reapply \"x\" | a | MERGED",
                "Revert \"Reapply \"x\"\" | a | REVERTED",
                "Reapply \"Revert \"x\"\" | a | REVERTED",
                "Revert the thing | a | MERGED",
                "SOC-1 Revert \"x\" | a | MERGED",
                "x | revert-9-x | REVERTED",
                "x | revert-9-revert-8-x | MERGED",
                "x | revert-9-revert-8-revert-7-x | REVERTED",
                "x | revert-nine-x | MERGED",
                "x | my-revert-9-x | MERGED",
                "Revert \"Revert \"x\"\" | revert-9-x | MERGED",
            })
    void a_revert_is_told_from_a_merge(String title, String branch, HappeningKind kind) {
        ChatPayload payload = merged().with("pull_request.title", title).with("pull_request.head.ref", branch);

        assertThat(kinds(payload)).containsExactly(kind);
    }

    @Test
    void a_pull_request_from_another_or_a_deleted_repository_is_from_a_fork() {
        assertThat(one(gitHub(PULL).with("pull_request.head.repo.full_name", "bob/site"))
                        .fromFork())
                .isTrue();
        assertThat(one(gitHub(PULL).with("pull_request.head.repo", null)).fromFork())
                .isTrue();
        assertThat(one(gitHub(PULL).with("pull_request.head.repo.id", 2).with("pull_request.base.repo.id", 1))
                        .fromFork())
                .isTrue();
        assertThat(one(gitHub(PULL)
                                .with("pull_request.head.repo.id", 1)
                                .with("pull_request.base.repo.id", 1)
                                .with("pull_request.head.repo.full_name", "acme/renamed"))
                        .fromFork())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"approved, APPROVED", "changes_requested, CHANGES", "APPROVED, APPROVED"})
    void a_review_is_one_occasion(String state, HappeningKind kind) {
        TicketHappening happening =
                one(gitHub("pull_request_review").with("action", "submitted").with("review.state", state));

        assertThat(happening.kind()).isEqualTo(kind);
        assertThat(happening.occasion()).isEqualTo("github github.example.com acme/site pr 17 " + kind.word() + " 5");
    }

    @Test
    void other_reviews_are_none() {
        assertThat(kinds(gitHub("pull_request_review").with("action", "dismissed")))
                .isEmpty();
        assertThat(kinds(gitHub("pull_request_review").with("review.state", "commented")))
                .isEmpty();
    }

    @Test
    void the_events_of_one_release_are_one_occasion() {
        ChatPayload release = gitHub("release").with("release.id", 123).with("release.draft", false);
        ChatPayload full = release.with("release.prerelease", false);
        ChatPayload early = release.with("release.prerelease", true);

        assertThat(kinds(full.with("action", "created"))).isEmpty();
        assertThat(one(full.with("action", "published")).occasion())
                .isEqualTo("github github.example.com acme/site release 123");
        assertThat(one(full.with("action", "released")).occasion())
                .isEqualTo("github github.example.com acme/site release 123");
        assertThat(one(early.with("action", "published")).occasion())
                .isEqualTo("github github.example.com acme/site prerelease 123");
        assertThat(one(early.with("action", "prereleased")).occasion())
                .isEqualTo("github github.example.com acme/site prerelease 123");
        for (String action : List.of("created", "edited", "deleted", "unpublished", "prereleased")) {
            assertThat(kinds(full.with("action", action))).as(action).isEmpty();
        }
        assertThat(kinds(full.with("action", "published").with("release.draft", true)))
                .isEmpty();
    }

    @Test
    void the_name_and_the_text_of_a_release_count() {
        ChatPayload release = gitHub("release")
                .with("action", "released")
                .with("release.prerelease", false)
                .with("release.name", "Winter")
                .with("release.body", "SOC-1");

        assertThat(Happened.texts(one(release))).containsExactly("name=Winter LINE", "body=SOC-1 MARKUP");
        assertThat(one(release).base()).isEmpty();
    }

    @Test
    void a_branch_that_is_made_is_a_happening_and_a_tag_is_none() {
        ChatPayload branch = gitHub("create").with("repository.pushed_at", "2026-03-10T09:00:00Z");

        assertThat(one(branch).occasion())
                .isEqualTo("github github.example.com acme/site branch feature/x 2026-03-10T09:00:00Z");
        assertThat(Happened.texts(one(branch))).containsExactly("branch=feature/x BRANCH");
        assertThat(kinds(branch.with("ref_type", "tag"))).isEmpty();
    }

    @Test
    void a_push_has_the_messages_of_its_commits() {
        TicketHappening push = one(gitHub("push"));

        assertThat(push.kind()).isEqualTo(HappeningKind.PUSHED);
        assertThat(push.occasion())
                .startsWith("github github.example.com acme/site push " + push.base() + " ")
                .hasSizeGreaterThan(100);
        assertThat(push.sources())
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source.place()).matches("commit [0-9a-f]{8}"));
    }

    @Test
    void a_push_that_deletes_or_is_of_a_tag_is_none() {
        assertThat(kinds(gitHub("push").with("deleted", true).with("after", "0".repeat(40))))
                .isEmpty();
        assertThat(kinds(gitHub("push").with("ref", "refs/tags/v1"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "body", "head", "base"})
    void a_missing_or_null_part_is_an_empty_text(String part) {
        TicketHappening happening = one(gitHub(PULL).with("pull_request." + part, null));

        assertThat(happening.kind()).isEqualTo(HappeningKind.OPENED);
    }

    @Test
    void a_text_of_another_type_names_no_ticket() {
        TicketHappening happening = one(
                gitHub(PULL).with("pull_request.title", new JsonObject()).with("pull_request.body", new JsonArray()));

        assertThat(Happened.texts(happening)).containsExactly("title= LINE", "branch=start BRANCH", "body= CLOSING");
    }

    @Test
    void a_needed_value_of_another_type_is_no_happening() {
        assertThat(kinds(gitHub(PULL).with("pull_request.html_url", new JsonObject())))
                .isEmpty();
        assertThat(kinds(gitHub(PULL).with("pull_request.draft", "yes"))).isEmpty();
        assertThat(kinds(gitHub("release").with("action", "released").with("release", null)))
                .isEmpty();
    }

    private static ChatPayload merged() {
        return gitHub(PULL).with("action", "closed").with("pull_request.merged", true);
    }

    private static TicketHappening one(ChatPayload payload) {
        return Happened.one(Family.GITHUB, payload);
    }

    private static List<HappeningKind> kinds(ChatPayload payload) {
        return Happened.kinds(Family.GITHUB, payload);
    }
}
