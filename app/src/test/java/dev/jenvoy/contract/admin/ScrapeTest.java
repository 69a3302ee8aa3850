package dev.jenvoy.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests what Prometheus gets from a running server, and the pages and files that name the metrics. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScrapeTest {

    private static final String TOKEN = "an administrator's token";
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `((?:jenvoy|jvm|process)_[a-z_]+)` \\| ([a-z]+) \\|([^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("\\b(?:jenvoy|jvm|process)_[a-z_]+");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"");

    private static final String MACHINE = """
            provisioner "soc" {
              aliasmapper "soc" {
                aliases = { "to_do" = "To Do", "done" = "Done" }
              }
              statemachine "soc" {
                initial = "to_do"
                state "to_do" "next" { transition = "done" }
                state "done" "next" { transition = "<end>" }
              }
            }
            """;

    private TestServer site;
    private String scrape;

    @BeforeAll
    void run(@TempDir Path folder) throws Exception {
        site = TestServer.in(folder)
                .with("admin_token", TOKEN)
                .with(
                        "chat",
                        Map.of(
                                "rooms", Map.of("dev", Map.of("kind", "slack", "url", "http://127.0.0.1:1/nothing")),
                                "routes", List.of(Map.of("repo", "acme/*", "room", "dev", "events", List.of("push")))))
                .with(
                        "tickets",
                        Map.of(
                                "trackers",
                                Map.of(
                                        "atlassian",
                                        Map.of(
                                                "url", "http://127.0.0.1:1",
                                                "user", "ann@acme.example",
                                                "token", "none",
                                                "statefile", "jira.hcl",
                                                "projects", List.of("SOC"),
                                                "retries", 0))))
                .with(
                        "forges",
                        Map.of(
                                "hosts",
                                Map.of("github.com", Map.of("token", "not-a-real-token", "api", "http://127.0.0.1:1"))))
                .with("hooks", Map.of("all", Map.of("report", "status")))
                .hook("all", "#!/bin/sh", "# jenvoy: branches = reported")
                .hook("push", "#!/bin/sh", "exit 3")
                .hook("push-site", "#!/bin/sh", "exit 0");
        Files.createDirectories(folder.resolve("statemachines"));
        Files.writeString(folder.resolve("statemachines/jira.hcl"), MACHINE);
        site.start();
        site.send(HookRequest.push());
        site.send(HookRequest.event("issues", Payloads.of("")));
        site.send(HookRequest.push().unsigned());
        site.send(HookRequest.event(
                "pull_request",
                "{\"action\":\"opened\",\"number\":7,\"pull_request\":{\"number\":7,\"base\":{\"ref\":\"reported\"},"
                        + "\"head\":{\"sha\":\"6113728f27ae82c7b1a177c8d03f9e96e0adf246\"}},"
                        + "\"repository\":{\"name\":\"site\",\"full_name\":\"acme/site\",\"owner\":{\"login\":\"acme\"},"
                        + "\"html_url\":\"https://github.com/acme/site\"}}"));
        site.send(HookRequest.event(
                "release",
                Payloads.of("\"action\":\"released\",\"release\":{\"id\":7,\"draft\":false,\"prerelease\":false,"
                        + "\"name\":\"SOC-1\"}")));
        Eventually.that(() -> assertThat(scrape().body())
                .contains(
                        "unmatched",
                        "jenvoy_chat_messages_total{",
                        "jenvoy_ticket_moves_total{",
                        "jenvoy_forge_reports_total{",
                        "event=\"release\""));
        scrape = scrape().body();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private HttpAnswer scrape() throws IOException {
        return site.admin(HookRequest.of("GET", "/metrics").with("Authorization", "Bearer " + TOKEN));
    }

    @Test
    void what_happened_is_counted() {
        assertThat(scrape.lines())
                .contains(
                        "jenvoy_deliveries_total{event=\"push\",outcome=\"failed\",source=\"github\"} 1.0",
                        "jenvoy_deliveries_total{event=\"issues\",outcome=\"unmatched\",source=\"github\"} 1.0",
                        "jenvoy_hook_runs_total{hook=\"push-site\",outcome=\"succeeded\"} 1.0",
                        "jenvoy_hook_runs_total{hook=\"push\",outcome=\"failed\"} 1.0",
                        "jenvoy_hook_failures_total 1.0",
                        "jenvoy_hook_run_seconds_count{hook=\"push\"} 1",
                        "jenvoy_refusals_total{check=\"signature-header\",source=\"github\"} 1.0",
                        "jenvoy_deliveries_queued 0.0",
                        "jenvoy_deliveries_waiting{reason=\"predecessor\"} 0.0",
                        "jenvoy_deliveries_running 0.0",
                        "jenvoy_ticket_moves_total{result=\"unreachable\",tracker=\"atlassian\"} 1.0",
                        "jenvoy_tickets_waiting{tracker=\"atlassian\"} 0.0",
                        "jenvoy_tracker_usable{tracker=\"atlassian\"} 1.0",
                        "jenvoy_ready 1.0",
                        "jenvoy_config_valid 1.0")
                .anyMatch(line -> line.matches("jenvoy_journal_commit_seconds_count\\{synced=\"true\"} [1-9].*"))
                .anyMatch(line -> line.matches("jenvoy_journal_commit_seconds_count\\{synced=\"false\"} [1-9].*"));
    }

    @Test
    void only_a_client_with_the_token_gets_metrics() throws Exception {
        assertThat(site.admin("/metrics").status()).isEqualTo(401);
        assertThat(scrape().field("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(site.get("/metrics").status()).isEqualTo(404);
    }

    @Test
    void the_reference_has_a_row_for_every_metric_with_its_type_and_labels_and_for_no_other() throws Exception {
        Map<String, String> written = new TreeMap<>();
        // This server has a journal of its own.
        String reference =
                read("docs/reference/metrics.md").replaceFirst("(?s)\n## Several servers\n.*?\n## ", "\n## ");
        ROW.matcher(reference).results().forEach(row -> {
            String labels = row.group(3).replace("`", "").replace(" ", "");
            written.put(row.group(1), row.group(2) + " " + new TreeSet<>(List.of(labels.split(","))));
        });

        assertThat(written).isEqualTo(served());
    }

    /** Returns each metric's type and labels. */
    private Map<String, String> served() {
        Map<String, String> all = new TreeMap<>();
        TYPE.matcher(scrape).results().forEach(type -> {
            String name = type.group(1);
            TreeSet<String> labels = new TreeSet<>();
            Pattern samples = Pattern.compile("(?m)^" + name + "(?:_bucket|_sum|_count)?\\{(.*)} .*$");
            samples.matcher(scrape)
                    .results()
                    .forEach(sample -> LABEL.matcher(sample.group(1))
                            .results()
                            .map(label -> label.group(1))
                            .filter(label -> !label.equals("le"))
                            .forEach(labels::add));
            if (labels.isEmpty()) {
                labels.add("");
            }
            all.put(name, type.group(2) + " " + labels);
        });
        return all;
    }

    @Test
    void the_dashboard_asks_for_metrics_that_are_there() throws Exception {
        JsonObject dashboard =
                JsonParser.parseString(read("docs/deploy/grafana.json")).getAsJsonObject();
        List<String> expressions = new ArrayList<>();
        for (JsonElement panel : dashboard.getAsJsonArray("panels")) {
            JsonArray targets = panel.getAsJsonObject().getAsJsonArray("targets");
            assertThat(targets).isNotEmpty();
            targets.forEach(target ->
                    expressions.add(target.getAsJsonObject().get("expr").getAsString()));
        }

        assertThat(expressions).hasSizeGreaterThan(10).allSatisfy(this::isAnswered);
        assertThat(dashboard.getAsJsonObject("templating").toString()).contains("label_values(jenvoy_build_info, job)");
    }

    @Test
    void the_alerts_ask_for_metrics_that_are_there() throws Exception {
        List<String> expressions = Pattern.compile("(?m)^ +expr: (.*)$")
                .matcher(read("docs/how-to/monitor.md"))
                .results()
                .map(found -> found.group(1))
                .filter(expression -> !expression.startsWith("up{"))
                .toList();

        assertThat(expressions).hasSizeGreaterThan(5).allSatisfy(this::isAnswered);
    }

    /** Checks that every metric in the expression has samples with the labels that it uses. */
    private void isAnswered(String expression) {
        assertThat(NAME.matcher(expression).results().map(MatchResult::group))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(scrape).containsPattern("(?m)^" + name + "[{ ]"));
        Pattern by = Pattern.compile("by \\(([a-z, ]+)\\)");
        by.matcher(expression)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(", ")))
                .forEach(label -> assertThat(samples(expression)).contains(label + "=\""));
    }

    private String samples(String expression) {
        String name = NAME.matcher(expression)
                .results()
                .findFirst()
                .map(MatchResult::group)
                .orElseThrow();
        return String.join(
                "\n", scrape.lines().filter(line -> line.startsWith(name)).toList());
    }

    private static String read(String path) throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("config.json.sample"))) {
            folder = folder.getParent();
        }
        return Files.readString(folder.resolve(path));
    }
}
