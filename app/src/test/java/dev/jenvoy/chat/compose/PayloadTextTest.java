package dev.jenvoy.chat.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.kit.ChatPayload;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.text.PlainRenderer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From payloads to what a room reads: the sentences of rarer payloads, and the whole text of a push. */
class PayloadTextTest {

    private static final PlainRenderer PLAIN = new PlainRenderer();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gitea | issue_comment | issue_comment | [acme/site] alice commented on pull request #4: It does not start
            gitea | issues | issues | [acme/site] alice added a label to issue #4: It does not start
            gitea | push | push | [acme/site] alice pushed 4 commits to feature/x
            gitea | release | release | [acme/site] alice edited release v1.0
            gitlab | Note Hook | note-issue | [acme/tools/site] alice commented on issue #23: It does not start
            gitlab | Job Hook | job | [acme/tools/site] test #1977 failed on main (by alice)
            gitlab | Release Hook | release | [acme/tools/site] v1.0 was released (The first)
            bitbucket | repo:push | push | [acme/site] alice force-pushed feature/x to 0202020 (was 0a0a0a0); [acme/site] alice pushed tag v1.0 at 0202020; [acme/site] alice deleted branch old (was 0b0b0b0)
            bitbucket | repo:commit_comment_created | commit_comment | [acme/site] alice commented on commit 1a1a1a1
            bitbucket | repo:commit_status_updated | commit_status | [acme/site] Build 4 failed at 1a1a1a1 on main
            bitbucket | issue:created | issue | [acme/site] alice opened issue #4: It does not start
            github | check_suite | check_suite | [acme/site] Linter passed at 1a1a1a1 on main
            github | organization | organization | organization (member_added) by alice
            github | page_build | page_build | [acme/site] the page build failed (by alice)
            github | workflow_job | workflow_job | [acme/site] build failed on main (by alice)
            """)
    void a_payload_has_its_sentence(String family, String event, String file, String sentence) {
        String said = ChatPayload.of(Family.valueOf(family.toUpperCase(Locale.ROOT)), event, file).messages().stream()
                .map(message -> Composer.compose(message, Optional.empty(), Style.FULL, PLAIN, Duration.ZERO)
                        .subject())
                .collect(Collectors.joining("; "));

        assertThat(said).isEqualTo(sentence);
    }

    @Test
    void a_forced_push_of_seven_commits_by_two_people() {
        Message push = ChatPayload.gitHub("push").message();

        assertThat(PLAIN.render(Composer.compose(push, Optional.empty(), Style.FULL, PLAIN, Duration.ZERO)
                        .text()))
                .isEqualTo("""
                        [acme/site] alice force-pushed feature/x/y to 0707070 (was 0a0a0a0) \
                        https://github.example.com/acme/site/compare/0a0a0a0a0a0a...070707070707
                          0101010 Change 1
                          0202020 Change 2
                          0404040 Change 4
                          0505050 Change 5 (bob)
                          0606060 Change 6
                          … and 1 more""");
    }
}
