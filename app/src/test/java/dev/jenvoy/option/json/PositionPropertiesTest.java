package dev.jenvoy.option.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The position of a value is where the text has it, for any text before it. */
class PositionPropertiesTest {
    private static final String MARKED = "\"the marked value\"";

    @Property
    void a_value_is_where_the_text_has_it(
            @ForAll("spaces") String space, @ForAll("values") String before, @ForAll("values") String after) {
        String json = String.join(
                space, "", "{", "\"a\"", ":", "[", before, ",", MARKED, "]", ",", "\"b\"", ":", after, "}", "");
        ProblemCollector report = new ProblemCollector();

        List<Position> found = new ArrayList<>();
        JsonText.read(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), report)
                .ifPresent(node -> collect(node, found));

        assertThat(report.problems()).isEmpty();
        String head = json.substring(0, json.indexOf(MARKED));
        String line = head.substring(head.lastIndexOf('\n') + 1);
        int lines = head.split("\n", -1).length;
        assertThat(found).containsExactly(new Position(lines, line.codePointCount(0, line.length()) + 1));
    }

    @Property
    void no_text_makes_the_reader_throw(@ForAll("almostJson") String json) {
        ProblemCollector report = new ProblemCollector();

        boolean read = JsonText.read(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), report)
                .isPresent();

        assertThat(read)
                .isNotEqualTo(report.problems().stream().anyMatch(p -> p.key().isEmpty()));
    }

    private static void collect(JsonNode node, List<Position> found) {
        if (node instanceof JsonNode.Text text
                && MARKED.contains(text.value())
                && text.value().length() > 10) {
            found.add(text.at());
        } else if (node instanceof JsonNode.Items items) {
            items.values().forEach(item -> collect(item, found));
        } else if (node instanceof JsonNode.Members members) {
            members.values().forEach(member -> collect(member.value(), found));
        }
    }

    @Provide
    Arbitrary<String> spaces() {
        return Arbitraries.strings().withChars(" \t\r\n").ofMaxLength(4);
    }

    @Provide
    Arbitrary<String> almostJson() {
        return Arbitraries.of(
                        "{", "}", "[", "]", ",", ":", "\"a\"", "\"", "1", "-", "true", "nul", " ", "\n", "\\", "\0",
                        "'")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    /** Strings with quotes, brackets, escapes and wide characters, numbers, literals, lists and objects of them. */
    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> strings = Arbitraries.strings()
                .withChars("ab\"\\{}[],:/ \u00e9\n\t\u2028")
                .ofMaxLength(6)
                .flatMap(text -> Arbitraries.of(text, text + "\ud83d\ude00"))
                .map(new Gson()::toJson);
        Arbitrary<String> literals = Arbitraries.of("0", "-1.5e+10", "12345678901234567890", "true", "false", "null");
        Arbitrary<String> simple = Arbitraries.oneOf(strings, literals);
        return Arbitraries.oneOf(
                simple,
                simple.list().ofMaxSize(3).map(items -> "[" + String.join(" ,", items) + "]"),
                Combinators.combine(strings, simple).as((name, value) -> "{" + name + "\n:" + value + " }"));
    }
}
