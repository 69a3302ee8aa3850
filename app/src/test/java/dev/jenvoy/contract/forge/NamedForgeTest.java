package dev.jenvoy.contract.forge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.forge.standin.ForgeStandIn;
import dev.jenvoy.contract.forge.standin.GitHubStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries of endpoints and custom senders are reported to the forge that their entry names. */
class NamedForgeTest {

    private static final String BODY = "{\"repo\": \"acme/site\", \"commit\": \"" + ForgeStandIn.SHA + "\"}";

    @TempDir
    Path folder;

    private final GitHubStandIn github = new GitHubStandIn();

    @AfterEach
    void close() {
        github.close();
    }

    private ReportSite site(Map<String, ?> forge) {
        ReportSite site = ReportSite.in(folder)
                .host("github.com", github.address())
                .hook("build", "status")
                .hook("built", "status");
        Map<String, Object> endpoint =
                new LinkedHashMap<>(Map.of("proof", "none", "repository", "payload.repo", "sha", "payload.commit"));
        endpoint.putAll(forge);
        Map<String, Object> sender = new LinkedHashMap<>(Map.of(
                "secret", "planted-secret-of-depot",
                "event", "built",
                "token_header", "X-Depot-Token",
                "payload", Map.of("repository", "repo", "sha", "commit")));
        sender.putAll(forge);
        site.server.with("endpoints", Map.of("build", endpoint)).sender("depot", sender);
        return site;
    }

    private static HookRequest post(String path) {
        return HookRequest.of("POST", path)
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "application/json")
                .body(BODY);
    }

    @Test
    void an_endpoint_and_a_custom_sender_report_to_the_forge_of_their_entry() throws Exception {
        try (ReportSite site = site(Map.of("forge", "GitHub.com")).start()) {
            assertThat(site.send(post("/hooks/build")).status()).isEqualTo(200);
            Eventually.that(() -> assertThat(github.states("jenvoy/build")).endsWith("success"));

            assertThat(site.send(post("/").with("X-Depot-Token", "planted-secret-of-depot"))
                            .status())
                    .isEqualTo(200);
            Eventually.that(() -> assertThat(github.states("jenvoy/built")).endsWith("success"));
        }
    }

    @Test
    void without_it_nothing_is_reported_and_check_says_so() throws Exception {
        try (ReportSite site = site(Map.of()).start()) {
            assertThat(site.send(post("/hooks/build")).status()).isEqualTo(200);
            site.awaitReports(1);
            assertThat(github.requests()).isEmpty();
            assertThat(check())
                    .contains(
                            "no report about deliveries of depot: its entry names no \"forge\"",
                            "no report about deliveries of hooks/build: its entry names no \"forge\"");
        }
    }

    @Test
    void a_forge_without_an_entry_is_named_by_check() throws Exception {
        try (ReportSite site = site(Map.of("forge", "git.acme.example")).start()) {
            assertThat(site.send(post("/hooks/build")).status()).isEqualTo(200);
            site.awaitReports(1);
            assertThat(check())
                    .contains("no report about deliveries of hooks/build: \"forges\" has no entry for its \"forge\","
                            + " git.acme.example");
        }
    }

    private String check() {
        return new Cli(folder)
                .with("FORGE_TOKEN", ForgeStandIn.TOKEN)
                .run("check")
                .all();
    }
}
