package dev.jenvoy.ticket.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.ticket.file.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of workers are read as unotify reads them, within limits. */
class WorkersFileTest {

    private static final Path SAMPLE = Path.of("src/test/resources/samples/of-tickets/workers.yaml");

    @TempDir
    Path folder;

    @Test
    void a_file_as_unotify_has_it_is_read() {
        LoadedWorkers loaded = WorkersFile.read(reader().read(SAMPLE));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.workers())
                .containsExactly(new Worker("atlassian", new Position(2, 3), "jira.hcl", List.of("SOC", "DEVHOP")));
    }

    @Test
    void every_scalar_is_text_and_unknown_keys_are_ignored() throws IOException {
        LoadedWorkers loaded = read("""
                version: 3
                workers:
                  atlassian:
                    color: {red: [1, 2]}
                    statefile: 'jira.hcl'
                    projects: [NO, 007, "on", 1e3x, DEV$OPS, true]
                """);

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.workers().get(0).projects()).containsExactly("NO", "007", "on", "1e3x", "DEV$OPS", "true");
    }

    @Test
    void anchors_aliases_and_merges_are_followed() throws IOException {
        LoadedWorkers loaded = read("""
                base: &base
                  statefile: one.hcl
                  projects: &list [SOC]
                workers:
                  first:
                    <<: *base
                  second:
                    <<: [*base]
                    statefile: two.hcl
                    projects: [OPS]
                """);

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.workers()).extracting(Worker::stateFile).containsExactly("one.hcl", "two.hcl");
    }

    @Test
    void the_first_document_counts() throws IOException {
        assertThat(read("workers: {a: {statefile: x.hcl, projects: [A]}}\n---\nnot: {read\n")
                        .workers())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`workers:\\n  a:\\n    projects: [A]`                     | 2:3 missing_statefile",
                "`workers:\\n  a:\\n    statefile: x.hcl`                  | 2:3 missing_projects",
                "`workers: {a: {statefile: x, projects: []}}`             | 1:39 wrong_type",
                "`workers: {a: {statefile: x, projects: A}}`              | 1:39 wrong_type",
                "`workers: {a: {statefile: x, projects: [{b: c}]}}`       | 1:40 wrong_type",
                "`workers: {a: {statefile: x, projects: [~]}}`            | 1:40 wrong_type",
                "`workers: {a: {statefile: ' ', projects: [A]}}`          | 1:26 wrong_type",
                "`workers: {a: {statefile: [x], projects: [A]}}`          | 1:26 wrong_type",
                "`workers: {a: {statefile: x, projects: [A B]}}`          | 1:40 project_name",
                "`workers: {a: {statefile: x, projects: [-A]}}`           | 1:40 project_name",
                "`workers: [a]`                                           | 1:10 wrong_type",
                "`workers:`                                               | 0:0 no_workers",
                "`works: {}`                                              | 0:0 no_workers",
                "``                                                       | 0:0 no_workers",
                "`workers: {a: {statefile: x}, a: {}}`                    | 1:30 key_twice",
                "`workers: {a: *none}`                                    | 1:14 syntax",
                "`workers: &a [*a]`                                       | 1:14 syntax",
                "`workers:\\n\\tx: 1`                                       | 2:1 syntax",
                "`workers: {a`                                            | 1:12 syntax",
            })
    void what_is_wrong_is_told_where_it_stands(String text, String problem) throws IOException {
        LoadedWorkers loaded = read(text.replace("\\n", "\n").replace("\\t", "\t"));

        assertThat(shown(loaded)).contains(problem);
        assertThat(loaded.workers()).isEmpty();
    }

    @Test
    void a_project_belongs_to_one_worker() throws IOException {
        LoadedWorkers loaded = read("""
                workers:
                  a: {statefile: x.hcl, projects: [SOC, soc]}
                  b: {statefile: y.hcl, projects: [Soc, OPS]}
                """);

        assertThat(loaded.problems()).extracting(FileProblem::isError).containsExactly(false, true);
        assertThat(shown(loaded)).containsExactly("2:41 project_twice", "3:36 project_twice");
        assertThat(loaded.workers()).isEmpty();
    }

    @Test
    void a_project_twice_in_one_worker_is_taken_once() throws IOException {
        LoadedWorkers loaded = read("workers: {a: {statefile: x.hcl, projects: [SOC, soc]}}");

        assertThat(loaded.hasErrors()).isFalse();
        assertThat(loaded.workers().get(0).projects()).containsExactly("SOC");
    }

    @Test
    void deep_nesting_is_an_error() throws IOException {
        assertThat(shown(read("a: " + "[".repeat(200_000)))).containsExactly("1:35 too_deep");
        assertThat(shown(read("- ".repeat(50_000) + "x"))).containsExactly("1:65 too_deep");
    }

    @Test
    void a_billion_laughs_are_an_error_in_no_time() throws IOException {
        StringBuilder text = new StringBuilder("a0: &a0 [SOC,SOC]\n");
        for (int i = 1; i < 30; i++) {
            text.append("a%d: &a%d [*a%d,*a%d,*a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }
        text.append("workers: {a: {statefile: x.hcl, projects: *a29}}\n");

        LoadedWorkers loaded =
                Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> read(text.toString()));

        assertThat(loaded.hasErrors()).isTrue();
    }

    @Test
    void more_aliases_workers_or_projects_than_anybody_needs_are_an_error() throws IOException {
        assertThat(shown(read("a: &a x\nb: [" + "*a, ".repeat(101) + "]"))).containsExactly("2:405 too_many_aliases");
        assertThat(shown(read("workers: {a: {statefile: x, projects: [" + "A, ".repeat(1_001) + "]}}")))
                .containsExactly("1:39 too_many");
        StringBuilder workers = new StringBuilder("workers:\n");
        for (int i = 0; i <= 100; i++) {
            workers.append("  w")
                    .append(i)
                    .append(": {statefile: x, projects: [P")
                    .append(i)
                    .append("]}\n");
        }
        assertThat(shown(read(workers.toString()))).containsExactly("2:3 too_many");
    }

    @Test
    void tags_make_no_objects() throws IOException {
        LoadedWorkers loaded = read("""
                x: !!java.net.URL [http://127.0.0.1:1/]
                workers:
                  a: {statefile: !!int "1.hcl", projects: [!custom SOC]}
                """);

        assertThat(loaded.workers().get(0).stateFile()).isEqualTo("1.hcl");
        assertThat(loaded.workers().get(0).projects()).containsExactly("SOC");
    }

    @Test
    void a_file_that_cannot_be_read_is_an_error_that_names_it() {
        LoadedWorkers loaded = WorkersFile.read(reader().read(folder.resolve("none.yaml")));

        assertThat(loaded.problems())
                .extracting(FileProblem::describe)
                .containsExactly("error in " + folder + "/none.yaml: unreadable: there is no such file");
    }

    @Test
    void bytes_that_are_no_text_are_an_error() throws IOException {
        Path file = Files.write(folder.resolve("w.yaml"), new byte[] {'a', ':', '\n', ' ', (byte) 0xc3});

        assertThat(shown(WorkersFile.read(reader().read(file)))).containsExactly("2:2 syntax");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: \0", "a: \u0007", "\ufeffworkers: x"})
    void characters_that_yaml_does_not_allow_are_an_error(String text) throws IOException {
        assertThat(read(text).hasErrors()).isTrue();
    }

    @Property
    void no_text_makes_the_reader_throw(@ForAll("almostYaml") String text) throws IOException {
        Path file = Files.createTempFile("workers", ".yaml");
        try {
            Files.writeString(file, text);

            LoadedWorkers loaded = WorkersFile.read(reader().read(file));

            assertThat(loaded.workers().isEmpty()).isEqualTo(loaded.hasErrors());
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<String> almostYaml() {
        Arbitrary<String> pieces = Arbitraries.of(
                "workers:",
                "\n",
                "  ",
                "a:",
                " ",
                "statefile: x.hcl",
                "projects: [A]",
                "- ",
                "[",
                "]",
                "{",
                "}",
                ",",
                "\"",
                "'",
                "&a ",
                "*a",
                "<<: ",
                "|",
                ">-",
                "?",
                "!!",
                "!x ",
                "%YAML 1.2\n",
                "---\n",
                "...",
                "#",
                "~",
                "\t",
                "é",
                "@",
                "`");
        return Arbitraries.frequencyOf(
                        Tuple.of(6, pieces), Tuple.of(1, Arbitraries.of("workers: {a: {statefile: x, projects: [A]}}")))
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    private static FileReader reader() {
        return new FileReader(StrictModes.of(Map.of(StrictModes.VARIABLE, "warn")));
    }

    private LoadedWorkers read(String text) throws IOException {
        return WorkersFile.read(reader().read(Files.writeString(folder.resolve("workers.yaml"), text)));
    }

    private static List<String> shown(LoadedWorkers loaded) {
        return loaded.problems().stream()
                .map(problem -> problem.line() + ":" + problem.column() + " " + problem.code())
                .toList();
    }
}
