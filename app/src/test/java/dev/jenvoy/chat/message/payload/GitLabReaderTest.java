package dev.jenvoy.chat.message.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.kit.ChatPayload;
import dev.jenvoy.chat.message.Commit;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitLabReaderTest {

    private static final String SITE = "https://gitlab.example.com/acme/tools/site";
    private static final String SHA = "1a".repeat(20);

    private static ChatPayload gitLab(String event, String file) {
        return ChatPayload.of(Family.GITLAB, event, file);
    }

    private static ChatPayload mergeRequest() {
        return gitLab("Merge Request Hook", "merge_request");
    }

    @Test
    void a_push_has_the_whole_path_of_its_group_and_counts_commits_that_are_not_listed() {
        Message push = gitLab("Push Hook", "push").message();

        assertThat(push.event()).isEqualTo("push_hook");
        assertThat(push.repo()).isEqualTo("acme/tools/site");
        assertThat(push.branch()).isEqualTo("feature/x");
        assertThat(push.actor()).isEqualTo("alice");
        assertThat(push.count()).isEqualTo(23);
        assertThat(push.distinct()).isEqualTo(23);
        assertThat(push.commits()).extracting(Commit::author).containsExactly("alice", "Bob Byte");
        assertThat(push.commits()).extracting(Commit::subject).containsExactly("Change 1", "Change 2");
        assertThat(push.url()).isEqualTo(SITE + "/-/compare/" + "0a".repeat(20) + "..." + "02".repeat(20));
        assertThat(push.flags().forced()).isFalse();
    }

    @Test
    void a_new_and_a_deleted_branch_are_recognised_by_zeros() {
        Message made =
                gitLab("Push Hook", "push").with("before", "0".repeat(40)).message();
        Message gone = gitLab("Push Hook", "push")
                .with("after", "0".repeat(40))
                .with("checkout_sha", null)
                .with("commits", List.of())
                .with("total_commits_count", 0)
                .message();

        assertThat(made.flags().created()).isTrue();
        assertThat(gone.flags().deleted()).isTrue();
        assertThat(gone.sha()).isEmpty();
        assertThat(gone.count()).isZero();
        assertThat(gone.url()).isEqualTo(SITE);
    }

    @Test
    void a_pushed_tag_has_the_commit_behind_it() {
        Message tag = gitLab("Tag Push Hook", "tag_push").message();

        assertThat(tag.event()).isEqualTo("tag_push_hook");
        assertThat(tag.tag()).isEqualTo("v1.0");
        assertThat(tag.branch()).isEmpty();
        assertThat(tag.sha()).isEqualTo("02".repeat(20));
    }

    @Test
    void a_system_hook_is_like_the_event_that_its_payload_names() {
        assertThat(gitLab("System Hook", "push").message().event()).isEqualTo("push_hook");
        assertThat(gitLab("System Hook", "merge_request").message().event()).isEqualTo("merge_request_hook");
    }

    @Test
    void a_merge_request_is_told_with_its_branches() {
        Message opened = mergeRequest().message();

        assertThat(opened.action()).isEqualTo("opened");
        assertThat(opened.kind()).isEqualTo("merge request");
        assertThat(opened.number()).isEqualTo("7");
        assertThat(opened.branch()).isEqualTo("main");
        assertThat(opened.head()).isEqualTo("feature/x");
        assertThat(opened.labels()).containsExactly("Bug");
        assertThat(opened.flags().draft()).isTrue();
        assertThat(opened.flags().sameRepository()).isTrue();
        assertThat(opened.url()).isEqualTo(SITE + "/-/merge_requests/7");
        assertThat(opened.sha()).isEqualTo(SHA);
        assertThat(opened.actor()).isEqualTo("alice");
    }

    @ParameterizedTest
    @CsvSource({
        "open, opened",
        "close, closed",
        "reopen, reopened",
        "merge, merged",
        "approved, approved",
        "approval, approved",
        "unapproved, dismissed",
        "update, edited"
    })
    void the_action_of_a_merge_request_is_named_as_event_words_name_it(String sent, String action) {
        assertThat(mergeRequest()
                        .with("object_attributes.action", sent)
                        .message()
                        .action())
                .isEqualTo(action);
    }

    @Test
    void an_update_says_what_changed() {
        ChatPayload update = mergeRequest().with("object_attributes.action", "update");
        Map<String, Object> bug = Map.of("title", "Bug");
        Map<String, Object> urgent = Map.of("title", "urgent");
        Map<String, Object> carol = Map.of("username", "carol");

        assertThat(update.with("object_attributes.oldrev", "0a".repeat(20))
                        .message()
                        .action())
                .isEqualTo("updated");
        assertThat(update.with("changes.draft", Map.of("previous", true, "current", false))
                        .message()
                        .action())
                .isEqualTo("ready_for_review");
        assertThat(update.with("changes.draft", Map.of("previous", false, "current", true))
                        .message()
                        .action())
                .isEqualTo("converted_to_draft");
        Message labeled = update.with(
                        "changes.labels", Map.of("previous", List.of(bug), "current", List.of(bug, urgent)))
                .message();
        assertThat(labeled.action()).isEqualTo("labeled");
        assertThat(labeled.label()).isEqualTo("urgent");
        assertThat(update.with("changes.labels", Map.of("previous", List.of(bug), "current", List.of()))
                        .message()
                        .action())
                .isEqualTo("unlabeled");
        Message asked = update.with("changes.reviewers", Map.of("previous", List.of(), "current", List.of(carol)))
                .message();
        assertThat(asked.action()).isEqualTo("review_requested");
        assertThat(asked.reviewer()).isEqualTo("carol");
        Message assigned = update.with("changes.assignees", Map.of("previous", List.of(), "current", List.of(carol)))
                .message();
        assertThat(assigned.action()).isEqualTo("assigned");
        assertThat(assigned.assignee()).isEqualTo("carol");
    }

    @Test
    void an_issue_is_read_with_its_age_in_gitlabs_form_of_a_time() {
        Message issue = gitLab("Issue Hook", "issue").message();

        assertThat(issue.action()).isEqualTo("opened");
        assertThat(issue.number()).isEqualTo("23");
        assertThat(issue.labels()).containsExactly("Bug");
        assertThat(issue.age()).contains(Duration.ofSeconds(4));
    }

    @Test
    void a_note_says_what_it_is_about() {
        Message onMerge = gitLab("Note Hook", "note-merge_request").message();
        Message onIssue = gitLab("Note Hook", "note-issue").message();
        Message onCommit = gitLab("Note Hook", "note-commit").message();

        assertThat(onMerge.kind()).isEqualTo("merge request");
        assertThat(onMerge.file()).isEqualTo("src/Main.java");
        assertThat(onMerge.line()).isEqualTo("12");
        assertThat(onMerge.body()).isEqualTo("Why?");
        assertThat(onMerge.action()).isEqualTo("created");
        assertThat(onMerge.branch()).isEqualTo("main");
        assertThat(onIssue.kind()).isEqualTo("issue");
        assertThat(onIssue.labels()).containsExactly("Bug");
        assertThat(onCommit.kind()).isEqualTo("commit");
        assertThat(onCommit.sha()).isEqualTo(SHA);
        assertThat(onCommit.url()).endsWith("#note_1243");
        assertThat(gitLab("Note Hook", "note-issue")
                        .with("object_attributes.action", "update")
                        .message()
                        .action())
                .isEqualTo("edited");
    }

    @Test
    void a_pipeline_and_a_job_have_an_end_and_a_page() {
        Message pipeline = gitLab("Pipeline Hook", "pipeline").message();
        Message job = gitLab("Job Hook", "job").message();
        Message running = gitLab("Pipeline Hook", "pipeline")
                .with("object_attributes.status", "running")
                .message();

        assertThat(pipeline.action()).isEqualTo("failure");
        assertThat(pipeline.conclusion()).isEqualTo("failure");
        assertThat(pipeline.number()).isEqualTo("31");
        assertThat(pipeline.branch()).isEqualTo("main");
        assertThat(pipeline.url()).isEqualTo(SITE + "/-/pipelines/31");
        assertThat(running.action()).isEqualTo("running");
        assertThat(running.conclusion()).isEmpty();
        assertThat(job.workflow()).isEqualTo("test");
        assertThat(job.reason()).isEqualTo("script_failure");
        assertThat(job.url()).isEqualTo(SITE + "/-/jobs/1977");
    }

    @Test
    void releases_wiki_pages_and_deployments_are_read() {
        Message release = gitLab("Release Hook", "release").message();
        Message page = gitLab("Wiki Page Hook", "wiki_page").message();
        Message deployment = gitLab("Deployment Hook", "deployment").message();

        assertThat(release.action()).isEqualTo("published");
        assertThat(release.tag()).isEqualTo("v1.0");
        assertThat(page.action()).isEqualTo("edited");
        assertThat(page.target()).isEqualTo("Start");
        assertThat(deployment.environment()).isEqualTo("staging");
        assertThat(deployment.action()).isEqualTo("success");
    }

    @Test
    void the_user_of_a_projects_token_is_a_bot() {
        assertThat(mergeRequest()
                        .with("user.username", "project_15_bot_a1b2")
                        .message()
                        .flags()
                        .bot())
                .isTrue();
        assertThat(mergeRequest().message().flags().bot()).isFalse();
    }
}
