package dev.jenvoy.chat.message.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.kit.ChatPayload;
import dev.jenvoy.chat.message.Commit;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gitea, Bitbucket, Travis CI, and senders of which only the facts are known. */
class OtherReadersTest {

    private static final String CLOUD = "https://bitbucket.example.com/acme/site";
    private static final String SERVER = "https://stash.example.com/projects/ACME/repos/site";

    private static ChatPayload gitea(String event) {
        return ChatPayload.of(Family.GITEA, event, event);
    }

    private static ChatPayload bitbucket(String event, String file) {
        return ChatPayload.of(Family.BITBUCKET, event, file);
    }

    @Test
    void gitea_counts_commits_that_it_does_not_list() {
        Message push = gitea("push").message();

        assertThat(push.branch()).isEqualTo("feature/x");
        assertThat(push.count()).isEqualTo(4);
        assertThat(push.distinct()).isEqualTo(4);
        assertThat(push.commits()).hasSize(1);
        assertThat(push.url()).isEqualTo("https://gitea.example.com/acme/site/compare/0a...02");
        assertThat(push.actor()).isEqualTo("alice");
    }

    @Test
    void gitea_has_names_of_its_own() {
        assertThat(gitea("issues").message().action()).isEqualTo("labeled");
        assertThat(gitea("pull_request").message().action()).isEqualTo("updated");
        assertThat(gitea("pull_request").message().flags().sameRepository()).isFalse();
        assertThat(gitea("pull_request_approved").message().action()).isEqualTo("approved");
        assertThat(gitea("pull_request_approved").message().body()).isEqualTo("Well done");
        assertThat(gitea("issue_comment").message().kind()).isEqualTo("pull request");
        assertThat(gitea("release").message().action()).isEqualTo("edited");
        assertThat(gitea("issues").with("action", "assigned").message().assignee())
                .isEqualTo("bob");
    }

    @Test
    void a_fork_at_gitea_names_the_old_repository_as_forkee() {
        Message fork = gitea("fork").message();

        assertThat(fork.repo()).isEqualTo("acme/site");
        assertThat(fork.target()).isEqualTo("bob/site");
        assertThat(fork.url()).isEqualTo("https://gitea.example.com/bob/site");
    }

    @Test
    void each_change_of_a_bitbucket_push_is_a_message_of_its_own() {
        List<Message> pushes = bitbucket("repo:push", "push").messages();

        assertThat(pushes).extracting(Message::branch).containsExactly("feature/x", "", "old");
        assertThat(pushes).extracting(Message::tag).containsExactly("", "v1.0", "");
        Message branch = pushes.get(0);
        assertThat(branch.commits()).extracting(Commit::subject).containsExactly("Change 1", "Change 2");
        assertThat(branch.commits()).extracting(Commit::author).containsExactly("Bob Byte", "alice");
        assertThat(branch.flags().forced()).isTrue();
        assertThat(branch.url()).isEqualTo(CLOUD + "/branches/compare/02..0a");
        assertThat(branch.sha()).isEqualTo("02".repeat(20));
        assertThat(pushes.get(1).flags().created()).isTrue();
        assertThat(pushes.get(2).flags().deleted()).isTrue();
        assertThat(pushes.get(2).sha()).isEmpty();
        assertThat(pushes.get(2).before()).isEqualTo("0b".repeat(20));
    }

    @ParameterizedTest
    @CsvSource({
        "pullrequest:created, opened",
        "pullrequest:updated, updated",
        "pullrequest:fulfilled, merged",
        "pullrequest:rejected, closed",
        "pullrequest:approved, approved",
        "pullrequest:unapproved, dismissed"
    })
    void the_cloud_names_the_action_in_the_event(String event, String action) {
        Message pull = bitbucket(event, "pullrequest").message();

        assertThat(pull.action()).isEqualTo(action);
        assertThat(pull.number()).isEqualTo("17");
        assertThat(pull.branch()).isEqualTo("main");
        assertThat(pull.head()).isEqualTo("start");
        assertThat(pull.url()).isEqualTo(CLOUD + "/pull-requests/17");
        assertThat(pull.flags().sameRepository()).isTrue();
        assertThat(pull.actorUrl()).isEqualTo("https://bitbucket.example.com/alice");
    }

    @Test
    void comments_states_and_issues_of_the_cloud_are_read() {
        Message onPull =
                bitbucket("pullrequest:comment_created", "pullrequest_comment").message();
        Message onCommit =
                bitbucket("repo:commit_comment_created", "commit_comment").message();
        Message status =
                bitbucket("repo:commit_status_updated", "commit_status").message();
        ChatPayload issue = bitbucket("issue:updated", "issue");

        assertThat(onPull.kind()).isEqualTo("pull request");
        assertThat(onPull.file() + ":" + onPull.line()).isEqualTo("src/Main.java:12");
        assertThat(onPull.body()).isEqualTo("Why?");
        assertThat(onPull.url()).endsWith("#comment-5");
        assertThat(onCommit.kind()).isEqualTo("commit");
        assertThat(onCommit.sha()).isEqualTo("1a".repeat(20));
        assertThat(status.action()).isEqualTo("failure");
        assertThat(status.workflow()).isEqualTo("Build 4");
        assertThat(bitbucket("issue:created", "issue").message().action()).isEqualTo("opened");
        assertThat(issue.message().action()).isEqualTo("edited");
        assertThat(issue.with("changes.status", Map.of("old", "new", "new", "resolved"))
                        .message()
                        .action())
                .isEqualTo("closed");
    }

    @Test
    void a_server_of_bitbucket_has_other_shapes() {
        Message push = bitbucket("repo:refs_changed", "server-push").message();
        Message merged = bitbucket("pr:merged", "server-pr").message();

        assertThat(push.repo()).isEqualTo("ACME/site");
        assertThat(push.branch()).isEqualTo("feature/x");
        assertThat(push.flags().created()).isTrue();
        assertThat(push.repoUrl()).isEqualTo(SERVER + "/browse");
        assertThat(merged.action()).isEqualTo("merged");
        assertThat(merged.base()).isEqualTo("main");
        assertThat(merged.head()).isEqualTo("feature/x");
        assertThat(merged.actor()).isEqualTo("alice");
        assertThat(merged.url()).isEqualTo(SERVER + "/pull-requests/17");
    }

    @Test
    void no_address_is_one_of_the_api() {
        for (String file : ChatPayload.files("bitbucket")) {
            String event = file.startsWith("server-") ? "pr:merged" : "pullrequest:created";
            Reading reading = bitbucket(event, file).reading();
            assertThat(reading.toString())
                    .as(file)
                    .doesNotContain("api.bitbucket")
                    .contains("Done");
        }
    }

    @Test
    void a_build_of_travis_keeps_a_percent_sign_and_knows_its_pull_request() {
        Message build = ChatPayload.of(Family.TRAVIS, "", "pull_request").message();

        assertThat(build.event()).isEqualTo("still_failing");
        assertThat(build.action()).isEqualTo("pull_request");
        assertThat(build.number()).isEqualTo("17");
        assertThat(build.target()).isEqualTo("5");
        assertThat(build.title()).isEqualTo("Cover 100% of it");
        assertThat(build.branch()).isEqualTo("main");
        assertThat(build.actor()).isEqualTo("Alice Ada");
        assertThat(build.url()).isEqualTo("https://travis.example.com/acme/site/builds/700100200");
        assertThat(build.repo()).isEqualTo("acme/site");
    }

    @Test
    void of_any_other_sender_the_facts_are_the_message() {
        Facts facts = Facts.about(new Event("deploy_done"))
                .action("ok")
                .owner(new Owner("acme"))
                .repository(new Repository("site"))
                .branch(new RefName("main"))
                .sha("1a2b")
                .sender("ann")
                .number(3L)
                .build();
        JsonObject odd = new JsonObject();
        odd.addProperty("repository", 1);

        Message message = MessageReader.read(Family.OTHER, facts, odd).message().orElseThrow();

        assertThat(message.repo()).isEqualTo("acme/site");
        assertThat(message.branch()).isEqualTo("main");
        assertThat(message.sha()).isEqualTo("1a2b");
        assertThat(message.actor()).isEqualTo("ann");
        assertThat(message.action()).isEqualTo("ok");
        assertThat(message.number()).isEqualTo("3");
    }
}
