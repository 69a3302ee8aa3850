package dev.jenvoy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command lines of the documents are understood, and those that need no server do not end as wrong usage. */
class CommandLinesTest {

    private static final Pattern IN_BLOCK = Pattern.compile("(?m)^ *(?:\\$ )?(?:\\./)?jenvoy ([a-z].*)$");
    private static final Pattern IN_TEXT = Pattern.compile("`(?:\\./)?jenvoy ([a-z][^`\\n]*)`");

    /** What a shell takes for itself, and what begins a comment. */
    private static final Pattern END = Pattern.compile("\\s+(?:[#|>&;]|2>).*|\\).*");

    /** How a synopsis shows what can be left out, repeated or chosen. */
    private static final Pattern SYNOPSIS = Pattern.compile("[\\[\\]\u2026|]|\\.\\.\\.");

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    /** These read files alone. */
    private static final List<String> OFFLINE = List.of("explain", "chat render", "tickets explain");

    @TempDir
    private Path folder;

    private record Shown(Path file, String line) {

        List<String> words() {
            return WORD.matcher(line).results().map(Shown::word).toList();
        }

        private static String word(MatchResult word) {
            return word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3);
        }

        boolean isOffline() {
            return OFFLINE.stream()
                    .anyMatch(
                            command -> line.matches(command + " (?!-).*") || line.matches(command + " .*--payload .*"));
        }
    }

    private static List<Shown> shown() throws IOException {
        List<Shown> all = new ArrayList<>();
        for (Path file : SourceTree.files(".md")) {
            String text = Files.readString(file);
            for (Pattern pattern : List.of(IN_BLOCK, IN_TEXT)) {
                pattern.matcher(text)
                        .results()
                        .map(found -> END.matcher(found.group(1))
                                .replaceFirst("")
                                .replace(" TIME", " 1d")
                                .strip())
                        .filter(line -> !SYNOPSIS.matcher(line).find())
                        .forEach(line -> all.add(new Shown(file, line)));
            }
        }
        return all;
    }

    @Test
    void every_command_line_is_understood() throws IOException {
        List<Shown> all = shown();
        assertThat(all).hasSizeGreaterThan(60);
        for (Shown one : all) {
            // A command that is only named has no arguments yet.
            if (one.words().stream()
                    .anyMatch(word -> word.startsWith("-") || word.contains("/") || word.contains("."))) {
                assertThat(new Cli(folder).misread(one.words().toArray(String[]::new)))
                        .as("%s: %s", one.file(), one.line())
                        .isEmpty();
            }
        }
    }

    @Test
    void those_that_read_files_alone_run() throws IOException {
        Files.createDirectories(folder.resolve("hooks"));
        Files.writeString(folder.resolve("config.json"), "{\"tickets\": {}}");
        List<Shown> some = shown().stream().filter(Shown::isOffline).toList();
        assertThat(some).hasSizeGreaterThan(4);
        for (Shown one : some) {
            for (String word : one.words()) {
                if (word.endsWith(".json") || word.equals("FILE")) {
                    Files.writeString(folder.resolve(word), "{\"repository\": {\"name\": \"site\"}}");
                }
            }
            Cli.Ran ran = new Cli(folder).run(one.words().toArray(String[]::new));
            assertThat(ran.code())
                    .as("%s: %s\n%s", one.file(), one.line(), ran.err())
                    .isNotEqualTo(2);
        }
    }
}
