package dev.jenvoy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.jenvoy.hook.variable.PassedVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that every link of every page leads somewhere, and that pages name classes, never lines. */
class LinksTest {

    /** Folders that builds and running servers leave in a checkout. */
    private static final Set<String> NOT_OURS = Set.of("target", "data", "backup", "node_modules");

    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");
    private static final Pattern LINE_NUMBER =
            Pattern.compile("\\.(?:java|xml|sh|py|json|md|ya?ml):[0-9]+|#L[0-9]+|(?i:\\blines? [0-9]+ (?:of|in)\\b)");
    private static final Pattern ENV_PASS = Pattern.compile("\"env_pass\": \\[([^\\]]*)\\]");
    private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)*)`");
    private static final Set<String> CLASSES_OF_JAVA = Set.of("Duration", "Path", "Instant", "Supplier");

    @ParameterizedTest
    @MethodSource("pages")
    void every_relative_link_and_anchor_resolves(DocumentPage page) throws IOException {
        List<String> broken = new ArrayList<>();
        for (String link : page.links()) {
            if (!ELSEWHERE.matcher(link).matches() && !resolves(page, link)) {
                broken.add(link);
            }
        }

        assertThat(broken).as("links of %s that lead nowhere", page).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void no_page_cites_a_line_by_its_number(DocumentPage page) {
        List<String> cited = LINE_NUMBER
                .matcher(page.prose())
                .results()
                .map(found -> found.group())
                .toList();

        assertThat(cited).as("line numbers in %s", page).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_fenced_block_is_closed(DocumentPage page) {
        long fences = page.text()
                .lines()
                .filter(line -> line.strip().startsWith("```"))
                .count();

        assertThat(fences % 2).as("fences in %s", page).isZero();
    }

    @Test
    void every_page_under_docs_is_in_the_index() throws IOException {
        Path docs = SourceTree.root().resolve("docs");
        Set<Path> linked = new TreeSet<>();
        for (String link : DocumentPage.read(docs.resolve("README.md")).links()) {
            linked.add(docs.resolve(link.replaceFirst("#.*", "")).normalize());
        }

        assertThat(pages().map(DocumentPage::file).filter(file -> file.startsWith(docs)))
                .as("pages that docs/README.md links to")
                .allMatch(file -> file.equals(docs.resolve("README.md")) || linked.contains(file));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_variable_that_a_page_passes_on_to_hooks_is_passed_on(DocumentPage page) {
        List<String> names = ENV_PASS.matcher(page.text())
                .results()
                .flatMap(example -> NAME.matcher(example.group(1)).results())
                .map(name -> name.group(1))
                .toList();

        assertThat(new PassedVariables(names).withheld(Set.of())).isEmpty();
    }

    @Test
    void every_key_of_the_sample_is_in_the_configuration_reference() throws IOException {
        String reference = Files.readString(SourceTree.root().resolve("docs/reference/configuration.md"));
        Set<String> keys = JsonParser.parseString(
                        Files.readString(SourceTree.root().resolve("config.json.sample")))
                .getAsJsonObject()
                .keySet();

        assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(reference).contains("\n| `" + key + "` |"));
    }

    @Test
    void every_class_that_the_architecture_names_exists() throws IOException {
        Set<String> there;
        try (Stream<Path> sources = Files.walk(SourceTree.root().resolve("app/src"))) {
            there = sources.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        List<String> named = CLASS.matcher(DocumentPage.read(SourceTree.root().resolve("docs/architecture.md"))
                        .prose())
                .results()
                .map(found -> found.group(1))
                .filter(name -> !CLASSES_OF_JAVA.contains(name))
                .toList();

        assertThat(named).isNotEmpty().allMatch(there::contains);
    }

    static Stream<DocumentPage> pages() throws IOException {
        List<DocumentPage> pages = new ArrayList<>();
        for (Path file : SourceTree.files(".md")) {
            pages.add(DocumentPage.read(file));
        }
        return pages.stream();
    }

    /** Resolves a link relative to the page, within the checkout. */
    private static boolean resolves(DocumentPage page, String link) throws IOException {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target =
                path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
        if (!target.startsWith(SourceTree.root()) || !Files.exists(target)) {
            return false;
        }
        return hash < 0 || DocumentPage.read(target).anchors().contains(link.substring(hash + 1));
    }
}
