package dev.jenvoy.contract.forge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.forge.standin.GitHubDeliveries;
import dev.jenvoy.contract.forge.standin.GitHubStandIn;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.JsonSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forges and missed deliveries by the API and the command line, and what {@code check} says. */
class ForgesApiTest {

    @TempDir
    Path folder;

    private final GitHubStandIn github = new GitHubStandIn();
    private ReportSite site;

    @BeforeEach
    void start() throws Exception {
        site = ReportSite.in(folder).host("github.com", github.address()).hook("push", "status");
        site.start();
        site.send(ReportSite.push().with("X-GitHub-Hook-ID", Long.toString(GitHubDeliveries.HOOK)));
        github.deliveries().sent("missed-1", Instant.now().minus(Duration.ofHours(1)), 502, "push");
    }

    @AfterEach
    void close() {
        site.close();
        github.close();
    }

    private void hold(String path, String method, int status, String query) throws Exception {
        JsonObject document = site.server.admin("/api/openapi.json").json();
        var answer = site.server.admin(HookRequest.of(method, path + query));
        assertThat(answer.status()).isEqualTo(status);
        JsonObject schema = document.getAsJsonObject("paths")
                .getAsJsonObject(path)
                .getAsJsonObject(method.toLowerCase(java.util.Locale.ROOT))
                .getAsJsonObject("responses")
                .getAsJsonObject(Integer.toString(status))
                .getAsJsonObject("content")
                .getAsJsonObject("application/json")
                .getAsJsonObject("schema");
        assertThat(new JsonSchema(document).faults(schema, JsonParser.parseString(answer.body()), path))
                .isEmpty();
    }

    @Test
    void answers_are_as_described() throws Exception {
        hold("/api/forges", "GET", 200, "");
        hold("/api/catch-up", "POST", 400, "?dry_run=perhaps");
        hold("/api/catch-up", "POST", 200, "?dry_run=true");
        hold("/api/forges", "GET", 200, "");
        hold("/api/catch-up", "POST", 202, "");
    }

    private Cli.Ran run(String... more) {
        String[] all = new String[more.length + 3];
        all[0] = "catch-up";
        all[1] = "--url";
        all[2] = "http://127.0.0.1:" + site.server.adminAddress().getPort();
        System.arraycopy(more, 0, all, 3, more.length);
        return new Cli(folder).run(all);
    }

    @Test
    void the_command_shows_what_was_missed_and_has_it_sent_again() {
        Cli.Ran dry = run("--dry-run");
        assertThat(dry.all()).contains("missed-1", "push", "acme/site", "1 delivery was missed.");
        assertThat(dry.code()).isZero();
        assertThat(github.deliveries().asked()).isEmpty();

        assertThat(run().out()).contains("1 delivery was missed, and will be sent again.");
        assertThat(run("--json", "--dry-run").out()).contains("\"problems\"");
    }

    @Test
    void check_warns_of_a_report_that_has_no_token() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other/hooks")).resolveSibling("config.json");
        Files.writeString(
                other,
                "{\"enforce_secret\": \"a long secret for this test alone\","
                        + " \"hooks\": {\"push\": {\"report\": \"status\"}}}");
        assertThat(new Cli(folder).run("check", "--config", other.toString()).all())
                .contains("\"report\" has no effect without \"forges\"");

        Files.writeString(
                other,
                "{\"enforce_secret\": \"a long secret for this test alone\","
                        + " \"senders\": {\"gitlab\": {\"secret\": \"another long secret for this test\"}},"
                        + " \"forges\": {\"hosts\": {\"github.com\": {\"token\": \"x\"}}},"
                        + " \"hooks\": {\"push\": {\"report\": \"status\"}}}");
        assertThat(new Cli(folder).run("check", "--config", other.toString()).all())
                .contains("no report about deliveries of gitlab: no host of this kind has a token");

        Files.writeString(other, "{\"hooks\": {\"push\": {\"report\": \"state\"}}}");
        assertThat(new Cli(folder).run("check", "--config", other.toString()).all())
                .contains("\"state\" is not \"status\", \"comment\" or \"status comment\"");
    }
}
