package dev.jenvoy.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests where the cards go, and the messages if they do not arrive. */
final class TeamsPostTest {
    @TempDir
    private Path scratch;

    @BeforeEach
    void needPython() {
        Component.need("python3");
    }

    private SampleHook teams() {
        return SampleHook.named("all+teams", scratch);
    }

    private SampleHook teams(String settings) throws IOException {
        return SampleHook.copied("all+teams", scratch).beside("all+teams.json", settings);
    }

    private static void assertSilentAbout(SampleHook.Ran ran) {
        assertThat(ran.all()).doesNotContain(TeamsStandIn.SECRET).doesNotContain("/workflows/");
    }

    @Test
    void without_an_address_nothing_is_done() throws Exception {
        SampleHook.Ran ran = teams().run("push", "not even JSON");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .startsWith("teams: no address set, nothing posted")
                .hasLineCount(1);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void a_card_that_was_taken_is_reported_in_one_line() throws Exception {
        try (TeamsStandIn server = TeamsStandIn.taking()) {
            SampleHook.Ran ran = teams().with("TEAMS_URL", server.url())
                    .run("pull_request", HookPayloads.read("pull_request").toString());

            assertThat(ran).isEqualTo(new SampleHook.Ran(0, "teams: posted pull_request closed (HTTP 202)\n", ""));
        }
    }

    @Test
    void the_options_of_the_hook_may_use_the_older_name() throws Exception {
        try (TeamsStandIn server = TeamsStandIn.taking()) {
            SampleHook.Ran ran = teams().with("JENVOY_TEAMS_URL", server.url())
                    .run("pull_request", HookPayloads.read("pull_request").toString());

            assertThat(ran.out()).startsWith("teams: posted pull_request closed");
        }
    }

    @Test
    void the_address_may_stand_in_the_settings_or_in_a_file_that_they_name() throws Exception {
        try (TeamsStandIn server = TeamsStandIn.taking()) {
            assertThat(teams("{\"url\": \"" + server.url() + "\"}").run("star", "{}"))
                    .isEqualTo(new SampleHook.Ran(0, "teams: posted star (HTTP 202)\n", ""));
            assertThat(teams("{\"url\": \"file:../teams-url\"}")
                            .beside("../teams-url", server.url() + "\n")
                            .run("star", "{}")
                            .code())
                    .isZero();
            assertThat(server.posted()).hasSize(2);
        }
    }

    @Test
    void a_hook_under_another_name_has_settings_of_its_own() throws Exception {
        try (TeamsStandIn server = TeamsStandIn.taking()) {
            SampleHook hook = teams("{\"url\": \"https://unused.invalid/\"}")
                    .beside("push-site+teams.json", "{\"url\": \"" + server.url() + "\"}");
            Path renamed =
                    Files.createSymbolicLink(hook.script().resolveSibling("push-site+teams"), Path.of("all+teams"));
            Process process = new ProcessBuilder(renamed.toString(), "/dev/stdin", "push")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(output).isZero();
            assertThat(server.posted()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"star\": false", "\"star\": null", "\"star.created\": false, \"star\": {}", "\"push\": {}"})
    void an_event_can_be_passed_over(String entries) throws Exception {
        try (TeamsStandIn server = TeamsStandIn.taking()) {
            SampleHook.Ran ran = teams("{\"events\": {" + entries + "}}")
                    .with("TEAMS_URL", server.url())
                    .run("star", "{\"action\": \"created\"}");

            assertThat(ran).isEqualTo(new SampleHook.Ran(0, "teams: nothing to say about star created\n", ""));
            assertThat(server.posted()).isEmpty();
        }
    }

    @Test
    void a_refusal_is_reported_without_the_address() throws Exception {
        try (TeamsStandIn server = TeamsStandIn.answering(
                404,
                "{\"error\": {\"code\": \"WorkflowNotFound\", \"message\": \"no " + TeamsStandIn.SECRET + "\"}}")) {
            SampleHook.Ran ran = teams().with("TEAMS_URL", server.url()).run("push", "{}");

            assertThat(ran)
                    .isEqualTo(
                            new SampleHook.Ran(1, "", "teams: Teams refused the card: HTTP 404 (WorkflowNotFound)\n"));
        }
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        try (TeamsStandIn elsewhere = TeamsStandIn.taking();
                TeamsStandIn server = new TeamsStandIn(exchange -> {
                    exchange.getResponseHeaders().add("Location", elsewhere.url());
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                })) {
            SampleHook.Ran ran = teams().with("TEAMS_URL", server.url()).run("push", "{}");

            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).isEqualTo("teams: Teams refused the card: HTTP 302\n");
            assertThat(elsewhere.posted()).isEmpty();
        }
    }

    @Test
    void a_server_that_never_answers_is_left_in_time() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (TeamsStandIn server = new TeamsStandIn(exchange -> await(over))) {
            SampleHook.Ran ran =
                    teams("{\"timeout\": 0.3}").with("TEAMS_URL", server.url()).run("push", "{}");

            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).matches("teams: Teams (did not answer within 0\\.3 s.*|was not reached: .*)\n");
            assertSilentAbout(ran);
        } finally {
            over.countDown();
        }
    }

    @Test
    void a_server_that_dribbles_is_left_in_time() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (TeamsStandIn server = new TeamsStandIn(exchange -> {
            exchange.getResponseHeaders().add("X-Slow", "1");
            exchange.sendResponseHeaders(500, 20_000);
            while (over.getCount() > 0) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                await(over, Duration.ofMillis(50));
            }
        })) {
            SampleHook.Ran ran =
                    teams("{\"timeout\": 2}").with("TEAMS_URL", server.url()).run("push", "{}");

            assertThat(ran).isEqualTo(new SampleHook.Ran(1, "", "teams: Teams refused the card: HTTP 500\n"));
        } finally {
            over.countDown();
        }
    }

    @Test
    void a_server_that_is_not_there_is_reported_without_the_address() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        SampleHook.Ran ran = teams().with(
                        "TEAMS_URL", "http://127.0.0.1:" + port + "/workflows/x?" + TeamsStandIn.SECRET)
                .run("push", "{}");

        assertThat(ran).isEqualTo(new SampleHook.Ran(1, "", "teams: Teams was not reached: connection refused\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://teams.example/workflows/x?sig=d0n0tsh0w",
                "http://127.0.0.1.evil.example/workflows/x?sig=d0n0tsh0w",
                "ftp://127.0.0.1/workflows/x?sig=d0n0tsh0w",
                "https://user:sig=d0n0tsh0w@teams.example/workflows/",
                "https:///workflows/x?sig=d0n0tsh0w",
                "https://teams.example:x/workflows/x?sig=d0n0tsh0w",
                "https://[::1/workflows/x?sig=d0n0tsh0w",
                "https://teams.example/workflows/ x?sig=d0n0tsh0w",
                "/workflows/x?sig=d0n0tsh0w",
                "file:/workflows/sig=d0n0tsh0w"
            })
    void an_address_that_cannot_be_right_is_rejected_and_not_shown(String url) throws Exception {
        SampleHook.Ran ran = teams().with("TEAMS_URL", url).run("push", "{}");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("teams: the ").hasLineCount(1);
        assertSilentAbout(ran);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"events": {"push": | all+teams.json is not JSON: line 1, column
                    [] | all+teams.json must be one object
                    {"events": []} | all+teams.json must be one object
                    {"events": {"push": 7}} | events."push" must be an object, or false to say nothing
                    {"events": {"push": {"title": 7}}} | events."push".title must be text
                    {"events": {"push": {"facts": {"a": 1}}}} | events."push".facts must be an object of texts
                    {"events": {"push": {"color": "red"}}} | events."push".color must be one of default, accent
                    {"events": {"push": {"color": {"a": {"b": "red"}}}}} | events."push".color must be one of default
                    {"timeout": 60} | "timeout" must be a number of seconds, at most 7
                    {"timeout": "5s"} | "timeout" must be a number of seconds, at most 7
                    """)
    void a_mistake_in_the_settings_is_named(String settings, String told) throws Exception {
        try (TeamsStandIn server = TeamsStandIn.taking()) {
            SampleHook.Ran ran = teams(settings).with("TEAMS_URL", server.url()).run("push", "{}");

            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).startsWith("teams: " + told).hasLineCount(1);
            assertThat(server.posted()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"text\"", "{", "{\"a\": \"\\"})
    void a_payload_that_is_no_object_is_reported(String payload) throws Exception {
        SampleHook.Ran ran = teams().with("TEAMS_URL", "http://127.0.0.1:9/").run("push", payload);

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).startsWith("teams: the payload is not ").hasLineCount(1);
    }

    private static void await(CountDownLatch latch) {
        await(latch, Duration.ofMinutes(1));
    }

    private static void await(CountDownLatch latch, Duration longest) {
        try {
            boolean open = latch.await(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (!open && longest.compareTo(Duration.ofSeconds(10)) > 0) {
                throw new IllegalStateException("nobody let go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
