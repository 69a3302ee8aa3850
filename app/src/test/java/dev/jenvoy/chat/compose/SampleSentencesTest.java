package dev.jenvoy.chat.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.compose.sentence.Sentences;
import dev.jenvoy.chat.kit.ChatPayload;
import dev.jenvoy.chat.message.Family;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about payloads as senders send them: readers and sentences mean the same by each value. */
class SampleSentencesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GITHUB | push | push | alice force-pushed feature/x/y to 0707070 (was 0a0a0a0)
            GITHUB | create | create | alice created branch feature/x
            GITHUB | pull_request | pull_request | alice opened pull request #17: Say how to start it (main ← start)
            GITHUB | pull_request_review | pull_request_review | alice approved pull request #17: Say how to start it
            GITHUB | pull_request_review_comment | pull_request_review_comment | alice commented on pull request #17: Say how to start it (src/Main.java line 12)
            GITHUB | issues | issues | alice opened issue #4: It does not start
            GITHUB | issue_comment | issue_comment | alice commented on issue #4: It does not start
            GITHUB | commit_comment | commit_comment | alice commented on commit 1a1a1a1
            GITHUB | release | release | alice released v1.0 (The first), a pre-release
            GITHUB | workflow_run | workflow_run | CI #512 failed on main (by alice)
            GITHUB | check_run | check_run | lint timed out at 1a1a1a1 on main
            GITHUB | status | status | ci/build failed at 1a1a1a1 on main
            GITHUB | deployment_status | deployment_status | deployment to production succeeded (main at 1a1a1a1)
            GITHUB | fork | fork | alice forked it to bob/site
            GITHUB | star | star | alice starred it (42 stars)
            GITHUB | member | member | alice added carol as a collaborator
            GITHUB | gollum | gollum | alice created wiki page Start
            GITHUB | discussion | discussion | alice started discussion #9: What next? in Ideas
            GITHUB | discussion_comment | discussion_comment | alice commented on discussion #9: What next?
            GITLAB | Push Hook | push | alice pushed 23 commits to feature/x
            GITLAB | Tag Push Hook | tag_push | alice pushed tag v1.0 at 0202020
            GITLAB | Issue Hook | issue | alice opened issue #23: It does not start
            GITLAB | Merge Request Hook | merge_request | alice opened draft merge request !7: Say how to start it (main ← feature/x)
            GITLAB | Note Hook | note-merge_request | alice commented on merge request !7: Say how to start it (src/Main.java line 12)
            GITLAB | Note Hook | note-commit | alice commented on commit 1a1a1a1
            GITLAB | Pipeline Hook | pipeline | pipeline #31 failed on main (by alice)
            GITLAB | Wiki Page Hook | wiki_page | alice edited wiki page Start
            GITLAB | Deployment Hook | deployment | deployment to staging succeeded (main at 1a1a1a1)
            GITEA | pull_request | pull_request | alice updated pull request #17: Say how to start it
            GITEA | pull_request_approved | pull_request_approved | alice approved pull request #17: Say how to start it
            GITEA | fork | fork | alice forked it to bob/site
            BITBUCKET | pullrequest:fulfilled | pullrequest | alice merged pull request #17: Say how to start it
            BITBUCKET | pullrequest:comment_created | pullrequest_comment | alice commented on pull request #17: Say how to start it (src/Main.java line 12)
            BITBUCKET | repo:refs_changed | server-push | alice created branch feature/x at 0202020
            BITBUCKET | pr:merged | server-pr | alice merged pull request #17: Say how to start it
            TRAVIS | '' | pull_request | build #17 is still failing for pull request #5 at 1a1a1a1 (by Alice Ada)
            """)
    void a_payload_is_said_in_its_sentence(Family family, String event, String file, String sentence) {
        assertThat(Sentences.of(ChatPayload.of(family, event, file).message()).plain())
                .isEqualTo(sentence);
    }
}
