package dev.jenvoy.contract.forge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.forge.standin.GitHubApp;
import dev.jenvoy.contract.forge.standin.GitHubDeliveries;
import dev.jenvoy.contract.forge.standin.GitHubStandIn;
import dev.jenvoy.contract.forge.standin.GitLabStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries of configured repositories and organisations are caught up with, although nothing of them has arrived. */
class CatchUpOfNothingTest {

    private final Instant now = Instant.now();
    private static final String FIRST = new UUID(7, 1).toString();
    private static final String SECOND = new UUID(7, 2).toString();

    @TempDir
    private Path folder;

    private final GitHubStandIn github = new GitHubStandIn();
    private ReportSite site;

    @BeforeEach
    void two_deliveries_that_were_sent_in_vain() {
        site = ReportSite.in(folder).hook("push", "").hook("push_hook", "");
        github.deliveries()
                .sent(FIRST, now.minus(Duration.ofHours(3)), 502, "push")
                .sent(SECOND, now.minus(Duration.ofHours(2)), 0, "push");
    }

    @AfterEach
    void close() {
        site.close();
        github.close();
    }

    private void start(Map<String, Object> entry, long hook) throws Exception {
        github.deliveries().resend(sent -> {
            try {
                assertThat(site.send(ReportSite.push()
                                        .with("X-GitHub-Delivery", sent.guid())
                                        .with("X-GitHub-Hook-ID", Long.toString(hook)))
                                .status())
                        .isBetween(200, 202);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        site.host("github.com", entry).start();
    }

    private Map<String, Object> entry(String... names) {
        return Map.of("api", github.address(), "token", "env:FORGE_TOKEN", "webhooks_of", List.of(names));
    }

    private List<String> missed() throws IOException {
        List<String> ids = new ArrayList<>();
        site.server
                .admin(HookRequest.of("POST", "/api/catch-up"))
                .json()
                .getAsJsonArray("missed")
                .forEach(one -> ids.add(one.getAsJsonObject().get("id").getAsString()));
        return ids;
    }

    private void arrive() {
        Eventually.that(
                () -> assertThat(site.server.admin("/api/deliveries").body()).contains(FIRST, SECOND));
    }

    @Test
    void of_a_repository() throws Exception {
        github.webhooks(ReportSite.HERE + "/");
        start(entry("acme/site"), GitHubDeliveries.HOOK);

        assertThat(missed()).containsExactly(FIRST, SECOND);
        arrive();
        assertThat(missed()).isEmpty();
        assertThat(github.deliveries().asked()).containsExactly(FIRST, SECOND);
    }

    @Test
    void of_an_organisation() throws Exception {
        github.webhooks(ReportSite.HERE);
        start(entry("acme"), GitHubDeliveries.ORG_HOOK);

        assertThat(missed()).containsExactly(FIRST, SECOND);
        arrive();
        assertThat(missed()).isEmpty();
    }

    @Test
    void of_an_app_once_although_its_repository_is_named_too() throws Exception {
        Path key = Files.writeString(folder.resolve("app.pem"), github.app().oldPem());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        github.webhooks(ReportSite.HERE + "/hooks/app");
        start(
                Map.of(
                        "api",
                        github.address(),
                        "app",
                        Map.of("id", GitHubApp.ID, "key", "file:app.pem"),
                        "webhooks_of",
                        List.of("acme/site")),
                4711);

        assertThat(missed()).contains(FIRST, SECOND);
        arrive();
        assertThat(missed()).isEmpty();
    }

    @Test
    void not_of_webhooks_that_lead_elsewhere() throws Exception {
        github.webhooks(ReportSite.HERE + ".elsewhere.example/");
        start(entry("acme/site", "acme"), GitHubDeliveries.HOOK);

        assertThat(missed()).isEmpty();
        assertThat(github.requests()).noneMatch(request -> request.path().endsWith("/deliveries"));
    }

    @Test
    void what_the_token_does_not_show_is_a_problem_in_words() throws Exception {
        github.webhooks(ReportSite.HERE);
        start(entry("acme/secret"), GitHubDeliveries.HOOK);

        assertThat(site.server
                        .admin(HookRequest.of("POST", "/api/catch-up"))
                        .json()
                        .getAsJsonArray("problems")
                        .toString())
                .contains("github.com: webhooks of acme/secret: not there");
    }

    @Test
    void of_a_project_of_gitlab() throws Exception {
        try (GitLabStandIn gitlab = new GitLabStandIn()) {
            gitlab.hook(ReportSite.HERE + "/").event(FIRST, "500").event(SECOND, "200");
            site.host(
                            "gitlab.com",
                            Map.of(
                                    "api",
                                    gitlab.address() + "/api/v4",
                                    "token",
                                    "env:FORGE_TOKEN",
                                    "webhooks_of",
                                    List.of("acme/site")))
                    .start();

            assertThat(missed()).containsExactly(FIRST);
            Eventually.that(() -> assertThat(gitlab.resent()).hasSize(1));
        }
    }
}
