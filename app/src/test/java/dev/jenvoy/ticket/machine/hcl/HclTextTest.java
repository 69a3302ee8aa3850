package dev.jenvoy.ticket.machine.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.ticket.file.FileProblem;
import dev.jenvoy.ticket.file.FileProblems;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value and every fault is where the text has it. What is read is held against HCL's own parser elsewhere. */
class HclTextTest {

    private final FileProblems problems = new FileProblems("file.hcl");

    @Test
    void each_part_knows_its_line_and_column() {
        HclBody body = read("""
                # comment
                provisioner "soc" {
                  aliases = {
                    to_do : "To Do", 😀
                """.replace(", 😀", "\n  }\n}"));

        HclBody.Block block = body.blocks().get(0);
        HclBody.Attribute attribute = block.body().attributes().get(0);
        JsonNode.Member member =
                ((JsonNode.Members) attribute.value().orElseThrow()).values().get(0);
        assertThat(problems.problems()).isEmpty();
        assertThat(block.at()).isEqualTo(new Position(2, 1));
        assertThat(block.labels()).containsExactly(new HclBody.Label("soc", new Position(2, 13)));
        assertThat(attribute.at()).isEqualTo(new Position(3, 3));
        assertThat(member.nameAt()).isEqualTo(new Position(4, 5));
        assertThat(member.value().at()).isEqualTo(new Position(4, 13));
    }

    @Test
    void columns_are_counted_in_characters_behind_a_byte_order_mark_and_with_carriage_returns() {
        read("\ufeffa = \"😀\" b\r\nc = \"é\" d\r\n");

        assertThat(places()).containsExactly("1:9 syntax", "2:9 syntax");
    }

    @Test
    void bytes_that_are_no_text_are_named_where_they_stand() {
        byte[] bytes = "a = 1\nb = \"x".getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(bytes.length + 1)
                .put(bytes)
                .put((byte) 0xff)
                .flip();

        assertThat(HclText.read(all, problems)).isEmpty();
        assertThat(places()).containsExactly("2:7 syntax");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`a = x`             | 1:5 not_plain",
                "`a = f(1)`          | 1:5 not_plain",
                "`a = 1 + 1`         | 1:7 not_plain",
                "`a = [x, 1]`        | 1:6 not_plain",
                "`a = { b = x.y }`   | 1:11 not_plain",
                "`a = (1)`           | 1:5 not_plain",
                "`a = { for = 1 }`   | 1:7 not_plain",
                "`a = \"x${y}\"`     | 1:7 not_plain",
                "`a = \"%{ if x }\"` | 1:6 not_plain",
                "`b \"x${y}\" {}`    | 1:5 not_plain",
                "`a = true ? 1 : 2`  | 1:10 not_plain",
            })
    void what_is_no_plain_value_is_an_error_once_and_where_it_stands(String text, String problem) {
        read(text + "\n");

        assertThat(places()).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`a = 1 b = 2`        | 1:7 syntax",
                "`a : 1`              | 1:3 syntax",
                "`a = 'x'`            | 1:5 syntax",
                "`a = \"x`            | 1:5 syntax",
                "`a = \"\\x\"`        | 1:6 syntax",
                "`a = \"\\uD800\"`    | 1:6 syntax",
                "`a = 1e999`          | 1:5 syntax",
                "`a = 1e99999999999`  | 1:5 syntax",
                "`a = 1E-999999`      | 1:5 syntax",
                "`a = [1 2]`          | 1:8 syntax",
                "`a = [1`             | 1:5 syntax",
                "`a = {`              | 1:5 syntax",
                "`a = { b 1 }`        | 1:9 syntax",
                "`b {`                | 1:3 syntax",
                "`b { c = 1, d = 2 }` | 1:10 syntax",
                "`b \"l\" = 1`        | 1:7 syntax",
                "`}`                  | 1:1 syntax",
                "`/* open`            | 1:1 syntax",
                "`a = <<X`            | 1:5 syntax",
                "`a = 1; `            | 1:6 syntax",
            })
    void what_is_no_hcl_is_an_error_once_and_where_it_stands(String text, String problem) {
        read(text + "\n");

        assertThat(places()).containsExactly(problem);
    }

    @Test
    void a_name_twice_in_a_body_is_an_error_and_twice_in_an_object_a_warning() {
        HclBody body = read("a = 1\na = 2\no = { x = 1, x = 2 }\n");

        assertThat(problems.problems()).extracting(FileProblem::code).containsExactly("attribute_twice", "key_twice");
        assertThat(problems.problems()).extracting(FileProblem::isError).containsExactly(true, false);
        JsonNode object = body.attributes().get(1).value().orElseThrow();
        assertThat(((JsonNode.Members) object).values())
                .singleElement()
                .extracting(JsonNode.Member::value)
                .isEqualTo(new JsonNode.Digits(new Position(3, 18), "2"));
    }

    @Test
    void all_faults_are_told_at_once() {
        read("""
                provisioner "soc" {
                  aliasmapper "jira" {
                    aliases = {
                      to_do : To Do
                      in_progress "In Progress"
                      done : 'Done'
                    }
                  }
                  statemachine "soc" {
                    initial =
                    state "to_do" "next" { transition = "in_progress"
                    state "in_progress" "next" {
                      transition = "done
                    }
                  }
                }
                """);

        assertThat(places())
                .containsExactly(
                        "4:15 not_plain", "5:19 syntax", "6:14 syntax", "10:14 syntax", "11:54 syntax", "13:20 syntax");
    }

    @Test
    void a_block_that_is_not_closed_hides_neither_what_follows_nor_its_faults() {
        HclBody body = read("""
                provisioner "soc" {
                  aliasmapper "jira" {
                    aliases = { a = 1 }

                  statemachine "soc" {
                    state "a" "next" {
                      transition = x
                    state "b" "next" {
                    }
                  }
                }

                provisioner "devhop" {
                  aliasmapper "jira" {
                """);

        assertThat(places())
                .containsExactly("2:22 syntax", "6:22 syntax", "7:20 not_plain", "13:22 syntax", "14:22 syntax");
        assertThat(problems.problems().get(0).message()).contains("line 5");
        assertThat(body.blocks()).hasSize(2);
        assertThat(body.blocks().get(0).body().blocks())
                .extracting(HclBody.Block::type)
                .containsExactly("aliasmapper", "statemachine");
    }

    @Test
    void an_object_and_a_list_that_are_not_closed_hide_no_block_behind_them() {
        HclBody body = read("""
                a "x" {
                  aliases = {
                    b = "1"
                  c "y" {
                  }
                  list = [1,
                  d = 2
                }
                """);

        assertThat(places()).contains("2:13 syntax");
        assertThat(body.blocks().get(0).body().blocks())
                .extracting(HclBody.Block::type)
                .containsExactly("c");
    }

    @Test
    void a_string_or_comment_without_an_end_is_the_one_fault() {
        read("a {\n b {\n  c = <<END\n x\n }\n}\n");
        assertThat(places()).containsExactly("3:7 syntax");
    }

    @Test
    void indentation_means_nothing_in_a_text_whose_blocks_are_closed() {
        HclBody body = read("    a {\nb {\n c = 1\n    }\n d {\n}\n }\ne = 1\n");

        assertThat(problems.problems()).isEmpty();
        assertThat(body.blocks()).hasSize(1);
        assertThat(body.blocks().get(0).body().blocks()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = [", "a = {x=", "a {\n", "a = \"${", "a = {x=[", "a = [\"${\"", "a = (", "/*"})
    void nesting_without_end_is_an_error_and_no_crash(String piece) {
        read(piece.repeat(Math.min(100_000, (1 << 18) / piece.length())));

        assertThat(problems.hasErrors()).isTrue();
    }

    @Test
    void thirty_two_levels_are_read_and_one_more_is_not() {
        read("a = " + "[".repeat(32) + "]".repeat(32) + "\n");
        assertThat(problems.problems()).isEmpty();

        read("a = " + "[".repeat(33) + "]".repeat(33) + "\nb = x\n");
        assertThat(places()).containsExactly("1:37 too_deep", "2:5 not_plain");
    }

    @Test
    void a_block_below_thirty_two_others_is_skipped() {
        read("b {\n".repeat(33) + "}\n".repeat(33) + "c = x\n");

        assertThat(places()).containsExactly("33:3 too_deep", "67:5 not_plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = \"${",
                "a = 'x' ",
                "a b {\n",
                "}",
                "a = {\n",
                "\"",
                "a = <<A\n",
                "${",
                "[",
                "a = [1 ",
                "${\"${",
                "a = {a ",
                "a=[\n"
            })
    void a_file_full_of_faults_is_read_in_time(String piece) {
        String text = piece.repeat((1 << 18) / piece.length());

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> read(text));

        assertThat(problems.problems()).isNotEmpty().hasSizeLessThanOrEqualTo(1_000);
    }

    @Property
    void no_text_makes_the_reader_throw_and_each_fault_lies_in_the_text(@ForAll("almostHcl") String text) {
        FileProblems found = new FileProblems("file.hcl");

        Optional<HclBody> body = HclText.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), found);

        List<String> lines = List.of(text.split("\n", -1));
        assertThat(body).isPresent();
        assertThat(found.problems()).allSatisfy(problem -> {
            assertThat(problem.line()).isBetween(1, lines.size());
            String line = lines.get(problem.line() - 1);
            assertThat(problem.column()).isBetween(1, line.codePointCount(0, line.length()) + 1);
        });
    }

    @Property
    void a_text_is_read_back_as_it_was_written(@ForAll("strings") List<String> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            text.append("a")
                    .append(i)
                    .append(" = \"")
                    .append(escaped(values.get(i)))
                    .append("\"\n");
        }
        FileProblems found = new FileProblems("file.hcl");

        HclBody body = HclText.read(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)), found)
                .orElseThrow();

        List<String> read = new ArrayList<>();
        body.attributes()
                .forEach(
                        attribute -> read.add(((JsonNode.Text) attribute.value().orElseThrow()).value()));
        assertThat(found.problems()).isEmpty();
        assertThat(read).isEqualTo(values);
    }

    @Provide
    Arbitrary<String> almostHcl() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "(",
                        ")",
                        "=",
                        ":",
                        ",",
                        "\"",
                        "a",
                        "b-1",
                        "1",
                        ".5",
                        "-",
                        "true",
                        "\n",
                        "\r\n",
                        " ",
                        "#",
                        "//",
                        "/*",
                        "*/",
                        "${",
                        "%{",
                        "$${",
                        "\\",
                        "\\n",
                        "<<A\n",
                        "A\n",
                        "<<-A\n",
                        "😀",
                        "'",
                        ";",
                        "a = 1\n",
                        "a {\n",
                        "b \"x\" {\n")
                .list()
                .ofMaxSize(24)
                .map(parts -> String.join("", parts));
    }

    /** Without combining characters, which change when they meet others. */
    @Provide
    Arbitrary<List<String>> strings() {
        return Arbitraries.strings()
                .withChars("ab ${}%\"\\\n\r\t#/äé=")
                .ofMaxLength(12)
                .list()
                .ofMaxSize(5);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("${", "$\\u007b")
                .replace("%{", "%\\u007b");
    }

    private HclBody read(String text) {
        return HclText.read(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), problems)
                .orElseThrow();
    }

    private List<String> places() {
        return problems.problems().stream()
                .map(problem -> problem.line() + ":" + problem.column() + " " + problem.code())
                .toList();
    }
}
