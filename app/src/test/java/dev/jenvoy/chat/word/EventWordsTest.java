package dev.jenvoy.chat.word;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.message.MessageBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which messages the words of a route mean. */
class EventWordsTest {

    private static EventWords words(String text) {
        ParsedWords parsed = EventWords.parse(text, EventNames.ALL);
        assertThat(parsed.troubles()).isEmpty();
        return parsed.words();
    }

    private static MessageBuilder gitHub(String event, String action) {
        return Message.about(Family.GITHUB, event)
                .action(action)
                .repo("acme/site")
                .actor("alice");
    }

    private static MessageBuilder push(String branch) {
        return gitHub("push", "").branch(branch);
    }

    private static MessageBuilder pull(String action) {
        return gitHub("pull_request", action)
                .kind("pull request")
                .branch("main")
                .base("main")
                .head("start");
    }

    /** Every row of the table of what a bare event means: actions that it means, and actions that have to be asked for. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pull_request | opened closed merged reopened updated ready_for_review converted_to_draft review_requested assigned unassigned | labeled unlabeled edited milestoned demilestoned locked unlocked auto_merge_enabled auto_merge_disabled review_request_removed queued unqueued enqueued dequeued
            pull_request_review | approved changes_requested dismissed | edited commented
            pull_request_review_comment | created | edited deleted
            issue_comment | created | edited deleted
            commit_comment | created | edited deleted
            discussion_comment | created | edited deleted
            issues | opened closed reopened labeled unlabeled assigned unassigned transferred deleted | edited milestoned demilestoned pinned unpinned locked unlocked
            release | published | created edited deleted released prereleased unpublished
            workflow_run | failure timed_out startup_failure action_required | success cancelled skipped neutral stale requested in_progress
            check_suite | failure timed_out startup_failure action_required | success cancelled skipped neutral stale requested rerequested
            check_run | failure timed_out startup_failure action_required | success cancelled skipped neutral stale created
            status | failure error | success pending
            deployment_status | success failure error | queued pending in_progress inactive waiting
            star | created | deleted
            member | added removed | edited
            page_build | errored | built building
            discussion | created answered | edited deleted pinned locked labeled
            repository | created deleted renamed archived publicized | ''
            watch | started | ''
            gollum | created edited | ''
            """)
    void a_bare_event_means_what_people_want_to_read(String event, String meant, String others) {
        for (String action : meant.trim().split(" ", -1)) {
            Message message = gitHub(event, action).build();
            assertThat(words(event).matches(message)).as("%s %s", event, action).isTrue();
            assertThat(words("*").matches(message)).as("* %s %s", event, action).isTrue();
            assertThat(words(event + "." + action).matches(message)).isTrue();
        }
        for (String action : others.equals("''") || others.isBlank()
                ? new String[0]
                : others.trim().split(" ", -1)) {
            Message message = gitHub(event, action).build();
            assertThat(words(event).matches(message)).as("%s %s", event, action).isFalse();
            assertThat(words("*").matches(message)).as("* %s %s", event, action).isFalse();
            assertThat(words(event + "." + action).matches(message)).as(action).isTrue();
            assertThat(words(event + ".*").matches(message)).isTrue();
            assertThat(words(event + ".opened " + event + ".nothing").matches(message))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"create", "delete", "fork", "public", "team_add"})
    void events_without_actions_are_meant_as_they_are(String event) {
        assertThat(words(event).matches(gitHub(event, "").build())).isTrue();
    }

    @Test
    void a_review_without_a_word_is_not_told_and_one_with_words_is() {
        Message empty = gitHub("pull_request_review", "commented").body(" ").build();
        Message written = gitHub("pull_request_review", "commented").body("Hm").build();

        assertThat(words("pull_request_review").matches(empty)).isFalse();
        assertThat(words("pull_request_review").matches(written)).isTrue();
        assertThat(words("pull_request_review.commented").matches(empty)).isTrue();
    }

    @Test
    void labels_that_an_issue_is_opened_with_are_not_told_again() {
        MessageBuilder labeled = gitHub("issues", "labeled");

        assertThat(words("issues")
                        .matches(labeled.age(Optional.of(Duration.ofSeconds(5))).build()))
                .isFalse();
        assertThat(words("issues")
                        .matches(labeled.age(Optional.of(Duration.ofSeconds(6))).build()))
                .isTrue();
        assertThat(words("issues").matches(labeled.age(Optional.empty()).build()))
                .isTrue();
        assertThat(words("issues.labeled")
                        .matches(labeled.age(Optional.of(Duration.ofSeconds(1))).build()))
                .isTrue();
    }

    @Test
    void branches_of_the_merge_queue_are_never_told() {
        Message queue = push("gh-readonly-queue/main/pr-1-0a").mergeQueue(true).build();

        for (String word : List.of("push", "push.*", "*", "push:*", "push:gh-*")) {
            assertThat(words(word).matches(queue)).as(word).isFalse();
        }
    }

    @Test
    void an_update_is_told_by_the_push_if_the_route_has_it() {
        Message own = pull("updated").sameRepository(true).build();
        Message fork = pull("updated").sameRepository(false).build();

        assertThat(words("pull_request").matches(own)).isTrue();
        assertThat(words("pull_request push").matches(own)).isFalse();
        assertThat(words("*").matches(own)).isFalse();
        assertThat(words("pull_request push").matches(fork)).isTrue();
        assertThat(words("pull_request.updated push").matches(own)).isTrue();
        assertThat(words("pull_request push:main").matches(own))
                .as("that push is not told")
                .isTrue();
        assertThat(words("pull_request push -push:st*").matches(own)).isTrue();
        assertThat(words("pull_request push:st*").matches(own)).isFalse();
    }

    @Test
    void a_new_or_deleted_branch_or_tag_is_wanted_by_each_word_for_it() {
        Message pushed = push("x").created(true).build();
        Message gone = push("x").deleted(true).build();
        Message created = gitHub("create", "").branch("x").created(true).build();
        Message tag = gitHub("push", "").tag("v1").created(true).build();

        assertThat(words("push").matches(pushed)).isTrue();
        assertThat(words("push create").matches(pushed)).isTrue();
        assertThat(words("push create").matches(created)).isTrue();
        assertThat(words("push delete").matches(gone)).isTrue();
        assertThat(words("create").matches(pushed)).isFalse();
        assertThat(words("*").matches(pushed)).isTrue();
        assertThat(words("*").matches(created)).isTrue();
        assertThat(words("push create:v*").matches(tag)).isTrue();
    }

    @Test
    void what_is_left_to_a_push_is_known() {
        Message updated =
                gitHub("pull_request", "updated").head("x").sameRepository(true).build();

        assertThat(words("pull_request push").matches(updated)).isFalse();
        assertThat(words("pull_request push").leavesToPush(updated)).isTrue();
        assertThat(words("pull_request.updated push").leavesToPush(updated)).isFalse();
        assertThat(words("pull_request").leavesToPush(updated)).isFalse();
        assertThat(words("push").leavesToPush(updated)).isFalse();
    }

    @Test
    void a_sender_without_create_tells_it_by_the_push() {
        Message pushed = Message.about(Family.GITLAB, "push_hook")
                .branch("x")
                .created(true)
                .build();

        assertThat(words("push create").matches(pushed)).isTrue();
        assertThat(words("create").matches(pushed)).isTrue();
        assertThat(words("delete").matches(pushed)).isFalse();
        assertThat(words("create").matches(push("x").created(true).build())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "push, GITLAB, push_hook",
        "push_hook, GITHUB, push",
        "push, BITBUCKET, repo_push",
        "push, BITBUCKET, repo_refs_changed",
        "repo_push, GITEA, push",
        "push, GITLAB, tag_push_hook"
    })
    void a_push_is_a_push_at_every_sender(String word, Family family, String event) {
        assertThat(words(word).matches(Message.about(family, event).build())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "issues, GITLAB, issue_hook, opened, issue",
        "issue_hook, GITHUB, issues, opened, issue",
        "issues, BITBUCKET, issue_created, opened, issue",
        "pull_request, GITLAB, merge_request_hook, merged, merge request",
        "merge_request_hook, GITHUB, pull_request, merged, pull request",
        "pull_request, BITBUCKET, pullrequest_fulfilled, merged, pull request",
        "pull_request, BITBUCKET, pr_opened, opened, pull request",
        "pullrequest_fulfilled, GITHUB, pull_request, merged, pull request",
        "pull_request.merged, BITBUCKET, pr_merged, merged, pull request",
        "merge_request_hook.merge, GITLAB, merge_request_hook, merged, merge request",
        "issue_comment, GITLAB, note_hook, created, issue",
        "issue_comment, GITLAB, note_hook, created, merge request",
        "commit_comment, GITLAB, note_hook, created, commit",
        "note_hook, GITLAB, note_hook, created, commit",
        "note_hook, GITHUB, issue_comment, created, issue",
        "release, GITLAB, release_hook, published, release",
        "release_hook, GITHUB, release, published, release",
        "workflow_run, GITLAB, pipeline_hook, failure, run",
        "pipeline_hook, GITHUB, workflow_run, failure, run",
        "pipeline_hook.failed, GITLAB, pipeline_hook, failure, run",
        "job_hook, GITLAB, job_hook, failure, job",
        "merge_request_hook, GITLAB, merge_request_hook, approved, merge request",
        "pull_request_review, GITLAB, merge_request_hook, approved, merge request",
        "pull_request_review.submitted, GITEA, pull_request_approved, approved, pull request",
        "pr_reviewer_updated, BITBUCKET, pr_reviewer_updated, review_request_removed, pull request"
    })
    void a_name_of_one_sender_stands_for_its_like(
            String word, Family family, String event, String action, String kind) {
        assertThat(words(word)
                        .matches(Message.about(family, event)
                                .action(action)
                                .kind(kind)
                                .build()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "pullrequest_fulfilled, GITHUB, pull_request, closed, pull request",
        "pullrequest_fulfilled, BITBUCKET, pullrequest_created, opened, pull request",
        "pull_request, GITLAB, merge_request_hook, approved, merge request",
        "pull_request, GITLAB, merge_request_hook, edited, merge request",
        "issue_comment, GITLAB, note_hook, created, commit",
        "issue_comment, GITLAB, note_hook, edited, issue",
        "issue_comment, GITLAB, note_hook, created, snippet",
        "issues, GITLAB, confidential_issue_hook, opened, issue",
        "issue_comment, GITLAB, confidential_note_hook, created, issue",
        "job_hook, GITLAB, job_hook, success, job",
        "workflow_run, GITLAB, pipeline_hook, success, run",
        "workflow_run, GITLAB, pipeline_hook, running, run",
        "tag_push_hook, GITLAB, push_hook, '', branch"
    })
    void what_is_not_alike_is_not_meant(String word, Family family, String event, String action, String kind) {
        assertThat(words(word)
                        .matches(Message.about(family, event)
                                .action(action)
                                .kind(kind)
                                .build()))
                .isFalse();
    }

    @Test
    void tag_push_hook_means_tags_alone() {
        Message tag = gitHub("push", "").tag("v1.0").kind("tag").build();

        assertThat(words("tag_push_hook").matches(tag)).isTrue();
        assertThat(words("tag_push_hook:v1*").matches(tag)).isTrue();
        assertThat(words("tag_push_hook:v2*").matches(tag)).isFalse();
        assertThat(words("tag_push_hook").matches(push("main").build())).isFalse();
        assertThat(words("push -tag_push_hook").matches(tag)).isFalse();
        assertThat(words("push:v1*").matches(tag)).as("a tag is no branch").isFalse();
    }

    @Test
    void travis_states_are_events() {
        for (String state : EventNames.of(Family.TRAVIS)) {
            Message build = Message.about(Family.TRAVIS, state)
                    .action("push")
                    .branch("main")
                    .build();

            assertThat(words(state).matches(build)).isTrue();
            assertThat(words(state + ":main").matches(build)).isTrue();
            assertThat(words(state + ".cron").matches(build)).isFalse();
            assertThat(words("push").matches(build)).isFalse();
            assertThat(words("*").matches(build)).isTrue();
        }
    }

    @Test
    void a_branch_glob_is_about_the_base_of_a_pull_request() {
        assertThat(words("pull_request:main").matches(pull("opened").build())).isTrue();
        assertThat(words("pull_request:start").matches(pull("opened").build())).isFalse();
        assertThat(words("push:feature/*").matches(push("feature/x/y").build())).isTrue();
        assertThat(words("push:Main").matches(push("main").build()))
                .as("case counts")
                .isFalse();
        assertThat(words("push:*").matches(gitHub("push", "").build())).isFalse();
        assertThat(words("*:main").matches(push("main").build())).isTrue();
        assertThat(words("*:main").matches(push("next").build())).isFalse();
        assertThat(words("issues:main").matches(gitHub("issues", "opened").build()))
                .isFalse();
        assertThat(words("release:v1.*")
                        .matches(gitHub("release", "published").tag("v1.2").build()))
                .isTrue();
    }

    @Test
    void an_unwanted_event_is_left_out_with_all_its_actions() {
        assertThat(words("* -push").matches(push("main").build())).isFalse();
        assertThat(words("push -push:dependabot/*").matches(push("dependabot/x").build()))
                .isFalse();
        assertThat(words("push -push:dependabot/*").matches(push("main").build()))
                .isTrue();
        assertThat(words("issues.* -issues").matches(gitHub("issues", "edited").build()))
                .isFalse();
        assertThat(words("issues -issues.labeled")
                        .matches(gitHub("issues", "labeled").build()))
                .isFalse();
        assertThat(words("issues -issues.labeled")
                        .matches(gitHub("issues", "opened").build()))
                .isTrue();
        assertThat(words("-issues").matches(push("main").build()))
                .as("no wanted word")
                .isFalse();
        assertThat(words("-issues").hasEvent()).isFalse();
    }

    @Test
    void labels_limit_what_can_have_labels() {
        Message bug = gitHub("issues", "opened")
                .kind("issue")
                .labels(List.of("Bug", "help wanted"))
                .build();
        Message plain = gitHub("issues", "opened").kind("issue").build();
        Message removed =
                gitHub("issues", "unlabeled").kind("issue").label("bug").build();

        assertThat(words("issues +label:bug").matches(bug)).isTrue();
        assertThat(words("issues +label:\"Help *\"").matches(bug)).isTrue();
        assertThat(words("issues +label:bug").matches(plain)).isFalse();
        assertThat(words("issues +label:x +label:bug").matches(bug)).isTrue();
        assertThat(words("issues +label:bug").matches(removed)).isTrue();
        assertThat(words("issues -label:bug").matches(bug)).isFalse();
        assertThat(words("issues -label:bug").matches(plain)).isTrue();
        assertThat(words("* +label:bug").matches(push("main").build()))
                .as("a push has no labels")
                .isTrue();
    }

    @Test
    void authors_bots_and_drafts_can_be_left_out() {
        Message renovate = pull("opened").actor("Renovate[bot]").build();
        Message app = pull("opened").actor("deployer").bot(true).build();

        assertThat(words("pull_request -author:renovate*").matches(renovate)).isFalse();
        assertThat(words("pull_request +author:ALICE").matches(pull("opened").build()))
                .isTrue();
        assertThat(words("pull_request +author:bob").matches(pull("opened").build()))
                .isFalse();
        assertThat(words("pull_request +author:bob +label:x")
                        .matches(pull("opened").build()))
                .isFalse();
        assertThat(words("pull_request -bots").matches(renovate)).isFalse();
        assertThat(words("pull_request -bots").matches(app)).isFalse();
        assertThat(words("pull_request -bots").matches(pull("opened").build())).isTrue();
        assertThat(words("pull_request -drafts")
                        .matches(pull("opened").draft(true).build()))
                .isFalse();
        assertThat(words("pull_request -drafts").matches(pull("opened").build()))
                .isTrue();
    }

    @Test
    void each_kind_of_plus_has_to_be_met() {
        Message message = pull("opened").labels(List.of("bug")).build();

        assertThat(words("pull_request +label:bug +author:alice").matches(message))
                .isTrue();
        assertThat(words("pull_request +label:bug +author:bob").matches(message))
                .isFalse();
        assertThat(words("pull_request +label:ui +author:alice").matches(message))
                .isFalse();
    }

    @Test
    void jenvoys_own_events_are_asked_for_by_name() {
        Message failed =
                Message.about(Family.JENVOY, "hook.failed").branch("main").build();

        assertThat(words("hook.failed").matches(failed)).isTrue();
        assertThat(words("hook.failed:main").matches(failed)).isTrue();
        assertThat(words("hook.failed:next").matches(failed)).isFalse();
        assertThat(words("hook.recovered hook.slow delivery.set_aside").matches(failed))
                .isFalse();
        assertThat(words("*").matches(failed))
                .as("output of hooks is not for every room")
                .isFalse();
    }

    @Test
    void an_event_without_a_rule_is_meant_with_all_actions() {
        assertThat(words("milestone").matches(gitHub("milestone", "closed").build()))
                .isTrue();
        assertThat(words("*").matches(Message.about(Family.OTHER, "deploy_done").build()))
                .isTrue();
    }

    @Test
    void the_default_words_are_known_and_mean_the_events_of_all_senders() {
        ParsedWords defaults = EventWords.parse(EventNames.DEFAULTS, EventNames.ALL);

        assertThat(defaults.troubles()).isEmpty();
        assertThat(defaults.words().texts()).hasSize(11);
        assertThat(defaults.words().matches(push("main").build())).isTrue();
        assertThat(EventWords.parse(EventNames.TRAVIS_DEFAULTS, EventNames.of(Family.TRAVIS))
                        .troubles())
                .isEmpty();
    }
}
