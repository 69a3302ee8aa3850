package dev.jenvoy.contract.forge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.forge.standin.GitHubStandIn;
import dev.jenvoy.contract.kit.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pull request gets one comment, which is edited afterwards. */
class CommentTest {

    @TempDir
    Path folder;

    private final GitHubStandIn github = new GitHubStandIn();

    @AfterEach
    void close() {
        github.close();
    }

    private ReportSite site() {
        return ReportSite.in(folder).host("github.com", github.address());
    }

    private String text() {
        assertThat(github.comments()).hasSize(1);
        return github.comments().get(0).text();
    }

    @Test
    void two_hooks_share_one_comment_that_is_edited() throws Exception {
        try (ReportSite site = site().hook(
                        "pull_request", "comment", "while [ ! -e " + folder.resolve("go") + " ]; do sleep 0.05; done")
                .hook("all", "comment", "exit 4")
                .start()) {
            site.server.with("response_timeout", "100ms");
            site.send(ReportSite.pull());
            Eventually.that(() -> assertThat(text()).contains("`pull_request`", "`all`", "waits or runs"));
            Files.createFile(folder.resolve("go"));

            Eventually.that(() -> assertThat(text())
                    .contains("succeeded in", "failed with exit code 4", ReportSite.DASHBOARD + "/#/deliveries/1")
                    .doesNotContain("waits"));
            site.send(ReportSite.pull());
            Eventually.that(() -> assertThat(text()).contains("/#/deliveries/2"));
            assertThat(github.statuses()).isEmpty();
        }
    }

    @Test
    void a_comment_whose_answer_was_lost_is_found_by_its_mark() throws Exception {
        try (ReportSite site = site().hook("pull_request", "comment").start()) {
            github.comment("first");
            github.loseNextAnswer();
            site.send(ReportSite.pull());

            Eventually.that(() -> {
                assertThat(github.comments()).hasSize(2);
                assertThat(github.comments().get(1).text()).contains("succeeded in");
                assertThat(github.comments().get(0).text()).isEqualTo("first");
            });
        }
    }

    @Test
    void a_comment_that_was_removed_is_written_anew() throws Exception {
        try (ReportSite site = site().hook("pull_request", "comment").start()) {
            site.send(ReportSite.pull());
            Eventually.that(() -> assertThat(text()).contains("succeeded in"));
            github.removeComments();
            site.send(ReportSite.pull());

            Eventually.that(() -> assertThat(text()).contains("succeeded in", "/#/deliveries/2"));
        }
    }

    @Test
    void a_push_gets_no_comment_and_both_kinds_of_report_may_be_wanted() throws Exception {
        try (ReportSite site = site().hook("push", "comment")
                .hook("pull_request", "status comment")
                .start()) {
            site.send(ReportSite.push());
            assertThat(site.reports(1)).isEmpty();
            site.send(ReportSite.pull());

            Eventually.that(() -> {
                assertThat(text()).contains("succeeded in");
                assertThat(github.states("jenvoy/pull_request")).endsWith("success");
            });
        }
    }

    @Test
    void the_name_of_a_hook_forges_nothing() throws Exception {
        String name = "pull_request+a`|[x](javascript:1)<b>";
        try (ReportSite site = site().hook(name, "comment").start()) {
            site.send(ReportSite.pull());

            Eventually.that(() -> assertThat(text())
                    .contains("`pull_request+a???x?(javascript:1)?b?`")
                    .contains("succeeded"));
        }
    }
}
