package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} and {@code explain} say of the heads of hooks. */
final class CheckedHeadsTest {

    private static final String SECRET = "\"enforce_secret\": \"0123456789abcdef0123456789abcdef\"";

    @TempDir
    private Path folder;

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectory(folder.resolve("hooks"));
        config("");
    }

    private void config(String more) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"child_hooks\": \"delimited\", " + SECRET + more + "}");
    }

    private void hook(String name, String... lines) throws IOException {
        Path file = Files.writeString(
                folder.resolve("hooks").resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String check() {
        CommandRun run = CommandRun.in(folder, "check");
        assertThat(run.code()).as(run.out()).isZero();
        return run.out();
    }

    @Test
    void a_report_in_a_head_without_a_token_is_a_warning() throws IOException {
        hook("push-site", "# jenvoy: report = status");
        assertThat(check())
                .contains(
                        "\"report\" has no effect without \"forges\" and a token in its hosts; asked for in the head of"
                                + " push-site");
        assertThat(CommandRun.in(folder, "check", "--json").out()).contains("asked for in the head of push-site");

        config(", \"hooks\": {\"push-site\": {\"report\": \"\"}}");
        assertThat(check()).doesNotContain("has no effect without");
    }

    @Test
    void github_without_a_token_is_a_warning_where_another_forge_has_one() throws IOException {
        hook("push-site", "# jenvoy: report = status");
        config(", \"forges\": {\"hosts\": {\"gitlab.com\": {\"token\": \"x\"}}}");
        assertThat(check()).contains("no report about deliveries of github: no host of this kind has a token");

        config(", \"forges\": {\"hosts\": {\"gitlab.com\": {\"token\": \"x\"}}},"
                + " \"hooks\": {\"push-site\": {\"report\": \"status\"}}");
        assertThat(check()).contains("no report about deliveries of github: no host of this kind has a token");

        config(", \"forges\": {\"hosts\": {\"github.com\": {\"token\": \"x\"}}}");
        assertThat(check()).doesNotContain("no report about");
    }

    @Test
    void a_hook_that_its_head_runs_by_time_needs_no_name_of_an_event() throws IOException {
        hook("nightly", "# jenvoy: schedule = 30 2 * * *");
        hook("weekly.report", "# jenvoy: schedule = 30 2 * * sun");
        assertThat(check()).doesNotContain("not a known event", "never runs").contains("nightly: by time: 30 2 * * *");
    }

    @Test
    void the_events_of_endpoints_are_known() throws IOException {
        hook("docker_hub-site");
        hook("paid");
        hook("unpaid");
        config(", \"endpoints\": {\"docker-hub\": {\"proof\": \"none\"}, \"shop\": {\"proof\": \"none\","
                + " \"event\": \"payload.ok ? 'paid' : \\\"refused\\\"\"}}");
        assertThat(check())
                .doesNotContain("docker_hub is not a known event", "\n  paid: paid is not")
                .contains("unpaid is not a known event");
    }

    @Test
    void the_options_of_a_head_are_shown() throws IOException {
        hook("push-site", "# jenvoy: timeout = 5m", "# jenvoy: concurrency = latest", "# jenvoy: branches = main");
        assertThat(check()).contains("Options:\n  push-site: its head sets timeout = 5m, concurrency = latest\n");
        assertThat(CommandRun.in(folder, "explain", "push", "--repository", "site", "--branch", "main")
                        .out())
                .contains("       timeout = 5m\n       concurrency = latest\n       branches: main: true");
    }

    @Test
    void a_line_that_nearly_is_one_of_a_head_is_a_warning() throws IOException {
        hook("push", "# Jenvoy: timeout = 5m");
        hook("push+a", "# jenvoy timeout = 5m");
        hook("push+b", "# jenvoy : timeout = 5m");
        hook("push+c", "#\n".repeat(60) + "# jenvoy: timeout = 5m");
        hook("push+d", "# jenvoy runs this for every push", "#\n".repeat(250) + "# jenvoy: timeout = 5m");
        assertThat(check())
                .contains(
                        "push: line 2 looks like a line of a head, but is not one: expected \"jenvoy: KEY = VALUE\"",
                        "push+a: line 2 looks like",
                        "push+b: line 2 looks like",
                        "push+c: line 62 looks like a line of a head, but is not one: only the first 50 lines count")
                .doesNotContain("push+d: line");
    }

    @Test
    void an_event_that_an_expression_begins_is_known() throws IOException {
        config(", \"endpoints\": {\"stripe\": {\"proof\": \"none\", \"event\": \"'stripe_' + payload.type\"}}");
        hook("stripe_invoice_paid");
        hook("strip_invoice_paid");

        assertThat(check())
                .contains("strip_invoice_paid is not a known event")
                .doesNotContain("stripe_invoice_paid is not a known event");
    }
}
