package dev.jenvoy.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.option.Option;
import dev.jenvoy.sender.custom.CustomSenderEntry;
import dev.jenvoy.sender.registry.SenderTypes;
import dev.jenvoy.sender.type.SenderType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The sample and every configuration in the documents can be used as they stand. */
class DocumentsTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```json *\\R(.*?)^ *``` *$");

    /** What the documents' references stand for. */
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("WEBHOOK_SECRET", "a secret that the documents name"),
            Map.entry("ADMIN_TOKEN", "a token that the documents name"),
            Map.entry("ENDPOINT_KEY", "0123456789abcdef".repeat(4)),
            Map.entry("DATABASE_PASSWORD", "a password that the documents name"),
            Map.entry("TRAVIS_TOKEN", "a token of Travis that the documents name"),
            Map.entry("GITLAB_TOKEN", "a token that the documents name"),
            Map.entry("GITLAB_SIGNING_TOKEN", "whsec_cGxhbnRlZC1naXRsYWItc2lnbmluZy10b2tlbi05ZDE="),
            Map.entry("GITEA_SECRET", "a secret that the documents name"),
            Map.entry("BITBUCKET_SECRET", "a secret that the documents name"),
            Map.entry("BUILD_TOKEN", "a token that the documents name"),
            Map.entry("DEPOT_SECRET", "a secret that the documents name"),
            Map.entry("REGISTRY_TOKEN", "a token that the documents name"),
            Map.entry("SITE_TOKEN", "a token that the documents name"),
            Map.entry("STRIPE_SECRET", "whsec_a-secret-that-the-documents-name"),
            Map.entry("SHOPIFY_SECRET", "a secret that the documents name"),
            Map.entry("SLACK_SIGNING_SECRET", "a secret that the documents name"),
            Map.entry("DOCKER_HUB_TOKEN", "a-token-that-the-documents-name"),
            Map.entry("GRAFANA_SECRET", "a secret that the documents name"),
            Map.entry("GRAFANA_PASSWORD", "a secret that the documents name"),
            Map.entry("UPTIME_KUMA_TOKEN", "a token that the documents name"),
            Map.entry("HOME_ASSISTANT_TOKEN", "a token that the documents name"),
            Map.entry("GITHUB_APP_SECRET", "a secret that the documents name"),
            Map.entry("META_VERIFY_TOKEN", "a token that the documents name"),
            Map.entry("META_APP_SECRET", "a secret that the documents name"),
            Map.entry("METRICS_TOKEN", "another-token-that-the-documents-name"),
            Map.entry("NIGHT_SHIFT_TOKEN", "a-token-that-the-documents-name"),
            Map.entry("GITHUB_TOKEN", "a-token-that-the-documents-name"),
            Map.entry("GITLAB_API_TOKEN", "a-token-that-the-documents-name"),
            Map.entry("GITLAB_TOOLS_TOKEN", "a-token-that-the-documents-name"),
            Map.entry("CODEBERG_TOKEN", "a-token-that-the-documents-name"),
            Map.entry("BITBUCKET_TOKEN", "a-token-that-the-documents-name"));

    /** Defaults that the reference words, by key. */
    private static final Map<String, String> WORDED =
            Map.of("max_concurrent", "four times the processors, at least `8`", "SIG_HASH_ITERATIONS", "`1000`");

    /** Keys to which a first configuration gives another value than the default. */
    private static final List<String> CHOSEN_FIRST = List.of("allowed_ips", "child_hooks", "common_names");

    @TempDir
    Path temp;

    @Test
    void the_sample_loads_without_a_complaint_but_for_the_open_door() throws IOException {
        String sample = Files.readString(root().resolve("config.json.sample"));
        ConfigFolder fresh = new ConfigFolder(temp, Map.of());

        assertThat(fresh.problems(sample)).isEmpty();
        assertThat(fresh.config(sample).get(HooksOptions.GROUP).childRule()).isEqualTo(ChildRule.DELIMITED);
    }

    @TestFactory
    Stream<DynamicTest> every_configuration_in_the_documents_loads() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents()) {
            Matcher block = BLOCK.matcher(Files.readString(document));
            while (block.find()) {
                String json = block.group(2);
                String name = root().relativize(document) + ", block " + (tests.size() + 1);
                tests.add(DynamicTest.dynamicTest(name, () -> {
                    ConfigFolder folder = new ConfigFolder(temp, ENVIRONMENT);
                    folder.write("secrets/webhook", "a secret that the documents name\n");
                    folder.write("secrets/my-repo", "a secret that the documents name\n");
                    folder.write("secrets/admin-token", "a secret that the documents name\n");
                    folder.write("secrets/wallboard", "another secret that the documents name\n");
                    folder.write("secrets/proxy", "a secret that the documents name\n");
                    folder.write("database/password", "a password that the documents name\n");
                    folder.write("database/endpoint_key", "0123456789abcdef".repeat(4) + "\n");
                    assertThat(folder.problems(json)).isEmpty();
                }));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    @Test
    void the_reference_has_a_row_for_every_key_as_it_is_declared() throws IOException {
        String reference = Files.readString(root().resolve("docs/reference/configuration.md"));
        List<String> rows = Pattern.compile(
                        "(?m)^\\| `([A-Za-z0-9_]+)` \\| (.*) \\| (.*) \\| (live|restart) \\| (.*) \\|$")
                .matcher(reference)
                .results()
                .map(row -> String.join(" | ", row.group(1), row.group(2), row.group(3), row.group(4), row.group(5)))
                .toList();

        List<Option<?>> keys = Config.keys();
        assertThat(rows)
                .extracting(row -> row.substring(0, row.indexOf(' ')))
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().<String>map(Option::key).toList());
        for (Option<?> key : keys) {
            assertThat(rows).anyMatch(row -> row.startsWith(row(key)), row(key));
        }
    }

    @Test
    void the_reference_has_a_row_for_every_option_of_single_hooks_as_it_is_declared() throws IOException {
        String reference = Files.readString(root().resolve("docs/reference/configuration.md"));
        int begin = reference.indexOf("\n## Options of single hooks");
        String section = reference.substring(begin, reference.indexOf("\n## ", begin + 1));
        List<String> rows = Pattern.compile("(?m)^\\| (`.*) \\|$")
                .matcher(section)
                .results()
                .map(row -> row.group(1))
                .toList();

        List<Option<?>> keys = HookOptions.GROUP.options();
        assertThat(rows).hasSameSizeAs(keys);
        for (Option<?> key : keys) {
            String fallback = key.source()
                    .<String>map(Option::key)
                    .orElseGet(() -> fallback(key).toString());
            assertThat(key.change()).isEqualTo(Option.Change.LIVE);
            assertThat(rows)
                    .anyMatch(row -> row.startsWith(
                            String.join(" | ", "`" + key.key() + "`", key.type(), "`" + fallback + "`", key.help())));
        }
    }

    @Test
    void the_reference_has_a_row_for_every_key_of_a_sender_as_it_is_declared() throws IOException {
        String reference = Files.readString(root().resolve("docs/reference/configuration.md"));
        List<String> rows = Pattern.compile("(?m)^\\| (`senders\\..*) \\|$")
                .matcher(reference)
                .results()
                .map(row -> row.group(1))
                .toList();

        for (SenderType type : SenderTypes.ALL) {
            if (!type.identity().name().equals(SenderTypes.DEFAULT)) {
                type.entry()
                        .keys()
                        .forEach(key ->
                                assertSenderRow(rows, "(NAME|" + type.identity().name() + ")", key));
            }
        }
        new CustomSenderEntry(Set.of(), "").keys().forEach(key -> assertSenderRow(rows, "NAME", key));
    }

    private static void assertSenderRow(List<String> rows, String name, Option<?> key) {
        String row = "`senders\\." + name + "\\." + key.key() + "` \\| " + Pattern.quote(key.type() + " |") + ".*"
                + Pattern.quote("| live | " + key.help()) + ".*";
        assertThat(rows).anyMatch(found -> found.matches(row), row);
    }

    @Test
    void the_sample_has_the_defaults_but_for_what_a_first_configuration_chooses() throws IOException {
        JsonObject sample = JsonParser.parseString(Files.readString(root().resolve("config.json.sample")))
                .getAsJsonObject();
        Map<String, Option<?>> keys = Config.keys().stream().collect(Collectors.toMap(Option::key, key -> key));

        assertThat(keys.keySet()).containsAll(sample.keySet());
        for (String key : sample.keySet()) {
            if (!CHOSEN_FIRST.contains(key)) {
                assertThat(sample.get(key)).as(key).isEqualTo(fallback(keys.get(key)));
            }
        }
    }

    private static String row(Option<?> key) {
        return String.join(
                " | ",
                key.key(),
                key.type(),
                WORDED.getOrDefault(key.key(), "`" + fallback(key) + "`"),
                key.change().name().toLowerCase(Locale.ROOT),
                key.help());
    }

    /** Returns the default as a file would have it; paths are relative to its folder. */
    private static <T> JsonElement fallback(Option<T> key) {
        Object shown = key.shown(key.fallback(Path.of("/"))).orElse("");
        boolean isPath = key.type().equals("path");
        return new Gson().toJsonTree(isPath ? String.valueOf(shown).substring(1) : shown);
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(root().resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("config.json.sample"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new AssertionError(
                        "no config.json.sample above " + Path.of("").toAbsolutePath());
            }
            folder = parent;
        }
        return folder;
    }
}
