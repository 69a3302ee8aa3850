package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Tests rules for the page's own files, without a browser. */
class PageSourcesTest {

    private static final Path FOLDER = Path.of("src/main/resources/dev/jenvoy/web/page");

    /** The whole page, as it is transferred, in bytes. */
    private static final int HEAVIEST = 150_000;

    /** In bytes; they are compressed already. */
    private static final int HEAVIEST_FONTS = 150_000;

    private static final Pattern MARKUP = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|createContextualFragment|DOMParser|srcdoc"
                    + "|\\beval\\b|new Function|setHTMLUnsafe|javascript:");

    private static final Pattern MAKES_NODES =
            Pattern.compile("createElement|createTextNode|textContent|innerText|\\.data = |nodeValue");

    private static final Pattern INLINE = Pattern.compile("(?i)\\son[a-z]+=|style=|<style|<script>|'style'");

    @Test
    void text_of_others_becomes_markup_nowhere() throws IOException {
        assertThat(files()).allSatisfy((name, text) -> assertThat(text).as(name).doesNotContainPattern(MARKUP));
    }

    @Test
    void one_file_alone_makes_nodes() throws IOException {
        Map<String, String> scripts = files();
        assertThat(scripts.remove("assets/dom.js")).contains("createTextNode");
        scripts.keySet().removeIf(name -> !name.endsWith(".js"));

        assertThat(scripts)
                .isNotEmpty()
                .allSatisfy((name, text) -> assertThat(text).as(name).doesNotContainPattern(MAKES_NODES));
    }

    @Test
    void nothing_is_inline_that_the_policy_would_refuse() throws IOException {
        assertThat(files()).allSatisfy((name, text) -> assertThat(text).as(name).doesNotContainPattern(INLINE));
    }

    @Test
    void nothing_comes_from_another_host() throws IOException {
        assertThat(files())
                .allSatisfy(
                        (name, text) -> assertThat(text.replace("http://www.w3.org/2000/svg", ""))
                                .as(name)
                                .doesNotContainPattern(
                                        "(?:https?://|\\burl\\(\"(?![a-z]+-[0-9a-f]{8}\\.woff2\")|\\burl\\([^\"]|@import|src=\"//)"));
    }

    @Test
    void every_file_that_is_named_is_there_and_every_file_that_is_there_is_named() throws IOException {
        Map<String, String> files = files();
        List<String> named = files.values().stream()
                .flatMap(text -> Pattern.compile(
                                "(?:assets/|'\\./|\\burl\\(\")([a-z]+(?:-[0-9a-f]{8})?\\.[a-z0-9]+)['\"]")
                        .matcher(text)
                        .results())
                .map(found -> "assets/" + found.group(1))
                .distinct()
                .toList();

        files.remove("index.html");
        fonts().forEach(font -> files.put("assets/" + font.getFileName(), ""));
        assertThat(named).containsExactlyInAnyOrderElementsOf(files.keySet());
    }

    @Test
    void all_of_it_together_is_light() throws IOException {
        long wire = files().values().stream().mapToLong(PageSourcesTest::zipped).sum();

        assertThat(wire).isLessThan(HEAVIEST);
    }

    @Test
    void fonts_are_light_and_have_names_that_change_with_them() throws Exception {
        long bytes = 0;
        for (Path font : fonts()) {
            byte[] content = Files.readAllBytes(font);
            bytes += content.length;
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                    .substring(0, 8);
            assertThat(font.getFileName().toString()).endsWith("-" + digest + ".woff2");
        }

        assertThat(fonts()).hasSize(2);
        assertThat(bytes).isLessThan(HEAVIEST_FONTS);
        assertThat(Path.of("src/main/resources/META-INF/licenses"))
                .isDirectoryContaining("glob:**inter-OFL.txt")
                .isDirectoryContaining("glob:**jetbrains-mono-OFL.txt");
    }

    private static List<Path> fonts() throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return all.filter(file -> file.toString().endsWith(".woff2")).toList();
        }
    }

    private static Map<String, String> files() throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".woff2"))
                    .collect(Collectors.toMap(
                            file -> FOLDER.relativize(file).toString(),
                            PageSourcesTest::read,
                            (one, other) -> one,
                            TreeMap::new));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(HookRequest.bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size();
    }
}
