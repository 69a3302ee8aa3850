package dev.jenvoy.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommonEventTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            push,                        push,                ''
            push_hook,                   push,                ''
            repo_push,                   push,                ''
            repo_refs_changed,           push,                ''
            tag_push_hook,               tag_push_hook,       ''
            merge_request_hook,          pull_request,        ''
            pullrequest_fulfilled,       pull_request,        merged
            pr_from_ref_updated,         pull_request,        updated
            issue_hook,                  issues,              ''
            note_hook,                   issue_comment,       ''
            pipeline_hook,               workflow_run,        ''
            confidential_issue_hook,     confidential_issue_hook, ''
            pull_request_approved,       pull_request_review, approved
            made_up,                     made_up,             ''
            """)
    void a_name_has_its_like_at_github(String own, String name, String action) {
        assertThat(CommonEvent.named(own)).isEqualTo(new CommonEvent(name, action));
    }

    @Test
    void a_note_is_named_by_what_it_is_about() {
        assertThat(note("issue")).isEqualTo("issue_comment");
        assertThat(note("merge request")).isEqualTo("issue_comment");
        assertThat(note("commit")).isEqualTo("commit_comment");
        assertThat(note("snippet")).isEqualTo("note_hook");
    }

    @Test
    void an_approval_of_a_merge_request_is_a_review() {
        Message approved = Message.about(Family.GITLAB, "merge_request_hook")
                .action("approved")
                .build();

        assertThat(approved.common()).isEqualTo(new CommonEvent("pull_request_review", "approved"));
    }

    private static String note(String kind) {
        return Message.about(Family.GITLAB, "note_hook")
                .kind(kind)
                .build()
                .common()
                .name();
    }
}
