package dev.jenvoy.contract.several;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.postgres.BadNetwork;
import dev.jenvoy.postgres.PostgresServer;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real servers that share a journal: what one accepts, another runs, and the sender learns what the script printed. */
@Timeout(300)
final class SharedServersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern DASHBOARD = Pattern.compile(" +dashboard +(http://\\S+)/");

    private static final Pattern METRIC_ROW = Pattern.compile("(?m)^\\| `(jenvoy_[a-z_]+)` \\| ([a-z]+) \\|");
    private static final Pattern METRIC_TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

    @TempDir
    Path folder;

    private final String database = PostgresServer.shared().newDatabase();

    /** Writes the configuration and the hook of a server. */
    private Path prepare(String name) throws Exception {
        Path own = Files.createDirectories(folder.resolve(name));
        TestServer site = TestServer.in(own)
                .with("debug_level", "INFO")
                .with("endpoint_key", "0123456789abcdef".repeat(4))
                .with("journal", Map.of("url", database, "user", PostgresServer.USER, "unsafe", true, "lease", "15s"))
                .hook(
                        "push",
                        "#!/bin/sh",
                        "echo \"server $JENVOY_SERVER fence $JENVOY_FENCE attempt $JENVOY_ATTEMPT\"");
        site.write(site.json());
        return own;
    }

    private ServerProcess start(Path own, String... options) throws Exception {
        return ServerProcess.startIn(own, List.of(options)).serving();
    }

    private static HttpAnswer send(ServerProcess server, HookRequest request) throws Exception {
        try (Wire wire = new Wire(new InetSocketAddress("127.0.0.1", server.port()))) {
            return wire.send(request).answer();
        }
    }

    private static String dashboard(ServerProcess server) {
        String[] found = new String[1];
        Eventually.within(
                PATIENCE,
                () -> assertThat(server.output()).anySatisfy(line -> {
                    Matcher matcher = DASHBOARD.matcher(line);
                    assertThat(matcher.matches()).isTrue();
                    found[0] = matcher.group(1);
                }));
        return found[0];
    }

    private JsonObject servers(ServerProcess server) {
        Cli.Ran ran = new Cli(folder).run("servers", "--json", "--url", dashboard(server));
        return JsonParser.parseString(ran.out()).getAsJsonObject();
    }

    @Test
    void a_worker_runs_what_an_intake_accepts_and_the_sender_reads_what_the_script_printed() throws Exception {
        try (ServerProcess worker = start(prepare("worker"), "--worker");
                ServerProcess intake = start(prepare("intake"), "--intake")) {
            HttpAnswer answer = send(intake, HookRequest.push());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).containsPattern("server 1 fence [0-9]+ attempt 1");
            assertThat(send(worker, HookRequest.push()).status()).isEqualTo(404);
            assertThat(send(worker, HookRequest.of("GET", "/healthz")).status()).isEqualTo(200);
            assertThat(send(worker, HookRequest.of("GET", "/readyz")).body())
                    .contains("1: worker, live, leads, this one", "2: intake, live");
            assertThat(worker.output()).anyMatch(line -> line.contains("journal=postgresql server=1 roles=worker"));
            assertThat(servers(intake).getAsJsonArray("servers")).hasSize(2);
        }
    }

    @Test
    void the_log_of_a_hook_that_another_server_runs_can_be_read_while_somebody_looks_at_the_delivery()
            throws Exception {
        Path working = prepare("worker");
        Path over = folder.resolve("over");
        Files.writeString(
                working.resolve("hooks").resolve("push"),
                "#!/bin/sh\necho begun\nuntil [ -e " + over + " ]; do sleep 0.1; done\necho ended\n");
        HttpClient client = HttpClient.newHttpClient();
        try (ServerProcess worker = start(working, "--worker");
                ServerProcess intake = start(prepare("intake"), "--intake");
                Wire wire = new Wire(new InetSocketAddress("127.0.0.1", intake.port()))) {
            String delivery = dashboard(intake) + "/api/deliveries/1";
            wire.send(HookRequest.push());
            Eventually.within(PATIENCE, () -> assertThat(get(client, delivery)).contains("\"running\""));
            var events = client.send(
                    HttpRequest.newBuilder(URI.create(delivery + "/live")).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream open = events.body()) {
                assertThat(open.read()).isNotNegative();
                String log = delivery + "/actions/0/attempts/1/log?format=text";
                Eventually.within(PATIENCE, () -> assertThat(get(client, log)).isEqualTo("begun\n"));
                Files.createFile(over);
                Eventually.within(PATIENCE, () -> assertThat(get(client, log)).isEqualTo("begun\nended\n"));
            }
            assertThat(worker.lives()).isTrue();
        }
    }

    private static String get(HttpClient client, String address) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void a_server_that_stops_hands_on_the_leadership_and_leaves_the_list() throws Exception {
        try (ServerProcess first = start(prepare("first"));
                ServerProcess second = start(prepare("second"))) {
            assertThat(send(first, HookRequest.push()).status()).isEqualTo(200);

            first.terminate();
            assertThat(first.exitCode()).isZero();

            assertThat(first.output()).noneMatch(line -> line.contains("ERROR"));
            Eventually.within(
                    PATIENCE,
                    () -> assertThat(send(second, HookRequest.of("GET", "/readyz"))
                                    .body())
                            .contains("2: intake and worker, live, leads, this one")
                            .doesNotContain("1: "));
            assertThat(send(second, HookRequest.push()).body()).contains("server 2");
        }
    }

    @Test
    void a_server_that_was_killed_is_taken_over_at_once_by_the_next_one_on_its_folder() throws Exception {
        Path own = prepare("server");
        try (ServerProcess dead = start(own)) {
            assertThat(send(dead, HookRequest.push()).status()).isEqualTo(200);
            dead.kill();
        }
        try (ServerProcess next = start(own)) {
            assertThat(next.output()).anyMatch(line -> line.contains("was taken over server=1"));
            assertThat(send(next, HookRequest.push()).body()).contains("server 2");
        }
    }

    @Test
    void each_metric_of_several_servers_has_a_row_in_the_reference() throws Exception {
        String reference = Files.readString(Path.of("..", "docs", "reference", "metrics.md"));
        String section =
                reference.replaceFirst("(?s).*\n## Several servers\n", "").replaceFirst("(?s)\n## .*", "");
        Set<String> others = metrics(METRIC_ROW, reference.replace(section, ""));
        try (ServerProcess server = start(prepare("server"))) {
            URI address = URI.create(dashboard(server) + "/metrics");
            String scrape = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();

            Set<String> served = metrics(METRIC_TYPE, scrape);
            served.removeIf(metric -> !metric.startsWith("jenvoy_") || others.contains(metric));
            assertThat(served).isEqualTo(metrics(METRIC_ROW, section));
            assertThat(scrape.lines())
                    .contains(
                            "jenvoy_servers{state=\"live\"} 1.0",
                            "jenvoy_leader 1.0",
                            "jenvoy_work_unowned 0.0",
                            "jenvoy_takeovers_total 0.0");
        }
    }

    /** Returns the names of metrics, each with its type. */
    private static Set<String> metrics(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void others_have_as_much_patience_as_the_head_of_a_hook_asks_for() throws Exception {
        Path own = prepare("server");
        Path hook = own.resolve("hooks").resolve("push");
        Files.writeString(hook, "#!/bin/sh\n# jenvoy: kill_grace = 40s\n:\n");
        try (ServerProcess server = start(own)) {
            Eventually.within(
                    PATIENCE,
                    () -> assertThat(servers(server)
                                    .getAsJsonArray("servers")
                                    .get(0)
                                    .getAsJsonObject()
                                    .get("patience_ms")
                                    .getAsLong())
                            .isEqualTo(60_000));
        }
    }

    @Test
    void roles_need_a_shared_journal() {
        TestServer alone = TestServer.in(folder);
        alone.write(alone.json());

        assertThat(new Cli(folder).run("serve", "--intake").err()).contains("has no \"journal\"");
        assertThat(new Cli(folder).run("serve", "--intake", "--worker").code()).isEqualTo(2);
    }

    @Test
    void a_sender_waits_for_a_silent_database_no_longer_than_for_a_hook() throws Exception {
        PostgresServer postgres = PostgresServer.shared();
        try (BadNetwork way = BadNetwork.to(postgres.port())) {
            Path own = prepare("server");
            Path config = own.resolve("config.json");
            Files.writeString(
                    config,
                    Files.readString(config)
                            .replace(":" + postgres.port() + "/", ":" + way.port() + "/")
                            .replaceFirst("\\{", "{\"response_timeout\": \"1s\","));
            try (ServerProcess server = start(own)) {
                assertThat(send(server, HookRequest.push()).status()).isEqualTo(200);

                way.silence();
                long began = System.nanoTime();
                HttpAnswer answer = send(server, HookRequest.push());
                Duration took = Duration.ofNanos(System.nanoTime() - began);

                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).contains("has not said yet");
                // The driver gives a silent connection up after 15 s.
                assertThat(took).isLessThan(Duration.ofSeconds(10));
                way.speak();
                Eventually.within(
                        PATIENCE,
                        () -> assertThat(send(server, HookRequest.push()).status())
                                .isEqualTo(200));
            }
        }
    }
}
