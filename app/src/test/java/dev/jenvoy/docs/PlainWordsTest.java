package dev.jenvoy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern CODE_IN_PAGE = Pattern.compile("`[^`\n]*`|(?m:^ {4}.*$)");

    @Test
    void fewer_than_one_word_in_10_000_is_a_mark_of_a_translated_style() throws IOException {
        long words = 0;
        List<String> found = new ArrayList<>();
        for (Map.Entry<Path, String> file : prose().entrySet()) {
            String prose = file.getValue();
            words += WORD.matcher(prose).results().count();
            Matcher mark = MARKS.matcher(prose);
            while (mark.find()) {
                String around =
                        prose.substring(Math.max(0, mark.start() - 40), Math.min(prose.length(), mark.end() + 20));
                found.add(file.getKey().getFileName() + ": " + around.replaceAll("\\s+", " "));
            }
        }

        assertThat(words).isGreaterThan(50_000);
        assertThat(found).as("marks in %d words", words).hasSizeLessThan((int) (words / 10_000));
    }

    @Test
    void the_glossary_has_at_most_twenty_words() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/concepts/glossary.md")).stream()
                .filter(line -> line.startsWith("| **"))
                .toList();

        assertThat(rows).isNotEmpty().doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(20);
    }

    private static Map<Path, String> prose() throws IOException {
        Map<Path, String> all = new TreeMap<>();
        for (Path file : SourceTree.files(".md")) {
            all.put(file, CODE_IN_PAGE.matcher(DocumentPage.read(file).prose()).replaceAll(""));
        }
        for (Path file : SourceTree.files(".java")) {
            all.put(file, comments(Files.readString(file)));
        }
        return all;
    }

    private static String comments(String source) {
        StringBuilder comments = new StringBuilder();
        Matcher comment = COMMENT.matcher(LITERAL.matcher(source).replaceAll("\"\""));
        while (comment.find()) {
            comments.append(CODE_IN_COMMENT.matcher(comment.group()).replaceAll(""))
                    .append('\n');
        }
        return comments.toString();
    }
}
