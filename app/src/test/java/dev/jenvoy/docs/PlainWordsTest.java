package dev.jenvoy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Comments and documents are plain English: of the words that mark a translated style, fewer than one in 10,000 words. Code,
 * quoted output and string literals do not count.
 */
class PlainWordsTest {

    private static final Pattern MARKS = Pattern.compile("(?i)\\b(?:whoever|nobody|none|what came of|told|stands)\\b");
    private static final Pattern WORD = Pattern.compile("[A-Za-z']+");
    private static final Pattern LITERAL = Pattern.compile("\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"");
    private static final Pattern COMMENT = Pattern.compile("/\\*[\\s\\S]*?\\*/|//[^\\n]*");
    private static final Pattern CODE_IN_COMMENT = Pattern.compile("\\{@(?:code|link|linkplain) [^}]*}");
    private static final Pattern CODE_IN_PAGE = Pattern.compile("```[\\s\\S]*?```|`[^`\\n]*`|(?m:^ {4}.*$)");
    private static final Set<String> NOT_OURS = Set.of("target", "data", "backup", "node_modules", ".git");

    @Test
    void fewer_than_one_word_in_10_000_is_a_mark_of_a_translated_style() throws IOException {
        long words = 0;
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            String prose = prose(file);
            words += WORD.matcher(prose).results().count();
            Matcher mark = MARKS.matcher(prose);
            while (mark.find()) {
                String around =
                        prose.substring(Math.max(0, mark.start() - 40), Math.min(prose.length(), mark.end() + 20));
                found.add(file.getFileName() + ": " + around.replaceAll("\\s+", " "));
            }
        }

        assertThat(words).isGreaterThan(50_000);
        assertThat(found).as("marks in %d words", words).hasSizeLessThan((int) (words / 10_000));
    }

    private static String prose(Path file) throws IOException {
        String text = Files.readString(file);
        if (file.toString().endsWith(".md")) {
            return CODE_IN_PAGE.matcher(text).replaceAll("");
        }
        StringBuilder comments = new StringBuilder();
        Matcher comment = COMMENT.matcher(LITERAL.matcher(text).replaceAll("\"\""));
        while (comment.find()) {
            comments.append(CODE_IN_COMMENT.matcher(comment.group()).replaceAll(""))
                    .append('\n');
        }
        return comments.toString();
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        collect(Path.of("..").toRealPath(), files);
        return files;
    }

    private static void collect(Path folder, List<Path> files) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path one : all.sorted().toList()) {
                String name = String.valueOf(one.getFileName());
                if (Files.isDirectory(one) && !Files.isSymbolicLink(one)) {
                    if (!NOT_OURS.contains(name)) {
                        collect(one, files);
                    }
                } else if (name.endsWith(".md") || name.endsWith(".java")) {
                    files.add(one);
                }
            }
        }
    }
}
