package dev.jenvoy.chat.message.payload;

import static dev.jenvoy.chat.kit.ChatPayload.gitHub;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.chat.kit.ChatPayload;
import dev.jenvoy.chat.message.Commit;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubReaderTest {

    private static final String SITE = "https://github.example.com/acme/site";
    private static final String SHA = "1a".repeat(20);

    @Test
    void a_push_has_its_whole_branch_name_its_commits_and_what_is_new() {
        Message push = gitHub("push").message();

        assertThat(push.repo()).isEqualTo("acme/site");
        assertThat(push.repoUrl()).isEqualTo(SITE);
        assertThat(push.branch()).isEqualTo("feature/x/y");
        assertThat(push.tag()).isEmpty();
        assertThat(push.kind()).isEqualTo("branch");
        assertThat(push.flags().forced()).isTrue();
        assertThat(push.flags().created()).isFalse();
        assertThat(push.before()).isEqualTo("0a".repeat(20));
        assertThat(push.sha()).isEqualTo("07".repeat(20));
        assertThat(push.url()).isEqualTo(SITE + "/compare/0a0a0a0a0a0a...070707070707");
        assertThat(push.count()).isEqualTo(7);
        assertThat(push.distinct()).isEqualTo(6);
        assertThat(push.commits())
                .extracting(Commit::subject)
                .containsExactly("Change 1", "Change 2", "Change 3", "Change 4", "Change 5", "Change 6", "Change 7");
        assertThat(push.commits())
                .extracting(Commit::author)
                .as("the second author has no login, and is known by the pusher's address")
                .containsExactly("alice", "alice", "bob", "alice", "bob", "alice", "alice");
        assertThat(push.commits().get(0).url()).isEqualTo(SITE + "/commit/" + "01".repeat(20));
        assertThat(push.commits().get(2).distinct()).isFalse();
    }

    @Test
    void a_pushed_tag_is_no_branch() {
        Message push = gitHub("push")
                .with("ref", "refs/tags/v1/a")
                .with("created", true)
                .message();

        assertThat(push.tag()).isEqualTo("v1/a");
        assertThat(push.branch()).isEmpty();
        assertThat(push.kind()).isEqualTo("tag");
        assertThat(push.flags().created()).isTrue();
    }

    @Test
    void a_deletion_has_no_commit_and_leads_to_no_comparison() {
        Message push = gitHub("push")
                .with("deleted", true)
                .with("forced", false)
                .with("after", "0".repeat(40))
                .message();

        assertThat(push.flags().deleted()).isTrue();
        assertThat(push.sha()).isEmpty();
        assertThat(push.before()).isEqualTo("0a".repeat(20));
        assertThat(push.url()).isEqualTo(SITE);
    }

    @Test
    void a_push_by_a_deploy_key_has_no_actor_and_one_without_sender_has_the_pusher() {
        ChatPayload withoutSender = gitHub("push").with("sender", null);

        assertThat(withoutSender.with("pusher.name", "none").message().actor()).isEmpty();
        assertThat(withoutSender.with("pusher", null).message().actor()).isEmpty();
        assertThat(withoutSender.message().actor()).isEqualTo("alice");
    }

    @Test
    void a_branch_of_the_merge_queue_is_marked() {
        assertThat(gitHub("push")
                        .with("ref", "refs/heads/gh-readonly-queue/main/pr-1-0a")
                        .message()
                        .flags()
                        .mergeQueue())
                .isTrue();
        assertThat(gitHub("push").message().flags().mergeQueue()).isFalse();
    }

    @Test
    void a_created_branch_and_tag_are_told_apart() {
        Message branch = gitHub("create").message();
        Message tag = gitHub("create").with("ref_type", "tag").message();

        assertThat(branch.branch()).isEqualTo("feature/x");
        assertThat(branch.flags().created()).isTrue();
        assertThat(tag.tag()).isEqualTo("feature/x");
        assertThat(tag.branch()).isEmpty();
        assertThat(tag.kind()).isEqualTo("tag");
    }

    @Test
    void a_pull_request_has_both_branches_labels_and_age() {
        Message opened = gitHub("pull_request").with("pull_request.draft", true).message();

        assertThat(opened.kind()).isEqualTo("pull request");
        assertThat(opened.number()).isEqualTo("17");
        assertThat(opened.title()).isEqualTo("Say how to start it");
        assertThat(opened.url()).isEqualTo(SITE + "/pull/17");
        assertThat(opened.branch()).isEqualTo("main");
        assertThat(opened.base()).isEqualTo("main");
        assertThat(opened.head()).isEqualTo("start");
        assertThat(opened.sha()).isEqualTo(SHA);
        assertThat(opened.labels()).containsExactly("Bug", "help wanted");
        assertThat(opened.flags().draft()).isTrue();
        assertThat(opened.flags().sameRepository()).isTrue();
        assertThat(opened.age()).contains(Duration.ofHours(1));
        assertThat(opened.body()).isEqualTo("Some text here");
    }

    @ParameterizedTest
    @CsvSource({
        "opened, false, opened",
        "closed, false, closed",
        "closed, true, merged",
        "synchronize, false, updated",
        "ready_for_review, false, ready_for_review",
        "converted_to_draft, false, converted_to_draft",
        "auto_merge_enabled, false, auto_merge_enabled"
    })
    void the_action_of_a_pull_request_is_named_as_event_words_name_it(String sent, boolean merged, String action) {
        Message message = gitHub("pull_request")
                .with("action", sent)
                .with("pull_request.merged", merged)
                .message();

        assertThat(message.action()).isEqualTo(action);
    }

    @Test
    void the_actor_of_a_closed_or_merged_pull_request_did_that_and_did_not_open_it() {
        Message merged = gitHub("pull_request")
                .with("action", "closed")
                .with("pull_request.merged", true)
                .with("pull_request.merged_by", Map.of("login", "dave"))
                .message();

        assertThat(merged.actor()).isEqualTo("alice");
        assertThat(merged.actorUrl()).isEqualTo("https://github.example.com/alice");
        assertThat(gitHub("issues").with("action", "closed").message().actor()).isEqualTo("alice");
    }

    @Test
    void a_pull_request_of_a_fork_or_of_a_deleted_fork_is_not_of_the_same_repository() {
        ChatPayload pull = gitHub("pull_request");

        assertThat(pull.with("pull_request.head.repo.full_name", "bob/site")
                        .message()
                        .flags()
                        .sameRepository())
                .isFalse();
        assertThat(pull.with("pull_request.head.repo", null).message().flags().sameRepository())
                .isFalse();
    }

    @Test
    void whom_it_is_about_is_known() {
        ChatPayload pull = gitHub("pull_request");

        assertThat(pull.with("action", "review_requested")
                        .with("requested_reviewer.login", "carol")
                        .message()
                        .reviewer())
                .isEqualTo("carol");
        assertThat(pull.with("action", "review_requested")
                        .with("requested_team.name", "Owners")
                        .message()
                        .reviewer())
                .isEqualTo("Owners");
        assertThat(pull.with("action", "assigned")
                        .with("assignee.login", "carol")
                        .message()
                        .assignee())
                .isEqualTo("carol");
        assertThat(pull.with("action", "labeled")
                        .with("label.name", "urgent")
                        .message()
                        .label())
                .isEqualTo("urgent");
    }

    @Test
    void a_bot_is_known_by_its_type_or_its_name() {
        assertThat(gitHub("pull_request")
                        .with("sender.type", "Bot")
                        .message()
                        .flags()
                        .bot())
                .isTrue();
        assertThat(gitHub("pull_request")
                        .with("sender.login", "dependabot[bot]")
                        .message()
                        .flags()
                        .bot())
                .isTrue();
        assertThat(gitHub("pull_request").message().flags().bot()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "submitted, approved, approved",
        "submitted, CHANGES_REQUESTED, changes_requested",
        "submitted, commented, commented",
        "edited, commented, edited",
        "dismissed, dismissed, dismissed"
    })
    void the_action_of_a_review_is_its_state(String action, String state, String named) {
        Message review = gitHub("pull_request_review")
                .with("action", action)
                .with("review.state", state)
                .message();

        assertThat(review.action()).isEqualTo(named);
        assertThat(review.reviewer()).isEqualTo("alice");
        assertThat(review.url()).endsWith("#pullrequestreview-5");
        assertThat(review.body()).isEqualTo("Well done");
    }

    @Test
    void a_comment_on_code_that_changed_has_the_line_it_had_and_one_without_line_has_none() {
        ChatPayload comment = gitHub("pull_request_review_comment");

        assertThat(comment.message().file()).isEqualTo("src/Main.java");
        assertThat(comment.message().line()).isEqualTo("12");
        assertThat(comment.with("comment.line", 15).message().line()).isEqualTo("15");
        assertThat(comment.with("comment.original_line", null).message().line()).isEmpty();
    }

    @Test
    void a_comment_on_a_pull_request_is_told_from_one_on_an_issue() {
        Message onIssue = gitHub("issue_comment").message();
        Message onPull = gitHub("issue_comment")
                .with("issue.pull_request.url", "https://api.github.example.com/x")
                .message();

        assertThat(onIssue.kind()).isEqualTo("issue");
        assertThat(onPull.kind()).isEqualTo("pull request");
        assertThat(onIssue.url()).isEqualTo(SITE + "/issues/4#issuecomment-8");
        assertThat(onIssue.body()).isEqualTo("First line\n\nSecond line");
        assertThat(onIssue.labels()).containsExactly("bug");
    }

    @Test
    void a_comment_on_a_commit_names_the_commit_and_no_line() {
        Message comment = gitHub("commit_comment").message();

        assertThat(comment.kind()).isEqualTo("commit");
        assertThat(comment.sha()).isEqualTo(SHA);
        assertThat(comment.line()).isEmpty();
    }

    @Test
    void an_issue_says_why_it_was_closed_where_it_went_and_how_old_it_is() {
        Message closed = gitHub("issues")
                .with("action", "closed")
                .with("issue.state_reason", "not_planned")
                .message();
        Message moved = gitHub("issues")
                .with("action", "transferred")
                .with("changes.new_repository.full_name", "acme/docs")
                .message();

        assertThat(closed.reason()).isEqualTo("not_planned");
        assertThat(closed.url()).isEqualTo(SITE + "/issues/4");
        assertThat(closed.age()).contains(Duration.ofSeconds(3));
        assertThat(moved.target()).isEqualTo("acme/docs");
    }

    @Test
    void a_release_has_its_tag_its_name_and_its_page() {
        Message release = gitHub("release").message();

        assertThat(release.tag()).isEqualTo("v1.0");
        assertThat(release.title()).isEqualTo("The first");
        assertThat(release.flags().prerelease()).isTrue();
        assertThat(release.url()).isEqualTo(SITE + "/releases/tag/v1.0");
    }

    @ParameterizedTest
    @CsvSource({
        "workflow_run, CI, failure, main, 512",
        "workflow_job, build, failure, main, ''",
        "check_run, lint, timed_out, main, ''",
        "check_suite, Linter, success, main, ''",
        "status, ci/build, failure, main, ''"
    })
    void what_ran_has_a_name_an_end_and_a_branch(String event, String name, String end, String branch, String number) {
        Message run = gitHub(event).message();

        assertThat(run.workflow()).isEqualTo(name);
        assertThat(run.conclusion()).isEqualTo(end);
        assertThat(run.action()).isEqualTo(end);
        assertThat(run.branch()).isEqualTo(branch);
        assertThat(run.number()).isEqualTo(number);
        assertThat(run.sha()).isEqualTo(SHA);
    }

    @Test
    void a_run_that_has_not_ended_has_its_action() {
        Message run = gitHub("workflow_run")
                .with("action", "requested")
                .with("workflow_run.conclusion", null)
                .message();

        assertThat(run.action()).isEqualTo("requested");
        assertThat(run.conclusion()).isEmpty();
    }

    @Test
    void a_deployment_has_environment_state_and_page() {
        Message deployment = gitHub("deployment_status").message();

        assertThat(deployment.environment()).isEqualTo("production");
        assertThat(deployment.action()).isEqualTo("success");
        assertThat(deployment.branch()).isEqualTo("main");
        assertThat(deployment.url()).isEqualTo(SITE + "/actions/runs/30");
    }

    @Test
    void stars_forks_members_wiki_pages_and_discussions_are_read() {
        assertThat(gitHub("star").message().stars()).isEqualTo("42");
        assertThat(gitHub("fork").message().target()).isEqualTo("bob/site");
        assertThat(gitHub("fork").message().repo()).isEqualTo("acme/site");
        assertThat(gitHub("member").message().member()).isEqualTo("carol");
        assertThat(gitHub("gollum").message().target()).isEqualTo("Start");
        assertThat(gitHub("gollum").message().action()).isEqualTo("created");
        assertThat(gitHub("page_build").message().action()).isEqualTo("errored");
        assertThat(gitHub("discussion").message().category()).isEqualTo("Ideas");
        assertThat(gitHub("discussion_comment").message().title()).isEqualTo("What next?");
    }

    @Test
    void an_event_of_an_organisation_has_no_repository_and_is_no_error() {
        Message message = gitHub("organization").message();

        assertThat(message.repo()).isEmpty();
        assertThat(message.actor()).isEqualTo("alice");
        assertThat(message.action()).isEqualTo("member_added");
    }

    @Test
    void no_address_is_one_of_the_api() {
        for (String event : ChatPayload.files("github")) {
            assertThat(gitHub(event).message().toString()).as(event).doesNotContain("api.github");
        }
    }

    @Test
    void an_unknown_event_may_have_anything_anywhere() {
        JsonObject odd = JsonParser.parseString("""
                        {"issue": 1, "comment": "x", "action": "odd",
                         "repository": {"name": "site", "full_name": "acme/site", "owner": {"login": "acme"}}}""").getAsJsonObject();

        Message message = ChatPayload.of(Family.GITHUB, "brand_new", odd).message();

        assertThat(message.event()).isEqualTo("brand_new");
        assertThat(message.action()).isEqualTo("odd");
    }
}
