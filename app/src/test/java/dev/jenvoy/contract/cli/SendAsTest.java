package dev.jenvoy.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.senders.CustomSenderKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** A server that is configured for a sender accepts what {@code send --as} sends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendAsTest {

    private static final String STANDARD = "whsec_cGxhbnRlZC1zdGFuZGFyZC1zZWNyZXQtMDgxNS0w";
    private static final String PLAIN = "planted-token-0818";
    private static final String SIGNING = "whsec_cGxhbnRlZC1naXRsYWItc2lnbmluZy10b2tlbi05ZDE=";

    @TempDir
    static Path folder;

    private TestServer site;
    private Cli cli;

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder)
                .sender("gitea", Map.of("secret", "planted-gitea-secret-0815"))
                .sender("gitlab", Map.of("secret", List.of("planted-gitlab-token-0815", SIGNING)))
                .sender("bitbucket", Map.of("secret", "planted-bitbucket-secret-0815"))
                .sender("travis", Map.of("secret", "planted-travis-token-0815"))
                .sender("standard", Map.of("secret", List.of(STANDARD, SIGNING)))
                .with(
                        "TRIGGERS",
                        Map.ofEntries(
                                Map.entry("site:main", Map.of("token", "planted-token-0815", "iterations", 3)),
                                Map.entry("depot:next", Map.of("token", "planted-token-0816", "iterations", 7)),
                                Map.entry(
                                        "depot:feature/größe+1",
                                        Map.of("token", "planted-token-0817", "iterations", 5)),
                                Map.entry("plain:main", Map.of("token", PLAIN))));
        for (CustomSenderKit kit : List.of(CustomSenderKit.SIGNING, CustomSenderKit.TELLING)) {
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
        "travis, passed, travis passed octo-org/site main",
        "travis, failed, travis failed octo-org/site main",
        "standard, push, standard push octo-org/site main",
        "standard, invoice, standard invoice_paid /",
        "depot, push, depot push octo-org/site main",
        "cron-job, push, cron-job tick octo-org/site main",
    })
    void every_sample_is_accepted(String sender, String sample, String said) {
        Cli.Ran ran =
                cli.run("send", sample, "--as", sender, "--url", site.uri("/").toString(), "-v");

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out()).contains(said);
        // The output shows neither the token nor the signature.
        assertThat(ran.all()).contains("(not shown)").doesNotContain("planted-");
    }

    @ParameterizedTest
    @CsvSource({"github", "gitea", "forgejo", "gogs"})
    void a_form_is_signed_as_its_sender_signs_forms(String sender) {
        Cli.Ran ran = cli.run(
                "send", "push", "--as", sender, "--form", "--url", site.uri("/").toString());

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out()).contains("push octo-org/site main");
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
    void where_no_sample_is_named_the_senders_first_is_sent() {
        assertThat(send("travis").out()).contains("travis passed octo-org/site main");
        assertThat(send("standard", "--tag", "v9").out()).contains("standard push octo-org/site v9");
    }

    @Test
    void an_event_that_the_payload_tells_can_be_another() {
        assertThat(send("standard", "invoice", "--event", "user.created").out()).contains("standard user_created");
        assertThat(send("travis", "failed", "--event", "Still Failing").out()).contains("travis still_failing");
    }

    @Test
    void a_file_that_tells_event_and_repository_is_sent_as_it_is() throws IOException {
        String payload = cli.run("send", "failed", "--as", "travis", "--repository", "acme/shop", "--print")
                .out();
        Files.writeString(folder.resolve("build.json"), payload.replace("\"Failed\"", "\"Errored\""));
        Files.writeString(folder.resolve("nameless.json"), "{\"status_message\": \"Passed\"}");

        assertThat(send("travis", "build.json").out()).contains("Errored", "travis errored acme/shop main");
        assertThat(send("travis", "build.json", "--event", "Passed").code()).isEqualTo(2);
        assertThat(send("travis", "nameless.json").err()).contains("the payload names no repository");
    }

    @Test
    void without_a_token_travis_goes_unsigned_and_it_is_said_why() {
        Cli.Ran ran = send("travis", "--secret", "");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("only Travis has the key");
        assertThat(ran.out()).startsWith("403 ");
    }

    @Test
    void a_secret_that_is_not_one_of_standard_webhooks_sends_nothing() {
        Cli.Ran ran = send("standard", "--secret", "planted-other");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("whsec_").doesNotContain("planted-other");
    }

    @Test
    void a_trigger_is_of_the_key_that_is_asked_for() {
        Cli.Ran get = send("trigger", "--repository", "depot", "--branch", "next", "-v");
        Cli.Ran post = send("trigger", "push-post", "--branch", "feature/größe+1", "-v");

        assertThat(get.code()).as(get.all()).isZero();
        assertThat(get.err()).contains("> GET " + site.uri("/depot-next"), "X-Signature: (not shown)");
        assertThat(get.out()).contains("Trigger received and processed", "trigger push /depot next");
        assertThat(post.code()).as(post.all()).isZero();
        assertThat(post.err()).contains("> POST " + site.uri("/depot-feature/gr%C3%B6%C3%9Fe%2B1"));
        assertThat(post.out()).contains("trigger push /depot feature/größe+1");
        assertThat(get.all() + post.all()).doesNotContain("planted-");
    }

    @Test
    void without_options_a_trigger_is_of_the_first_key() throws IOException {
        Files.writeString(folder.resolve("first.json"), """
                {"TRIGGERS": {"site:main": {"token": "planted-token-0815", "iterations": 3},
                              "depot:next": {"token": "planted-token-0816"}}}
                """);

        assertThat(send("trigger", "--config", "first.json").out()).contains("trigger push /site main");
        assertThat(cli.run("send", "--as", "trigger", "--config", "first.json", "--print")
                        .out())
                .contains("refs/heads/main", "\"site\"");
    }

    @Test
    void with_address_and_token_a_trigger_needs_no_configuration() {
        Cli.Ran ran = new Cli(folder.resolve("hooks"))
                .with("TOKEN", PLAIN)
                .run(
                        "send",
                        "--as",
                        "trigger",
                        "--url",
                        site.uri("").toString(),
                        "--secret",
                        "env:TOKEN",
                        "--repository",
                        "acme/plain");

        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out()).contains("trigger push /plain main");
    }

    @Test
    void a_trigger_that_no_key_is_of_goes_unsigned_and_is_rejected() {
        Cli.Ran ran = send("trigger", "--branch", "elsewhere");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("there is no token for site:elsewhere");
        assertThat(ran.out()).startsWith("404 ");
    }

    @ParameterizedTest
    @CsvSource({
        "--tag v1, has no tag",
        "--event push, has no event",
        "config.json, no payload",
        "--repository a:b, --repository must be",
    })
    void what_a_trigger_cannot_tell_is_wrong_usage(String arguments, String why) {
        Cli.Ran ran = send("trigger", arguments.split(" "));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains(why);
    }

    @Test
    void send_as_sns_is_not_possible() {
        Cli.Ran ran = send("sns");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("jenvoy: Only AWS can sign as sns").hasLineCount(1);
    }

    private Cli.Ran send(String sender, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("send", "--as", sender, "--url", site.uri("/").toString()));
        arguments.addAll(List.of(more));
        return cli.run(arguments.toArray(String[]::new));
    }

    @Test
    void each_sender_lists_its_own_samples() {
        assertThat(cli.run("send", "--as", "bitbucket", "--list").out()).contains("push-several");
        assertThat(cli.run("send", "--as", "gitlab", "--list").out()).contains("merge_request");
        assertThat(cli.run("send", "--as", "travis", "--list").out()).contains("passed", "failed");
        assertThat(cli.run("send", "--as", "trigger", "--list").out()).contains("push-post");
    }

    @Test
    void an_unknown_sender_is_wrong_usage() {
        Cli.Ran ran = cli.run("send", "--as", "gitlb");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("gitlb", "gitlab, bitbucket").endsWith("See: jenvoy send --help\n");
        assertThat(ran.err().lines()).hasSize(2);
    }
}
