package dev.jenvoy.contract.ticket.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jenvoy tickets explain} and {@code check} with several trackers, and with a sender that says less than others. */
class ExplainSeveralTest {

    private static final String BITBUCKET = """
            {"repository":{"full_name":"acme/site"},"actor":{"nickname":"ada"},"pullrequest":{"id":7,"title":"EV-1 doors",
            "destination":{"branch":{"name":"main"},"repository":{"full_name":"acme/site"}},
            "source":{"branch":{"name":"a"},"commit":{"hash":"1a2b"},"repository":{"full_name":"acme/site"}}}}
            """;

    @TempDir
    private Path folder;

    private Cli.Ran tickets(String... arguments) {
        List<String> all = new ArrayList<>(List.of("tickets"));
        all.addAll(List.of(arguments));
        return new Cli(folder).run(all.toArray(String[]::new));
    }

    private static Map<String, Object> tracker(String project, Map<String, Object> more) {
        Map<String, Object> tracker = new LinkedHashMap<>(Map.of(
                "kind", "jira",
                "url", "https://tracker.example",
                "token", "not-a-real-token",
                "statefile", project + ".hcl",
                "projects", List.of(project)));
        tracker.putAll(more);
        return tracker;
    }

    private void configure(Map<String, Object> more, Map<String, Map<String, Object>> trackers) throws IOException {
        Files.createDirectories(folder.resolve("statemachines"));
        for (String project : List.of("EV", "SOC", "OPS")) {
            Files.writeString(
                    folder.resolve("statemachines/" + project + ".hcl"),
                    TrackedServer.machine().replace("\"soc\"", "\"" + project + "\""));
        }
        Map<String, Object> config = new LinkedHashMap<>(more);
        config.put("tickets", Map.of("trackers", trackers));
        Files.writeString(folder.resolve("config.json"), new Gson().toJson(config));
    }

    @Test
    void a_key_of_one_tracker_is_no_look_alike_and_each_look_alike_is_told_once() throws Exception {
        Map<String, Map<String, Object>> trackers = new LinkedHashMap<>();
        trackers.put("events", tracker("EV", Map.of()));
        trackers.put("social", tracker("SOC", Map.of()));
        trackers.put("other", tracker("OPS", Map.of("on", Map.of("opened", "next"))));
        configure(Map.of(), trackers);
        Files.writeString(folder.resolve("release.json"), TrackedServer.releaseJson(7, "EV-1 UTF-8 ev-2"));

        Cli.Ran ran = tickets("explain", "--payload", "release.json");

        assertThat(ran.out()).isEqualTo("""
                Event release of github

                release, github acme/site release 7
                  events, "next":
                    EV-1  body, line 1, column 1
                  social, "next": no ticket
                  other is not asked: "on" has no event for release
                  not UTF-8  body, line 1, column 6: its project is not configured
                  not ev-2  body, line 1, column 12: not in upper case
                """);
        JsonObject happening = JsonParser.parseString(tickets("explain", "--payload", "release.json", "--json")
                        .out())
                .getAsJsonObject()
                .getAsJsonArray("happenings")
                .get(0)
                .getAsJsonObject();
        assertThat(happening.getAsJsonArray("look_alikes")).hasSize(2);
        assertThat(happening.getAsJsonArray("trackers").toString()).doesNotContain("look_alikes");
    }

    @Test
    void explain_says_that_bitbucket_does_not_say_the_default_branch() throws Exception {
        configure(Map.of(), Map.of("events", tracker("EV", Map.of())));
        Files.writeString(folder.resolve("bb.json"), BITBUCKET);
        String[] explain = {"explain", "--payload", "bb.json", "--event", "pullrequest:fulfilled", "--as", "bitbucket"};

        assertThat(tickets(explain).out())
                .contains("  events is not asked: the payload does not say the default branch (Bitbucket never does):"
                        + " name yours in \"branches\"\n");

        configure(Map.of(), Map.of("events", tracker("EV", Map.of("branches", List.of("main")))));
        assertThat(tickets(explain).out()).contains("  events, \"next\":\n    EV-1  title");
        configure(Map.of(), Map.of("events", tracker("EV", Map.of("branches", List.of("next")))));
        assertThat(tickets(explain).out()).contains("\"branches\" does not list main");
    }

    @Test
    void check_says_so_too_if_deliveries_of_bitbucket_are_configured() throws Exception {
        String hint = "  Bitbucket does not say the default branch: name yours in \"branches\", or its deliveries move"
                + " nothing by merged\n";
        Map<String, Object> bitbucket =
                Map.of("senders", Map.of("bitbucket", Map.of("secret", "0123456789abcdef0123456789abcdef")));

        configure(bitbucket, Map.of("events", tracker("EV", Map.of())));
        Cli.Ran ran = tickets("check");
        assertThat(ran.out()).contains(hint, "No errors found.");
        assertThat(ran.code()).isZero();
        assertThat(tickets("check", "--json").out()).contains("\"hints\"", "name yours in");

        configure(bitbucket, Map.of("events", tracker("EV", Map.of("branches", List.of("main")))));
        assertThat(tickets("check").out()).doesNotContain("Bitbucket");
        configure(bitbucket, Map.of("events", tracker("EV", Map.of("on", Map.of("opened", "next")))));
        assertThat(tickets("check").out()).doesNotContain("Bitbucket");
        configure(Map.of(), Map.of("events", tracker("EV", Map.of())));
        assertThat(tickets("check").out()).doesNotContain("Bitbucket");
    }
}
