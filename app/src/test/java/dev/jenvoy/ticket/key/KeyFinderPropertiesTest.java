package dev.jenvoy.ticket.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** The finder finds what a plain pattern finds, and hides what commonmark takes for code. */
class KeyFinderPropertiesTest {

    private static final KeyFinder FINDER = new KeyFinder(List.of("SOC", "DEV_OPS", "OPS"));

    private static final Pattern KEY = Pattern.compile(
            "(?<![\\p{L}\\p{N}\\p{M}\\p{Cf}_$])(DEV_OPS|SOC|OPS)-([1-9][0-9]{0,9})(?![\\p{L}\\p{N}\\p{M}\\p{Cf}_])(?!\\.[0-9])");

    @Property(tries = 3_000)
    void in_a_line_it_finds_what_a_pattern_finds(@ForAll("lines") String text) {
        Set<String> expected = new LinkedHashSet<>();
        Matcher key = KEY.matcher(text);
        while (key.find()) {
            expected.add(key.group());
        }

        assertThat(keys(text, KeyRule.LINE)).isEqualTo(List.copyOf(expected));
    }

    @Property(tries = 3_000)
    void every_find_stands_where_it_is_said_to_stand(@ForAll("markup") String text, @ForAll KeyRule rule) {
        FoundKeys found = FINDER.find(List.of(new KeySource("text", text, rule)));

        List<String> lines = List.of(text.split("\n", -1));
        assertThat(found.keys())
                .allSatisfy(key -> assertThat(behind(lines, key.line(), key.column()))
                        .startsWithIgnoringCase(key.key().toString()));
        assertThat(found.lookAlikes())
                .allSatisfy(key ->
                        assertThat(behind(lines, key.line(), key.column())).startsWith(key.text()));
        assertThat(found.keys()).extracting(FoundKey::key).doesNotHaveDuplicates();
    }

    @Property(tries = 3_000)
    void what_needs_a_word_of_closing_is_part_of_what_needs_none(@ForAll("markup") String text) {
        assertThat(keys(text, KeyRule.MARKUP)).containsAll(keys(text, KeyRule.CLOSING));
        assertThat(keys(text, KeyRule.LINE)).containsAll(keys(text, KeyRule.MARKUP));
    }

    @Property(tries = 3_000)
    void in_markup_it_hides_the_code_that_commonmark_sees(@ForAll("code") List<String> pieces) {
        String text = "x " + numbered(pieces);

        assertThat(keys(text, KeyRule.MARKUP)).as(text).isEqualTo(seen(text).orElseThrow());
    }

    @Property(tries = 10_000)
    void in_blocks_of_markup_it_finds_what_people_see(@ForAll("blocks") List<String> pieces) {
        String text = numbered(pieces);

        seen(text)
                .ifPresent(expected ->
                        assertThat(keys(text, KeyRule.MARKUP)).as(text).isEqualTo(expected));
    }

    private static String numbered(List<String> pieces) {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (String piece : pieces) {
            text.append(piece.replace("KEY", "SOC-" + ++number));
        }
        return text.toString();
    }

    /** Returns the keys that people see; empty if the text has blocks of HTML, which commonmark does not look into. */
    private static Optional<List<String>> seen(String text) {
        Set<String> keys = new LinkedHashSet<>();
        AtomicBoolean hasHtml = new AtomicBoolean();
        Parser.builder().build().parse(text).accept(new AbstractVisitor() {
            @Override
            public void visit(Text plain) {
                Matcher key = KEY.matcher(plain.getLiteral());
                while (key.find()) {
                    keys.add(key.group());
                }
            }

            @Override
            public void visit(HtmlBlock block) {
                hasHtml.set(true);
            }
        });
        return hasHtml.get() ? Optional.empty() : Optional.of(List.copyOf(keys));
    }

    @Provide
    Arbitrary<String> lines() {
        return text(
                "SOC", "OPS", "DEV_", "DEV_OPS", "\u200b", "-", "-1", "-20", "0", "7", ".", "_", "$", "x", " ", "/",
                "é", "\u0301", "😀", "\n", "soc");
    }

    @Provide
    Arbitrary<String> markup() {
        return text(
                "SOC-1", "SOC-2 ", "OPS-3", "soc-4", "X-5", "SOC-06", " ", "\n", "\n\n", "`", "``", "```", "~~~",
                "<!--", "-->", "> ", "closes ", "fix: ", " and ", ", ", ". ", "http://", ")", "\\", "😀", "- ", "1. ",
                "_");
    }

    /** Paragraphs, code between backticks and in fences, without other blocks. */
    @Provide
    Arbitrary<List<String>> code() {
        return Arbitraries.of(
                        " KEY ",
                        " KEY ",
                        "x",
                        " x",
                        "`",
                        "``",
                        "```",
                        "````",
                        "\nx",
                        "\n\nx",
                        "\n```\n",
                        "\n~~~\n",
                        "\\`",
                        "\n````x\n")
                .list()
                .ofMaxSize(16);
    }

    /** Lists, code by indentation and in fences, tags, definitions of links; no quotes and no emphasis. */
    @Provide
    Arbitrary<List<String>> blocks() {
        return Arbitraries.of(
                        "KEY",
                        "KEY",
                        "KEY ",
                        " KEY",
                        "x",
                        " ",
                        "  ",
                        "    ",
                        "\t",
                        "\n",
                        "\n",
                        "\n",
                        "\n\n",
                        "- ",
                        "1. ",
                        "2) ",
                        "-",
                        "---",
                        "===",
                        "# ",
                        "`",
                        "``",
                        "```",
                        "~~~",
                        "\\",
                        "x<b y=\"",
                        "x<b y=",
                        "\">",
                        "'>",
                        "x</b>",
                        "x<!-- y -->",
                        "\n[a]: ",
                        "b",
                        "\n\n[a]: b (",
                        ")",
                        "\"",
                        "\r\n")
                .list()
                .ofMaxSize(16);
    }

    private static Arbitrary<String> text(String... pieces) {
        return Arbitraries.of(pieces).list().ofMaxSize(16).map(parts -> String.join("", parts));
    }

    private static List<String> keys(String text, KeyRule rule) {
        return FINDER.find(List.of(new KeySource("text", text, rule))).keys().stream()
                .map(found -> found.key().toString())
                .toList();
    }

    private static String behind(List<String> lines, int line, int column) {
        String text = lines.get(line - 1);
        return text.substring(text.offsetByCodePoints(0, column - 1));
    }
}
