package dev.jenvoy.contract.forge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.forge.standin.GitHubApp;
import dev.jenvoy.contract.forge.standin.GitHubStandIn;
import dev.jenvoy.contract.kit.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An App of GitHub serves in the place of a token. */
class GitHubAppTest {

    @TempDir
    Path folder;

    private final GitHubStandIn github = new GitHubStandIn();

    @AfterEach
    void close() {
        github.close();
    }

    private ReportSite site(String pem) throws Exception {
        Path file = Files.writeString(folder.resolve("app.pem"), pem);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        github.token("no-token-but-those-of-the-app");
        return ReportSite.in(folder)
                .host(
                        "github.com",
                        Map.of(
                                "api",
                                github.address(),
                                "app",
                                Map.of("id", Integer.valueOf(GitHubApp.ID), "key", "file:app.pem")))
                .hook("push", "status");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void both_forms_of_a_key_serve_and_one_token_is_used_until_its_end(boolean isOld) throws Exception {
        try (ReportSite site =
                site(isOld ? github.app().oldPem() : github.app().pem()).start()) {
            site.send(ReportSite.push());
            site.send(ReportSite.push());

            Eventually.that(() -> assertThat(site.reports(2)).contains("status push end: done"));
            assertThat(github.states("jenvoy/push")).endsWith("success");
            assertThat(github.app().made()).isEqualTo(1);
            assertThat(site.server.admin("/api/config").body()).doesNotContain("PRIVATE KEY", "app.pem");
        }
    }

    @Test
    void a_token_that_github_took_back_is_replaced() throws Exception {
        try (ReportSite site = site(github.app().oldPem()).start()) {
            site.send(ReportSite.push());
            Eventually.that(() -> assertThat(site.reports(1)).contains("status push end: done"));
            github.app().takeBack();
            site.send(ReportSite.push());

            Eventually.that(() -> assertThat(site.reports(2)).contains("status push end: done"));
            assertThat(github.app().made()).isEqualTo(2);
        }
    }
}
