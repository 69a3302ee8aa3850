package dev.jenvoy.chat.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.message.Commit;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Happening;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.message.MessageBuilder;
import dev.jenvoy.chat.text.PlainRenderer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The built-in sentences, one for each row of their table; pushes have a test of their own. */
class SentencesTest {

    private static final PlainRenderer PLAIN = new PlainRenderer();
    private static final Happening HAPPENING = new Happening("acme/site", "main", "", "");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            opened             | alice opened pull request #7: Fix it (main ← fix)
            merged             | alice merged pull request #7: Fix it
            closed             | alice closed pull request #7 without merging: Fix it
            reopened           | alice reopened pull request #7: Fix it
            updated            | alice updated pull request #7: Fix it
            ready_for_review   | alice marked pull request #7 ready for review: Fix it
            converted_to_draft | alice marked pull request #7 as a draft: Fix it
            review_requested   | alice asked carol to review pull request #7: Fix it
            assigned           | alice assigned dave to pull request #7: Fix it
            unassigned         | alice unassigned dave from pull request #7: Fix it
            labeled            | alice added label bug to pull request #7: Fix it
            auto_merge_enabled | alice auto merge enabled pull request #7: Fix it
            """)
    void pull_requests(String action, String sentence) {
        assertThat(sentence(pullRequest("pull_request").action(action))).isEqualTo(sentence);
    }

    @Test
    void a_draft_is_called_so_when_it_is_opened() {
        assertThat(sentence(pullRequest("pull_request").action("opened").draft(true)))
                .isEqualTo("alice opened draft pull request #7: Fix it (main ← fix)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            opened   | alice opened merge request !7: Fix it (main ← fix)
            merged   | alice merged merge request !7: Fix it
            closed   | alice closed merge request !7 without merging: Fix it
            approved | alice approved merge request !7: Fix it
            """)
    void merge_requests_of_gitlab(String action, String sentence) {
        assertThat(sentence(thing(Family.GITLAB, "merge_request_hook")
                        .base("main")
                        .head("fix")
                        .action(action)))
                .isEqualTo(sentence);
        assertThat(sentence(thing(Family.GITLAB, "merge_request_hook")
                        .kind("merge request")
                        .base("main")
                        .head("fix")
                        .action(action)))
                .isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            approved          | alice approved pull request #7: Fix it
            changes_requested | alice requested changes on pull request #7: Fix it
            commented         | alice reviewed pull request #7: Fix it
            dismissed         | carol's review of pull request #7 was dismissed: Fix it
            """)
    void reviews(String action, String sentence) {
        assertThat(sentence(pullRequest("pull_request_review").action(action))).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            issue_comment               | issue         | created | alice commented on issue #7: Fix it
            issue_comment               | pull request  | created | alice commented on pull request #7: Fix it
            pull_request_review_comment | pull request  | created | alice commented on pull request #7: Fix it (src/a.c line 12)
            discussion_comment          | discussion    | created | alice commented on discussion #7: Fix it
            note_hook                   | merge request |         | alice commented on merge request !7: Fix it
            issue_comment               | issue         | edited  | alice edited a comment on issue #7: Fix it
            """)
    void comments_with_a_quote(String event, String kind, String action, String sentence) {
        Message message = thing(Family.GITHUB, event)
                .kind(kind)
                .action(action)
                .file(event.contains("review") ? "src/a.c" : "")
                .line("12")
                .body("First\n\n> second <b>\n")
                .build();

        assertThat(lines(message))
                .containsExactly("[acme/site] " + sentence + " " + URL, "  > First", "  > > second <b>");
    }

    @Test
    void a_comment_on_a_commit_names_the_commit() {
        assertThat(sentence(
                        about(Family.GITHUB, "commit_comment").kind("commit").sha("0123456789")))
                .isEqualTo("alice commented on commit 0123456");
    }

    @Test
    void a_quote_has_five_lines_and_300_characters() {
        MessageBuilder comment = thing(Family.GITHUB, "issue_comment");

        assertThat(lines(comment.body("1\n2\n\n3\n4\n5\n6").build())).hasSize(6).endsWith("  > 5 …");
        assertThat(String.join(
                        "", lines(comment.body("x".repeat(5_000)).build()).subList(1, 2)))
                .hasSize("  > ".length() + 300)
                .endsWith("x…");
    }

    @Test
    void the_short_style_has_no_quote() {
        Message comment = thing(Family.GITHUB, "issue_comment").body("text").build();

        assertThat(PlainRenderer.lines(Composer.compose(comment, Optional.empty(), Style.SHORT, PLAIN, Duration.ZERO)
                        .text()))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            opened      |             | alice opened issue #7: Fix it
            closed      |             | alice closed issue #7: Fix it
            closed      | completed   | alice closed issue #7: Fix it
            closed      | not_planned | alice closed issue #7 as not planned: Fix it
            reopened    |             | alice reopened issue #7: Fix it
            labeled     |             | alice added label bug to issue #7: Fix it
            unlabeled   |             | alice removed label bug from issue #7: Fix it
            assigned    |             | alice assigned dave to issue #7: Fix it
            unassigned  |             | alice unassigned dave from issue #7: Fix it
            transferred |             | alice transferred issue #7 to acme/old: Fix it
            deleted     |             | alice deleted issue #7: Fix it
            """)
    void issues(String action, String reason, String sentence) {
        assertThat(sentence(thing(Family.GITHUB, "issues")
                        .action(action)
                        .reason(reason)
                        .target("acme/old")))
                .isEqualTo(sentence);
    }

    @Test
    void releases() {
        MessageBuilder release =
                about(Family.GITHUB, "release").action("published").tag("v1.2");

        assertThat(sentence(release)).isEqualTo("alice released v1.2");
        assertThat(sentence(release.title("v1.2"))).isEqualTo("alice released v1.2");
        assertThat(sentence(release.title("Spring"))).isEqualTo("alice released v1.2 (Spring)");
        assertThat(sentence(release.prerelease(true))).isEqualTo("alice released v1.2 (Spring), a pre-release");
        assertThat(sentence(about(Family.GITHUB, "release").action("deleted").tag("v1")))
                .isEqualTo("alice deleted release v1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            failure         | CI #12 failed on main (by alice)
            timed_out       | CI #12 timed out on main (by alice)
            startup_failure | CI #12 failed to start on main (by alice)
            action_required | CI #12 needs action on main (by alice)
            success         | CI #12 passed on main (by alice)
            cancelled       | CI #12 was canceled on main (by alice)
            skipped         | CI #12 was skipped on main (by alice)
            made_up         | CI #12 made up on main (by alice)
            """)
    void workflow_runs(String conclusion, String sentence) {
        assertThat(sentence(about(Family.GITHUB, "workflow_run")
                        .workflow("CI")
                        .number("12")
                        .branch("main")
                        .conclusion(conclusion)))
                .isEqualTo(sentence);
    }

    @Test
    void pipelines_checks_and_statuses() {
        assertThat(sentence(about(Family.GITLAB, "pipeline_hook")
                        .workflow("pipeline")
                        .number("12")
                        .branch("main")
                        .conclusion("failure")))
                .isEqualTo("pipeline #12 failed on main (by alice)");
        assertThat(sentence(about(Family.GITHUB, "check_run")
                        .workflow("lint")
                        .sha("0123456789")
                        .branch("main")
                        .conclusion("failure")))
                .isEqualTo("lint failed at 0123456 on main");
        assertThat(sentence(about(Family.GITHUB, "status")
                        .workflow("ci/x")
                        .sha("0123456789")
                        .state("error")))
                .isEqualTo("ci/x ended in an error at 0123456");
    }

    @Test
    void a_run_for_a_tag_names_the_tag() {
        assertThat(sentence(about(Family.GITLAB, "pipeline_hook").tag("v1").conclusion("failure")))
                .isEqualTo("workflow failed on v1 (by alice)");
        assertThat(sentence(about(Family.TRAVIS, "passed").number("42").tag("v1")))
                .isEqualTo("build #42 passed on v1 (by alice)");
    }

    @Test
    void deployments() {
        MessageBuilder deployment = about(Family.GITHUB, "deployment_status")
                .environment("production")
                .branch("main")
                .sha("0123456789");

        assertThat(sentence(deployment.state("success")))
                .isEqualTo("deployment to production succeeded (main at 0123456)");
        assertThat(sentence(deployment.state("failure")))
                .isEqualTo("deployment to production failed (main at 0123456)");
        assertThat(sentence(about(Family.GITHUB, "deployment_status").state("failure")))
                .isEqualTo("deployment failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            star       | created      | alice starred it (3 stars)
            star       | deleted      | alice unstarred it (3 stars)
            watch      | started      | alice starred it (3 stars)
            fork       |              | alice forked it to bob/site
            member     | added        | alice added carol as a collaborator
            member     | removed      | alice removed carol as a collaborator
            team_add   |              | alice added team carol
            public     |              | alice made it public
            gollum     | created      | alice created wiki page bob/site
            gollum     | edited       | alice edited wiki page bob/site
            page_build | errored      | the page build failed (by alice)
            repository | archived     | alice archived the repository
            made_up    | turned_round | made_up (turned_round) by alice
            made_up    |              | made_up by alice
            """)
    void other_events(String event, String action, String sentence) {
        assertThat(sentence(about(Family.GITHUB, event)
                        .action(action)
                        .stars("3")
                        .target("bob/site")
                        .member("carol")))
                .isEqualTo(sentence);
    }

    @Test
    void discussions() {
        MessageBuilder discussion =
                thing(Family.GITHUB, "discussion").kind("discussion").category("Ideas");

        assertThat(sentence(discussion.action("created"))).isEqualTo("alice started discussion #7: Fix it in Ideas");
        assertThat(sentence(discussion.action("answered"))).isEqualTo("alice answered discussion #7: Fix it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            passed        | build #42 passed on main at 0123456 (by alice)
            fixed         | build #42 is fixed on main at 0123456 (by alice)
            broken        | build #42 is broken on main at 0123456 (by alice)
            failed        | build #42 failed on main at 0123456 (by alice)
            still_failing | build #42 is still failing on main at 0123456 (by alice)
            errored       | build #42 errored on main at 0123456 (by alice)
            canceled      | build #42 was canceled on main at 0123456 (by alice)
            pending       | build #42 started on main at 0123456 (by alice)
            """)
    void builds_of_travis(String event, String sentence) {
        Message build = travis(event).build();

        assertThat(lines(build)).containsExactly("[acme/site] " + sentence + " " + URL, "  > Fix it");
    }

    @Test
    void a_build_for_a_pull_request_names_it() {
        assertThat(sentence(travis("failed").target("7")))
                .isEqualTo("build #42 failed for pull request #7 at 0123456 (by alice)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GITLAB    | merge_request_hook                 | alice withdrew the approval of merge request !7: Fix it
            BITBUCKET | pullrequest_unapproved             | alice withdrew the approval of pull request #7: Fix it
            BITBUCKET | pr_reviewer_unapproved             | alice withdrew the approval of pull request #7: Fix it
            BITBUCKET | pullrequest_changes_request_removed | alice withdrew the request for changes of pull request #7: Fix it
            """)
    void reviewers_take_back_what_they_said(Family family, String event, String sentence) {
        assertThat(sentence(thing(family, event).action("dismissed"))).isEqualTo(sentence);
    }

    @Test
    void an_action_about_a_person_who_is_not_named_names_none() {
        for (String action : List.of("assigned", "unassigned")) {
            assertThat(sentence(thing(Family.GITHUB, "issues").assignee("").action(action)))
                    .isEqualTo("alice changed the assignees of issue #7: Fix it");
        }
        assertThat(sentence(pullRequest("pull_request").reviewer("").action("review_requested")))
                .isEqualTo("alice asked for a review of pull request #7: Fix it");
        assertThat(sentence(pullRequest("pull_request").reviewer("").action("review_request_removed")))
                .isEqualTo("alice no longer asks for a review of pull request #7: Fix it");
    }

    @Test
    void what_happens_to_hooks_and_deliveries() {
        assertThat(lines(HAPPENING.hookFailed("push-deploy", "3", "a\nno space left\n")))
                .containsExactly("[acme/site] hook push-deploy failed with code 3 on main: no space left", "  > a");
        assertThat(lines(HAPPENING.hookFailed("push-deploy", "timed out after 60 s", "")))
                .containsExactly("[acme/site] hook push-deploy failed (timed out after 60 s) on main");
        assertThat(lines(HAPPENING.hookFailed("push-deploy", "timeout", "one")))
                .containsExactly("[acme/site] hook push-deploy failed (timeout) on main: one");
        assertThat(lines(HAPPENING.hookRecovered("push-deploy", 2)))
                .containsExactly("[acme/site] hook push-deploy works again on main (after 2 failures)");
        assertThat(lines(HAPPENING.hookSlow("push-deploy", Duration.ofSeconds(90))))
                .containsExactly("[acme/site] hook push-deploy took 1 min 30 s on main");
        assertThat(lines(HAPPENING.setAside("72d3162e", 3)))
                .containsExactly("[acme/site] delivery 72d3162e was set aside after 3 interrupted runs");
    }

    @Test
    void values_that_are_missing_leave_a_sentence_without_holes() {
        for (String event : List.of(
                "push",
                "pull_request",
                "pull_request_review",
                "issues",
                "issue_comment",
                "commit_comment",
                "release",
                "workflow_run",
                "check_run",
                "status",
                "deployment_status",
                "star",
                "fork",
                "member",
                "public",
                "gollum",
                "discussion",
                "create",
                "delete",
                "hook.failed",
                "hook.slow",
                "delivery.set_aside",
                "made_up")) {
            for (String action : List.of("", "opened", "closed", "created", "labeled", "assigned", "dismissed")) {
                Message bare =
                        Message.about(Family.GITHUB, event).action(action).build();
                assertThat(Composer.compose(bare, Optional.empty(), Style.FULL, PLAIN, Duration.ZERO)
                                .subject())
                        .as("%s %s", event, action)
                        .isNotBlank()
                        .doesNotContain("null", "()", "  ");
            }
        }
    }

    @Test
    void long_titles_names_and_labels_are_cut_between_characters() {
        String family = "\uD83D\uDC69\uD83C\uDFFD";
        Message long_ = thing(Family.GITHUB, "issues")
                .action("labeled")
                .title(family.repeat(100))
                .actor("a".repeat(100))
                .label("l".repeat(100))
                .build();

        assertThat(lines(long_).get(0))
                .contains("a".repeat(59) + "… added", "l".repeat(39) + "… to")
                .contains(": " + family.repeat(29) + "… " + URL);
    }

    private static final String URL = "https://git.example/acme/site/7";

    private static MessageBuilder travis(String event) {
        return about(Family.TRAVIS, event)
                .number("42")
                .branch("main")
                .sha("0123456789")
                .commits(List.of(new Commit("0123456789", "Fix it", "alice", "", true)));
    }

    private static MessageBuilder pullRequest(String event) {
        return thing(Family.GITHUB, event)
                .kind("pull request")
                .base("main")
                .head("fix")
                .reviewer("carol");
    }

    private static MessageBuilder thing(Family family, String event) {
        return about(family, event).number("7").title("Fix it").label("bug").assignee("dave");
    }

    private static MessageBuilder about(Family family, String event) {
        return Message.about(family, event).repo("acme/site").actor("alice").url(URL);
    }

    private static String sentence(MessageBuilder message) {
        return lines(message.build()).get(0).replace("[acme/site] ", "").replace(" " + URL, "");
    }

    private static List<String> lines(Message message) {
        return PlainRenderer.lines(Composer.compose(message, Optional.empty(), Style.FULL, PLAIN, Duration.ZERO)
                .text());
    }
}
