package dev.jenvoy.contract.forge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.chat.standin.ChatStandIn.Answer;
import dev.jenvoy.contract.forge.standin.ForgeStandIn;
import dev.jenvoy.contract.forge.standin.GitHubApp;
import dev.jenvoy.contract.forge.standin.GitHubDeliveries;
import dev.jenvoy.contract.forge.standin.GitHubStandIn;
import dev.jenvoy.contract.forge.standin.GitLabStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
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

/** Deliveries that GitHub or GitLab sent in vain are sent again. */
class CatchUpTest {

    private final Instant now = Instant.now();

    @TempDir
    Path folder;

    private final GitHubStandIn github = new GitHubStandIn();
    private ReportSite site;

    @BeforeEach
    void open() {
        site = ReportSite.in(folder)
                .host("github.com", github.address())
                .hook("push", "")
                .hook("push_hook", "");
        github.deliveries().resend(sent -> send(site, delivery(sent.guid(), GitHubDeliveries.HOOK)));
    }

    @AfterEach
    void close() {
        site.close();
        github.close();
    }

    private static void send(ReportSite site, HookRequest request) {
        try {
            // 202 on a machine that is busy.
            assertThat(site.send(request).status()).isBetween(200, 202);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HookRequest delivery(String guid, long hook) {
        return ReportSite.push().with("X-GitHub-Delivery", guid).with("X-GitHub-Hook-ID", Long.toString(hook));
    }

    private static HttpAnswer catchUp(ReportSite site, String query) throws IOException {
        return site.server.admin(HookRequest.of("POST", "/api/catch-up" + query));
    }

    private static List<String> missed(HttpAnswer answer) {
        List<String> ids = new ArrayList<>();
        answer.json()
                .getAsJsonArray("missed")
                .forEach(one -> ids.add(one.getAsJsonObject().get("id").getAsString()));
        return ids;
    }

    private List<String> kept() throws IOException {
        List<String> ids = new ArrayList<>();
        site.server
                .admin("/api/deliveries")
                .json()
                .getAsJsonArray("deliveries")
                .forEach(one -> ids.add(one.getAsJsonObject().get("id").getAsString()));
        return ids;
    }

    private static String guid(int number) {
        return new UUID(7, number).toString();
    }

    /** Notes deliveries of every fate, oldest first. */
    private void fates() {
        send(site, delivery(guid(1), GitHubDeliveries.HOOK));
        github.deliveries()
                .sent(guid(9), now.minus(Duration.ofDays(4)), 502, "push")
                .sent(guid(2), now.minus(Duration.ofHours(30)), 0, "push")
                .sent(guid(1), now.minus(Duration.ofHours(29)), 500, "push")
                .sent(guid(3), now.minus(Duration.ofHours(20)), 502, "push")
                .sent(guid(4), now.minus(Duration.ofHours(19)), 502, "push")
                .sent(guid(4), now.minus(Duration.ofHours(18)), 200, "push")
                .sent(guid(5), now, 503, "push");
    }

    @Test
    void what_failed_or_never_came_is_sent_again_once_and_oldest_first() throws Exception {
        site.start();
        fates();
        github.deliveries().pageSize(2);

        HttpAnswer dry = catchUp(site, "?dry_run=true");
        assertThat(dry.status()).isEqualTo(200);
        assertThat(missed(dry)).containsExactly(guid(2), guid(3));
        assertThat(github.deliveries().asked()).isEmpty();

        HttpAnswer begun = catchUp(site, "");
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.json().get("asked").getAsBoolean()).isTrue();
        Eventually.that(() -> assertThat(kept()).containsExactly(guid(3), guid(2), guid(1)));
        assertThat(github.deliveries().asked()).containsExactly(guid(2), guid(3));
        assertThat(missed(catchUp(site, ""))).isEmpty();

        JsonObject shown = site.server.admin("/api/forges").json();
        assertThat(shown.getAsJsonArray("asked")).hasSize(2);
        assertThat(shown.getAsJsonObject("last_search").getAsJsonArray("missed"))
                .isEmpty();
    }

    @Test
    void what_was_asked_for_is_not_asked_for_again_although_it_did_not_come() throws Exception {
        github.deliveries().resend(sent -> {});
        site.start();
        send(site, delivery(guid(1), GitHubDeliveries.HOOK));
        github.deliveries().sent(guid(2), now.minus(Duration.ofHours(3)), 502, "push");
        catchUp(site, "");
        Eventually.that(() -> assertThat(github.deliveries().asked()).hasSize(1));
        github.deliveries().sent(guid(2), now.minus(Duration.ofHours(2)), 502, "push");
        site.server.stop();
        site.start();

        assertThat(missed(catchUp(site, ""))).isEmpty();
    }

    @Test
    void it_happens_by_itself_after_a_start_if_it_is_configured() throws Exception {
        site.catchUp().start();
        send(site, delivery(guid(1), GitHubDeliveries.HOOK));
        github.deliveries().sent(guid(2), now.minus(Duration.ofHours(3)), 502, "push");

        Eventually.within(Duration.ofSeconds(25), () -> assertThat(kept()).contains(guid(2)));
    }

    @Test
    void an_organisation_s_webhook_is_asked_where_it_is() throws Exception {
        github.deliveries().resend(sent -> send(site, delivery(sent.guid(), GitHubDeliveries.ORG_HOOK)));
        site.start();
        send(site, delivery(guid(1), GitHubDeliveries.ORG_HOOK));
        github.deliveries().sent(guid(2), now.minus(Duration.ofHours(3)), 502, "push");
        catchUp(site, "");

        Eventually.that(() -> assertThat(kept()).contains(guid(2)));
    }

    @Test
    void an_app_asks_for_its_own_deliveries() throws Exception {
        Path key = Files.writeString(folder.resolve("app.pem"), github.app().oldPem());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        long hook = 4711;
        github.deliveries().resend(sent -> send(site, delivery(sent.guid(), hook)));
        site.host(
                "github.com",
                Map.of("api", github.address(), "app", Map.of("id", GitHubApp.ID, "key", "file:app.pem")));
        site.start();
        send(site, delivery(guid(1), hook));
        github.deliveries().sent(guid(1), now.minus(Duration.ofHours(4)), 500, "push");
        github.deliveries().sent(guid(2), now.minus(Duration.ofHours(3)), 502, "push");
        catchUp(site, "");

        Eventually.that(() -> assertThat(kept()).containsExactly(guid(2), guid(1)));
    }

    @Test
    void a_limit_ends_a_search_and_the_next_one_goes_on() throws Exception {
        site.start();
        fates();
        github.answerNext(Answer.json(403, "message", "rate limit").with("Retry-After", "1"));
        catchUp(site, "");
        Eventually.that(() -> assertThat(github.requests())
                .anyMatch(request -> request.method().equals("POST")));
        Eventually.that(() -> assertThat(missed(catchUp(site, "?dry_run=true"))).containsExactly(guid(2), guid(3)));

        // A search that a lost answer ends goes on with the next one, too.
        Eventually.within(Duration.ofSeconds(40), () -> {
            catchUp(site, "");
            assertThat(kept()).contains(guid(2), guid(3));
        });
        // The newest one is no longer too young when this takes long.
        assertThat(github.deliveries().asked()).startsWith(guid(2), guid(3)).doesNotHaveDuplicates();
    }

    @Test
    void a_webhook_that_the_token_does_not_show_is_a_problem_in_words() throws Exception {
        site.start();
        send(site, delivery(guid(1), 99));

        assertThat(catchUp(site, "").json().getAsJsonArray("problems").toString())
                .contains("github.com: webhook 99 of acme/site: not there, or the credentials do not show it");
    }

    @Test
    void without_forges_there_is_nothing_to_ask() throws Exception {
        try (TestServer plain =
                TestServer.in(Files.createDirectory(folder.resolve("plain"))).start()) {
            assertThat(plain.admin(HookRequest.of("POST", "/api/catch-up")).status())
                    .isEqualTo(404);
            assertThat(plain.admin("/api/forges").status()).isEqualTo(404);
        }
    }

    @Test
    void gitlab_s_events_are_resent_for_the_webhook_that_comes_here() throws Exception {
        try (GitLabStandIn gitlab = new GitLabStandIn()) {
            gitlab.hook("https://hooks.acme.example/")
                    .event(guid(1), "500")
                    .event(guid(2), "internal error")
                    .event(guid(3), "200")
                    .event(guid(4), "503");
            site.host("gitlab.com", Map.of("api", gitlab.address() + "/api/v4", "token", "env:FORGE_TOKEN"));
            site.server.sender("gitlab", Map.of("secret", "planted-secret-of-the-sender-77"));
            site.start();
            send(
                    site,
                    OtherForgesTest.gitlab("Push Hook", OtherForgesTest.gitlabPush("gitlab.com"))
                            .with("Idempotency-Key", guid(1)));

            assertThat(missed(catchUp(site, ""))).containsExactly(guid(2), guid(4));
            Eventually.that(() -> assertThat(gitlab.resent()).hasSize(2));
            assertThat(missed(catchUp(site, ""))).isEmpty();
            assertThat(gitlab.requests())
                    .allMatch(request -> request.header("private-token").equals(ForgeStandIn.TOKEN));
        }
    }
}
