package dev.jenvoy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.Cli;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code send --as} sends is what a server takes that was set up for that sender. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendAsTest {

    private static final String SIGNING = "whsec_cGxhbnRlZC1naXRsYWItc2lnbmluZy10b2tlbi05ZDE=";

    @TempDir
    static Path folder;

    private Site site;
    private Cli cli;

    @BeforeAll
    void start() throws Exception {
        site = Site.in(folder)
                .sender("gitea", Map.of("secret", "planted-gitea-secret-0815"))
                .sender("gitlab", Map.of("secret", List.of("planted-gitlab-token-0815", SIGNING)))
                .sender("bitbucket", Map.of("secret", "planted-bitbucket-secret-0815"));
        for (DescribedKit kit : List.of(DescribedKit.SIGNING, DescribedKit.TELLING)) {
            Map<String, Object> entry = new LinkedHashMap<>(kit.described());
            entry.put("secret", "planted-secret-of-" + kit.source());
            site.sender(kit.source(), entry);
        }
        site.hook(
                        "all",
                        "#!/bin/sh",
                        "echo \"$JENVOY_SOURCE $JENVOY_EVENT $JENVOY_OWNER/$JENVOY_REPO ${JENVOY_BRANCH-}${JENVOY_TAG-}\"")
                .start();
        cli = new Cli(folder);
    }

    @AfterAll
    void stop() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "github, push, github push octo-org/site main",
        "gitea, push, gitea push octo-org/site main",
        "forgejo, push, gitea push octo-org/site main",
        "gogs, pull_request, gitea pull_request octo-org/site main",
        "gitea, push-delete, skipped",
        "gitlab, push, gitlab push_hook octo-org/site main",
        "gitlab, push-tag, gitlab tag_push_hook octo-org/site v1.4.0",
        "gitlab, merge_request, gitlab merge_request_hook octo-org/site main",
        "gitlab, push-delete, skipped",
        "bitbucket, push, bitbucket repo_push octo-org/site main",
        "bitbucket, push-tag, bitbucket repo_push octo-org/site v1.4.0",
        "bitbucket, push-several, deliveries",
        "bitbucket, pull_request, bitbucket pullrequest_created octo-org/site main",
        "bitbucket, push-delete, skipped",
        "bitbucket-server, push, bitbucket repo_refs_changed octo-org/site main",
        "bitbucket-server, pull_request, bitbucket pr_opened octo-org/site main",
        "bitbucket-server, push-delete, skipped",
        "bitbucket-server, ping, pong",
        "depot, push, depot push octo-org/site main",
        "cron-job, push, cron-job tick octo-org/site main",
    })
    void every_sample_is_taken(String sender, String sample, String said) {
        Cli.Ran ran =
                cli.run("send", sample, "--as", sender, "--url", site.uri("/").toString(), "-v");

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out()).contains(said);
        // Neither a token nor a signature is shown.
        assertThat(ran.all()).contains("(not shown)").doesNotContain("planted-");
    }

    @Test
    void a_signing_token_signs_and_a_sample_is_about_what_was_asked_for() {
        Cli.Ran ran = cli.run(
                "send",
                "--as",
                "gitlab",
                "--secret",
                SIGNING,
                "--url",
                site.uri("/").toString(),
                "--repository",
                "acme/web/shop",
                "--branch",
                "next",
                "-v");

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out()).contains("gitlab push_hook acme/web/shop next");
        assertThat(ran.err()).contains("webhook-signature: (not shown)").doesNotContain("X-Gitlab-Token");
        assertThat(cli.run(
                                "send",
                                "--as",
                                "depot",
                                "--tag",
                                "v9",
                                "--url",
                                site.uri("/").toString())
                        .out())
                .contains("depot push octo-org/site v9");
    }

    @Test
    void each_sender_lists_its_own_samples() {
        assertThat(cli.run("send", "--as", "bitbucket", "--list").out()).contains("push-several");
        assertThat(cli.run("send", "--as", "gitlab", "--list").out()).contains("merge_request");
    }

    @Test
    void an_unknown_sender_is_wrong_usage() {
        Cli.Ran ran = cli.run("send", "--as", "gitlb");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("gitlb", "gitlab, bitbucket");
    }
}
