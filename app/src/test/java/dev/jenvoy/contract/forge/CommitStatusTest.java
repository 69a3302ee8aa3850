package dev.jenvoy.contract.forge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.chat.standin.ChatStandIn.Answer;
import dev.jenvoy.contract.forge.standin.ForgeStandIn;
import dev.jenvoy.contract.forge.standin.GitHubStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status of a commit at GitHub says how each hook does that wants it. */
class CommitStatusTest {

    private static final String CONTEXT = "jenvoy/push";

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

    @Test
    void a_hook_is_pending_and_then_a_success_with_its_duration_and_a_link() throws Exception {
        try (ReportSite site = site().hook(
                        "push", "status", "while [ ! -e " + folder.resolve("go") + " ]; do sleep 0.05; done")
                .start()) {
            site.server.with("response_timeout", "100ms");
            assertThat(site.send(ReportSite.push()).status()).isEqualTo(202);
            Eventually.that(() -> assertThat(github.states(CONTEXT)).containsExactly("pending"));
            Files.createFile(folder.resolve("go"));

            Eventually.that(() -> assertThat(github.states(CONTEXT)).containsExactly("pending", "success"));
            ForgeStandIn.Shown last = github.statuses().get(1);
            assertThat(last.description()).matches("succeeded in [0-9.]+ s");
            assertThat(last.link()).isEqualTo(ReportSite.DASHBOARD + "/#/deliveries/1");
            site.awaitReports(1, "status push begin: done", "status push end: done");
        }
    }

    @Test
    void a_status_is_written_when_its_own_hook_has_ended() throws Exception {
        Path go = folder.resolve("go");
        try (ReportSite site = site().hook("push-site", "status comment", "exit 3")
                .hook("push", "status", "while [ ! -e " + go + " ]; do sleep 0.05; done")
                .start()) {
            site.server.with("response_timeout", "100ms");
            assertThat(site.send(ReportSite.push()).status()).isEqualTo(202);

            Eventually.that(() -> assertThat(github.states("jenvoy/push-site")).endsWith("failure"));
            Eventually.that(() -> assertThat(github.states(CONTEXT)).containsExactly("pending"));
            Eventually.that(() -> assertThat(site.reports(1)).contains("status push-site end: done"));
            assertThat(site.reports(1)).contains("status push end: waiting");
            Files.createFile(go);

            Eventually.that(() -> assertThat(github.states(CONTEXT)).containsExactly("pending", "success"));
        }
    }

    @Test
    void a_hook_that_will_be_tried_again_has_not_ended() throws Exception {
        Path once = folder.resolve("once");
        try (ReportSite site = site().hook("push", "status", "mkdir " + once + " 2>/dev/null && exit 3; exit 0")
                .start()) {
            site.server.with("hooks", Map.of("push", Map.of("report", "status", "retries", 1)));
            site.send(ReportSite.push());

            Eventually.that(() -> assertThat(github.states(CONTEXT)).endsWith("success"));
            assertThat(github.states(CONTEXT)).doesNotContain("failure");
        }
    }

    @Test
    void a_head_that_asks_for_it_while_the_server_runs_is_enough() throws Exception {
        try (ReportSite site = site().hook("pull_request", "").start()) {
            site.server.hook("push", "#!/bin/sh");
            site.send(ReportSite.push());
            site.server.hook("push", "#!/bin/sh", "# jenvoy: report = status");
            site.send(ReportSite.push());

            Eventually.that(() -> assertThat(github.states(CONTEXT)).endsWith("success"));
            assertThat(site.reports(1)).isEmpty();
        }
    }

    @Test
    void exit_codes_are_failures_and_what_could_not_run_is_an_error() throws Exception {
        try (ReportSite site = site().hook("push", "status", "exit 3")
                .hook("push-site", "status", "sleep 60")
                .hook("all", "")
                .start()) {
            site.server.with(
                    "hooks",
                    Map.of(
                            "push", Map.of("report", "status"),
                            "push-site", Map.of("report", "status", "timeout", "100ms", "kill_grace", "0s")));
            site.send(ReportSite.push());

            Eventually.that(() -> {
                assertThat(github.states(CONTEXT)).endsWith("failure");
                assertThat(github.states("jenvoy/push-site")).endsWith("error");
            });
            assertThat(github.statuses())
                    .extracting(ForgeStandIn.Shown::description)
                    .anyMatch(text -> text.startsWith("failed with exit code 3 after"))
                    .anyMatch(text -> text.startsWith("ran out of time after"));
            assertThat(github.states("jenvoy/all")).isEmpty();
        }
    }

    @Test
    void a_limit_is_waited_for_and_the_newest_state_is_shown() throws Exception {
        try (ReportSite site = site().hook("push", "status").start()) {
            github.answerNext(Answer.json(403, "message", "You have exceeded a secondary rate limit")
                    .with("Retry-After", "1"));
            Instant begun = Instant.now();
            site.send(ReportSite.push());

            Eventually.that(() -> assertThat(github.states(CONTEXT)).endsWith("success"));
            assertThat(Instant.now()).isAfter(begun.plusMillis(900));
            site.awaitReports(1, "status push begin: nothing", "status push end: done");
        }
    }

    @Test
    void nothing_is_asked_while_the_primary_limit_is_used() throws Exception {
        try (ReportSite site = site().hook("push", "status").start()) {
            github.limit(0, Instant.now().getEpochSecond() + 2);
            site.send(ReportSite.push());
            site.send(ReportSite.push());
            Eventually.that(() -> assertThat(github.requests()).hasSize(1));
            Eventually.that(() -> assertThat(site.reports(2)).contains("status push end: waiting"));
            assertThat(github.requests()).hasSize(1);
            github.limit(5_000, Instant.now().getEpochSecond() + 3_600);

            Eventually.that(() -> assertThat(github.states(CONTEXT)).endsWith("success"));
            site.awaitReports(2, "status push begin: nothing", "status push end: done");
        }
    }

    @Test
    void the_end_of_an_older_delivery_is_not_shown_after_the_begin_of_a_newer_one() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        try (ReportSite site = site().hook(
                        "push",
                        "status",
                        "if mkdir " + folder.resolve("once") + " 2>/dev/null; then wait=" + first + "; else wait="
                                + second + "; fi",
                        "while [ ! -e \"$wait\" ]; do sleep 0.05; done")
                .start()) {
            site.server.with("response_timeout", "100ms");
            site.send(ReportSite.push());
            site.send(ReportSite.push());
            Eventually.that(() -> assertThat(github.states(CONTEXT)).containsExactly("pending", "pending"));
            Files.createFile(first);
            site.awaitReports(1, "status push begin: done", "status push end: nothing");
            assertThat(github.states(CONTEXT)).containsExactly("pending", "pending");
            Files.createFile(second);

            Eventually.that(() -> assertThat(github.states(CONTEXT)).containsExactly("pending", "pending", "success"));
        }
    }

    @Test
    void a_refused_token_is_a_problem_until_it_is_taken_again_and_is_shown_nowhere() throws Exception {
        try (ReportSite site =
                site().hook("push", "status").hook("pull_request", "status").start()) {
            github.token("another-token-that-is-right");
            site.send(ReportSite.push());
            Eventually.that(() -> assertThat(site.problems())
                    .anyMatch(text -> text.startsWith("forge github.com cannot be used: the credentials are refused")));
            assertThat(site.server.admin("/api/deliveries/1").body()).doesNotContain(ForgeStandIn.TOKEN);
            assertThat(site.server.admin("/api/config").body()).doesNotContain(ForgeStandIn.TOKEN);
            site.host("github.com", Map.of("api", github.address(), "token", "another-token-that-is-right"));
            site.send(ReportSite.pull());

            Eventually.that(() -> {
                assertThat(github.states("jenvoy/pull_request")).endsWith("success");
                assertThat(site.problems()).noneMatch(text -> text.contains("forge"));
            });
        }
    }

    @Test
    void the_payload_never_decides_where_the_token_goes() throws Exception {
        try (ReportSite site = site().hook("push", "status").start()) {
            String members = "\"ref\":\"refs/heads/main\",\"after\":\"" + ForgeStandIn.SHA + "\",\"deleted\":false";
            for (String host : List.of("evil.example", "github.com.evil.example", "x@github.com", "github.com:8443")) {
                assertThat(site.send(HookRequest.event("push", ReportSite.payload(members, host)))
                                .status())
                        .isEqualTo(200);
            }
            String other = ReportSite.payload(members, "github.com").replace("com/acme/site", "com/acme/other");
            assertThat(site.send(HookRequest.event("push", other)).status()).isEqualTo(200);

            assertThat(site.reports(1)).isEmpty();
            assertThat(site.reports(5)).isEmpty();
            assertThat(github.requests()).isEmpty();
        }
    }

    @Test
    void an_owner_s_own_token_is_used_for_its_repositories() throws Exception {
        try (ReportSite site = ReportSite.in(folder)
                .host("github.com", Map.of("api", github.address(), "token", "the-token-of-all-others"))
                .host("github.com/Acme", Map.of("token", "env:FORGE_TOKEN"))
                .hook("push", "status")
                .start()) {
            site.send(ReportSite.push());

            Eventually.that(() -> assertThat(github.states(CONTEXT)).endsWith("success"));
            assertThat(github.requests()).allMatch(request -> request.bearer().equals(ForgeStandIn.TOKEN));
        }
    }

    @Test
    void what_github_refuses_for_good_is_not_tried_again() throws Exception {
        try (ReportSite site = site().hook("push", "status").start()) {
            String unknown = "1".repeat(40);
            site.send(HookRequest.event(
                    "push",
                    ReportSite.payload(
                            "\"ref\":\"refs/heads/main\",\"after\":\"" + unknown + "\",\"deleted\":false",
                            "github.com")));

            Eventually.that(() -> assertThat(site.reports(1)).contains("status push end: failed"));
            assertThat(site.server.admin("/api/deliveries/1").body()).contains("No commit found for SHA");
        }
    }

    @Test
    void a_report_survives_a_stop_while_github_is_away() throws Exception {
        try (ReportSite site = site().hook("push", "status").start()) {
            github.goDown();
            site.send(ReportSite.push());
            Eventually.that(() ->
                    assertThat(site.reports(1)).anyMatch(report -> report.matches("status push end: (waiting|again)")));
            site.server.stop();
            github.comeUp();
            site.start();

            Eventually.that(() -> assertThat(github.states(CONTEXT)).endsWith("success"));
            site.awaitReports(1, "status push begin: nothing", "status push end: done");
        }
    }

    @Test
    void a_lost_answer_shows_the_same_status_again() throws Exception {
        try (ReportSite site = site().hook("push", "status").start()) {
            github.loseNextAnswer();
            site.send(ReportSite.push());

            Eventually.that(() -> assertThat(github.states(CONTEXT)).endsWith("success"));
        }
    }

    @Test
    void a_slow_forge_delays_no_answer() throws Exception {
        try (ReportSite site = site().hook("push", "status").start()) {
            CountDownLatch release = github.holdNextAnswer();

            assertThat(site.send(ReportSite.push()).status()).isEqualTo(200);
            release.countDown();
            Eventually.that(() -> assertThat(github.states(CONTEXT)).endsWith("success"));
        }
    }
}
