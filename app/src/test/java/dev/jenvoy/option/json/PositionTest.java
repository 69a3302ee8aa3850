package dev.jenvoy.option.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.config.ConfigFolder;
import dev.jenvoy.config.LoadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every problem has the line and column where an editor finds it. */
class PositionTest {
    @TempDir
    Path temp;

    private ConfigFolder folder = new ConfigFolder(Path.of("."), Map.of());

    @BeforeEach
    void open() {
        folder = new ConfigFolder(temp, Map.of());
    }

    @Test
    void every_problem_is_reported_at_once_in_the_order_of_the_file() {
        String json = """
                {
                  "http_port": 70000,
                \t"debug_level": "LOUD", "max_payload":
                      "25 MB",
                  "allowed_ips": ["10.0.0.0/8", "10.0.0.1/8", 7],
                  "hooks": {
                    "push*": {"timeout": "0s", "retires": 1},
                    "../x": {}
                  },
                  "http_port": 1
                }
                """;

        assertThat(folder.load(json).problems())
                .extracting(Problem::key, Problem::line, Problem::column, Problem::isError)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("enforce_secret", 0, 0, false),
                        org.assertj.core.groups.Tuple.tuple("http_port", 2, 16, true),
                        org.assertj.core.groups.Tuple.tuple("debug_level", 3, 17, true),
                        org.assertj.core.groups.Tuple.tuple("max_payload", 4, 7, true),
                        org.assertj.core.groups.Tuple.tuple("allowed_ips[1]", 5, 33, true),
                        org.assertj.core.groups.Tuple.tuple("allowed_ips[2]", 5, 47, true),
                        org.assertj.core.groups.Tuple.tuple("hooks.push*.timeout", 7, 26, true),
                        org.assertj.core.groups.Tuple.tuple("hooks.push*.retires", 7, 32, false),
                        org.assertj.core.groups.Tuple.tuple("hooks.../x", 8, 5, true),
                        org.assertj.core.groups.Tuple.tuple("http_port", 10, 3, true));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("", "1, column 1: not JSON: the file is empty"),
                Arguments.of(" \n ", "2, column 2: not JSON: the file is empty"),
                Arguments.of("{", "1, column 2: not JSON: the file ends before its brackets are closed"),
                Arguments.of("{\n  \"a\": 1", "2, column 9: not JSON: the file ends before"),
                Arguments.of("{\"a\": 1,\n}", "2, column 1: not JSON: '}' does not fit here"),
                Arguments.of("{\"a\": [1,,2]}", "1, column 10: not JSON: ',' does not fit here"),
                Arguments.of("{,}", "1, column 2: not JSON: ',' does not fit here"),
                Arguments.of("{\"a\" 1}", "1, column 6: not JSON: expected"),
                Arguments.of("{\"a\": }", "1, column 7: not JSON: '}' does not fit here"),
                Arguments.of("{\"a\": 1\n \"b\": 2}", "2, column 2: not JSON: a comma is missing before this"),
                Arguments.of("{\"a\": tru}", "1, column 7: not JSON: expected"),
                Arguments.of("{\"a\": True}", "1, column 7: not JSON: expected"),
                Arguments.of("{\"a\": 01}", "1, column 7: not JSON: expected"),
                Arguments.of("{\"a\": 1.}", "1, column 7: not JSON: expected"),
                Arguments.of("{\"a\": NaN}", "1, column 7: not JSON: expected"),
                Arguments.of("{\"a\": 'b'}", "1, column 7: not JSON: strings stand between double quotes"),
                Arguments.of("{'a': 1}", "1, column 2: not JSON: strings stand between double quotes"),
                Arguments.of("{a: 1}", "1, column 2: not JSON: expected"),
                Arguments.of("{\n  // no\n  \"a\": 1}", "2, column 3: not JSON: JSON has no comments"),
                Arguments.of("# no\n{}", "1, column 1: not JSON: JSON has no comments"),
                Arguments.of("{\"a\": \"b}", "1, column 7: not JSON: this string has no end"),
                Arguments.of("{\"a\": \"b\nc\"}", "1, column 7: not JSON: this string has no end"),
                Arguments.of("{\"a\": \"\\q\"}", "1, column 7: not JSON: this string has no end, or a wrong escape"),
                Arguments.of("{\"a\": 1}\n}", "2, column 1: not JSON: '}' does not fit here"),
                Arguments.of("{} {}", "1, column 4: not JSON: '{' does not fit here"),
                Arguments.of("{\"a\": [1}", "1, column 9: not JSON: '}' does not fit here"),
                Arguments.of("[1]", "1, column 1: expected an object"),
                Arguments.of("null", "1, column 1: expected an object"),
                // Two of a character's four UTF-8 bytes make two units in Java and one column for people.
                Arguments.of("{\"\ud83d\ude00\": 1, x}", "1, column 10: not JSON: expected"),
                Arguments.of("\ufeff{ x}", "1, column 3: not JSON: expected"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_of_syntax_is_reported_where_it_is(String json, String expected) {
        assertThat(folder.problems(json)).hasSize(1).first().asString().startsWith("error at line " + expected);
    }

    @Test
    void a_byte_order_mark_is_accepted() {
        assertThat(folder.problems("\ufeff{\"http_port\": 1}")).isEmpty();
    }

    @Test
    void lines_that_end_as_windows_ends_them_count_the_same() {
        assertThat(folder.problems("{\r\n  \"http_port\": -1\r\n}"))
                .containsExactly("error at line 2, column 16: http_port: -1 is not a whole number from 0 to 65535");
    }

    @Test
    void bytes_that_are_not_utf8_are_reported_where_they_are() throws IOException {
        byte[] json = "{\n \"a\u00e9\": \"x\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        json[8] = (byte) 0xff;
        Files.write(folder.config(), json);

        assertThat(ConfigFolder.described(folder.file().load()))
                .containsExactly("error at line 2, column 6: the file is not UTF-8 from here on");
    }

    @Test
    void a_key_that_is_there_twice_is_an_error_in_any_object() {
        assertThat(folder.problems("{\"hooks\": {\"push\": {\"env\": {\"A\": \"1\",\n\"A\": \"1\"}}}}"))
                .containsExactly("error at line 2, column 1: hooks.push.env.A: this key is there twice;"
                        + " the first is in line 1");
    }

    @Test
    void a_very_deep_file_is_rejected_and_not_a_crash() {
        assertThat(folder.load("[".repeat(100_000))).isInstanceOf(LoadResult.Broken.class);
    }
}
