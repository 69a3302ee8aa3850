package dev.jenvoy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The sample and every configuration in the documents can be used as they stand. */
class DocumentsTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```json *\\R(.*?)^ *``` *$");

    /** What the documents' references stand for. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "WEBHOOK_SECRET", "a secret that the documents name",
            "ADMIN_TOKEN", "a token that the documents name",
            "TRAVIS_TOKEN", "a token of Travis that the documents name",
            "SITE_TOKEN", "a token that the documents name");

    /** Keys that keep the names that they have elsewhere, by the part of the configuration that they make up. */
    private static final Map<String, List<String>> NAMED_ELSEWHERE = Map.of(
            "triggers", List.of("TRIGGERS", "SIG_HASH_ITERATIONS", "SIG_TIMESTAMP_EXPIRATION", "SIG_TIMESTAMP_FUTURE"));

    @TempDir
    Path temp;

    @Test
    void the_sample_loads_without_a_complaint_but_for_the_open_door() throws IOException {
        String sample = Files.readString(root().resolve("config.json.sample"));
        ConfigFolder fresh = new ConfigFolder(temp, Map.of());

        assertThat(fresh.problems(sample)).isEmpty();
        assertThat(fresh.config(sample).childHooks()).isEqualTo(ChildHooks.DELIMITED);
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
                    assertThat(folder.problems(json)).isEmpty();
                }));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    @Test
    void the_reference_has_a_row_for_every_key_and_for_no_other() throws IOException {
        String reference = Files.readString(root().resolve("docs/reference/configuration.md"));
        List<String> rows = Pattern.compile("(?m)^\\| `([A-Za-z0-9_]+)` \\|.*\\| (?:live|restart) \\|.*$")
                .matcher(reference)
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(rows).containsExactlyInAnyOrderElementsOf(keys());
    }

    private static List<String> keys() {
        return Arrays.stream(Config.class.getRecordComponents())
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .filter(key -> !key.equals("secret_variables"))
                .flatMap(key -> NAMED_ELSEWHERE.getOrDefault(key, List.of(key)).stream())
                .toList();
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
