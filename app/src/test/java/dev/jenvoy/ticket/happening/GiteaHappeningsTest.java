package dev.jenvoy.ticket.happening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.kit.ChatPayload;
import dev.jenvoy.chat.message.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GiteaHappeningsTest {

    private static final ChatPayload PULL = payload("pull_request", "pull_request");

    @Test
    void a_pull_request_is_read_as_one_of_github_is() {
        TicketHappening happening = one(PULL.with("action", "opened"));

        assertThat(happening.kind()).isEqualTo(HappeningKind.OPENED);
        assertThat(happening.occasion()).startsWith("gitea gitea.example.com acme/site pr 17 opened ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"WIP: x", "[WIP] x", "wip: x"})
    void a_title_makes_a_draft(String title) {
        assertThat(Happened.kinds(Family.GITEA, PULL.with("action", "opened").with("pull_request.title", title)))
                .containsExactly(HappeningKind.DRAFT);
    }

    @ParameterizedTest
    @CsvSource({"WIP: x, x, OPENED", "x, WIP: x, DRAFT"})
    void a_change_of_the_title_makes_or_ends_a_draft(String before, String after, HappeningKind kind) {
        assertThat(Happened.kinds(
                        Family.GITEA,
                        PULL.with("action", "edited")
                                .with("changes.title.from", before)
                                .with("pull_request.title", after)))
                .containsExactly(kind);
    }

    @Test
    void another_change_of_the_title_is_none() {
        ChatPayload edited = PULL.with("action", "edited");

        assertThat(Happened.kinds(Family.GITEA, edited.with("changes.title.from", "y")))
                .isEmpty();
        assertThat(Happened.kinds(Family.GITEA, edited)).isEmpty();
        assertThat(Happened.kinds(Family.GITEA, edited.with("changes", "x"))).isEmpty();
    }

    @Test
    void a_review_without_an_id_is_known_by_its_author_and_time() {
        ChatPayload review = payload("pull_request_approved", "pull_request_approved");

        assertThat(one(review).kind()).isEqualTo(HappeningKind.APPROVED);
        assertThat(one(review).occasion())
                .isEqualTo("gitea gitea.example.com acme/site pr 17 approved alice 2026-03-10T09:10:00Z");
        assertThat(one(review).fromFork()).isTrue();
        assertThat(one(payload("pull_request_rejected", "pull_request_approved"))
                        .kind())
                .isEqualTo(HappeningKind.CHANGES);
    }

    @Test
    void a_release_is_a_happening_when_it_is_published() {
        ChatPayload release = payload("release", "release");

        assertThat(Happened.kinds(Family.GITEA, release)).isEmpty();
        assertThat(one(release.with("action", "published")).occasion())
                .isEqualTo("gitea gitea.example.com acme/site release 1");
        assertThat(one(release.with("action", "published").with("release.prerelease", true))
                        .kind())
                .isEqualTo(HappeningKind.PRERELEASE);
    }

    @Test
    void gogs_has_branches_and_repositories_beside_each_other() {
        ChatPayload gogs = PULL.with("action", "opened")
                .with("pull_request.head", null)
                .with("pull_request.base", null)
                .with("pull_request.head_branch", "soc-6")
                .with("pull_request.base_branch", "main")
                .with("pull_request.head_repo.id", 7)
                .with("pull_request.base_repo.id", 7);

        assertThat(one(gogs).base()).isEqualTo("main");
        assertThat(one(gogs).fromFork()).isFalse();
        assertThat(Happened.texts(one(gogs))).contains("branch=soc-6 BRANCH");
    }

    private static ChatPayload payload(String event, String file) {
        return ChatPayload.of(Family.GITEA, event, file);
    }

    private static TicketHappening one(ChatPayload payload) {
        return Happened.one(Family.GITEA, payload);
    }
}
