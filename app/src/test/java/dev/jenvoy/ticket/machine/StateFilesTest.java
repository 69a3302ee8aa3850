package dev.jenvoy.ticket.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.ticket.file.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State files are loaded and checked as unotify does it, and all that is wrong is told at once. */
class StateFilesTest {

    private static final Path SAMPLES = Path.of("src/test/resources/samples/of-tickets/statemachines");
    private static final Set<String> NO_EVENTS = Set.of();

    /** A file of one project, in which a test replaces a part. */
    private static final String GOOD = """
            provisioner "soc" {
              aliasmapper "jira" {
                aliases = {
                  to_do : "To Do"
                  done  : "Done"
                }
              }
              statemachine "soc" {
                initial = "to_do"
                state "to_do" "next" {
                  transition = "done"
                }
                state "done" "next" {
                  transition = "<end>"
                }
              }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void a_file_of_two_projects_as_unotify_has_it_is_loaded() throws IOException {
        LoadedMachines loaded = files(SAMPLES).load("jira.hcl", List.of("SOC", "DEVHOP"), Set.of("next"));

        assertThat(Files.readString(SAMPLES.resolve("jira.hcl"))).contains("} \n");
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.machines().keySet()).containsExactly("SOC", "DEVHOP");
        StateMachine soc = loaded.machines().get("SOC");
        assertThat(soc.edges())
                .containsExactly(
                        new Edge("to_do", "next", "in_progress"),
                        new Edge("in_progress", "next", "done"),
                        new Edge("in_progress", "prev", "to_do"),
                        new Edge("done", "next", Edge.END));
        assertThat(soc.choose("3", List.of("In Progress"), "next")).isEqualTo(new Choice.Move("in_progress", "done"));
        assertThat(loaded.machines().get("DEVHOP").events()).containsExactly("next");
    }

    @Test
    void the_same_in_json_is_the_same() throws IOException {
        write("one.hcl", GOOD);
        write("one.json", """
                {
                  "//": "a comment",
                  "provisioner": {
                    "soc": {
                      "aliasmapper": {"jira": {"aliases": {"to_do": "To Do", "done": "Done"}}},
                      "statemachine": [{
                        "soc": {
                          "initial": "to_do",
                          "state": {
                            "to_do": {"next": {"transition": "done"}},
                            "done": [{"next": [{"transition": "<end>"}]}]
                          }
                        }
                      }]
                    }
                  }
                }
                """);

        LoadedMachines json = load("one.json", "soc");

        assertThat(json.problems()).isEmpty();
        assertThat(json.machines()).isEqualTo(load("one.hcl", "soc").machines());
    }

    @Test
    void labels_count_in_any_case() throws IOException {
        write("one.hcl", GOOD.replace("provisioner \"soc\"", "provisioner \"SoC\""));

        assertThat(load("one.hcl", "soc").problems()).isEmpty();
        assertThat(load("one.hcl", "soc").machines()).containsOnlyKeys("SOC");
    }

    @Test
    void a_machine_may_stand_beside_its_project() throws IOException {
        write("one.hcl", """
                provisioner "soc" {
                  aliasmapper "jira" { aliases = { a = "A", b = "B" } }
                }
                statemachine "SOC" {
                  initial = "a"
                  state "a" "next" { transition = "b" }
                  state "b" "next" { transition = "<end>" }
                }
                """.replace(
                        "{ aliases = { a = \"A\", b = \"B\" } }", "{\n aliases = { a = \"A\", b = \"B\" }\n }"));

        assertThat(load("one.hcl", "soc").problems()).isEmpty();
        assertThat(load("one.hcl", "soc").machines().get("SOC").states()).containsExactly("a", "b");
    }

    @Test
    void an_alias_may_be_a_list_an_id_a_number_or_a_flag() throws IOException {
        write("one.hcl", GOOD.replace("\"To Do\"", "[\"To Do\", \"id:1\", 7]").replace("\"Done\"", "true"));

        StateMachine machine = load("one.hcl", "soc").machines().get("SOC");

        assertThat(machine.statuses("to_do")).extracting(StatusReference::text).containsExactly("To Do", "id:1", "7");
        assertThat(machine.statuses("done")).extracting(StatusReference::text).containsExactly("true");
    }

    @Test
    void the_errors_of_unotify_have_its_words_and_their_places() throws IOException {
        write("one.hcl", GOOD.replace("\"<end>\"", "\"gone\""));
        assertThat(problems("one.hcl", "soc")).containsExactly("error 14:20 transition_state_unregistered");

        write("one.hcl", GOOD.replace("done  : \"Done\"", ""));
        assertThat(problems("one.hcl", "soc")).containsExactly("error 13:11 state_id_alias_mapping_not_found");

        write("one.hcl", GOOD.replace("statemachine \"soc\"", "statemachine \"devhop\""));
        assertThat(problems("one.hcl", "soc")).containsExactly("error 8:16 state_machine_id_mismatch");

        write("one.hcl", GOOD);
        assertThat(problems("one.hcl", "soc", "devhop")).containsExactly("error 0:0 state_machine_id_mismatch");

        write(
                "one.hcl",
                GOOD.replace(
                        "state \"done\" \"next\"",
                        "state \"to_do\" \"next\" { transition = \"done\" }\n"
                                + "    state \"to_do\" \"next\" { transition = \"to_do\" }\n    state \"done\" \"next\""));
        assertThat(problems("one.hcl", "soc")).containsExactly("error 13:11 conflicts", "error 14:11 conflicts");
    }

    @Test
    void a_target_with_an_alias_needs_a_state_block_too() throws IOException {
        write("one.hcl", GOOD.replace("state \"done\" \"next\"", "state \"to_do\" \"last\""));

        assertThat(problems("one.hcl", "soc"))
                .contains("error 11:20 transition_state_unregistered")
                .contains("warning 5:7 unused_alias");
    }

    @Test
    void two_states_for_one_status_and_a_project_twice_are_errors() throws IOException {
        write("one.hcl", GOOD.replace("\"Done\"", "\" to  DO\""));
        assertThat(problems("one.hcl", "soc")).containsExactly("error 5:15 status_twice");

        write("one.hcl", GOOD + GOOD);
        assertThat(problems("one.hcl", "soc")).containsExactly("error 18:13 provisioner_twice");
    }

    @Test
    void what_may_be_a_mistake_is_a_warning_and_the_machines_are_there() throws IOException {
        write(
                "one.hcl",
                GOOD.replace("initial = \"to_do\"", "initial = \"todo\"")
                        .replace("done  : \"Done\"", "done : \"Done\"\n lost : \"Lost\"\n done : \"Closed\""));

        LoadedMachines loaded = files(folder).load("one.hcl", List.of("soc"), Set.of("next", "nxt"));

        assertThat(shown(loaded))
                .containsExactlyInAnyOrder(
                        "warning 6:2 unused_alias",
                        "warning 7:2 key_twice",
                        "warning 10:16 unknown_event",
                        "warning 11:15 unknown_initial",
                        "warning 12:11 unreached_state");
        assertThat(loaded.machines()).containsOnlyKeys("SOC");
        assertThat(loaded.problems())
                .anySatisfy(problem -> assertThat(problem.message()).contains("did you mean \"to_do\"?"));
    }

    @Test
    void a_project_that_is_not_used_may_be_incomplete() throws IOException {
        write("one.hcl", GOOD + GOOD.replace("\"soc\"", "\"devhop\"").replace("done  : \"Done\"", ""));

        assertThat(problems("one.hcl", "soc")).containsExactly("warning 30:11 state_id_alias_mapping_not_found");
        assertThat(load("one.hcl", "soc").machines()).containsOnlyKeys("SOC");
    }

    @Test
    void a_dangling_step_of_a_project_that_is_not_used_is_an_error_as_in_unotify() throws IOException {
        write("one.hcl", GOOD + GOOD.replace("\"soc\"", "\"devhop\"").replace("\"<end>\"", "\"gone\""));

        assertThat(problems("one.hcl", "soc")).containsExactly("error 31:20 transition_state_unregistered");
    }

    @Test
    void what_does_not_belong_there_is_an_error_that_names_what_does() throws IOException {
        write("one.hcl", """
                provisoner "x" {}
                title = "x"
                provisioner "soc" "too" {}
                provisioner "soc" {
                  aliases = { a = "A" }
                  aliasmapper "jira" {
                    aliases { a = "A" }
                  }
                  statemachine "soc" {
                    state "a" { transition = "<end>" }
                    state "b" "next" { transitions = "<end>" }
                  }
                  statemachine "soc" {
                    initial = ["a"]
                  }
                }
                """);

        assertThat(problems("one.hcl", "soc"))
                .containsExactlyInAnyOrder(
                        "error 1:1 unknown_block",
                        "error 2:1 unknown_attribute",
                        "error 3:1 labels",
                        "error 5:3 unknown_attribute",
                        "error 6:3 missing_attribute",
                        "error 7:5 unknown_block",
                        "error 9:3 missing_attribute",
                        "error 10:5 labels",
                        "error 11:5 missing_attribute",
                        "error 11:24 unknown_attribute",
                        "error 13:3 block_twice");
    }

    @Test
    void parts_that_are_missing_are_named() throws IOException {
        write("one.hcl", "provisioner \"soc\" {\n}\n");

        assertThat(problems("one.hcl", "soc")).containsExactly("error 1:1 missing_block", "error 1:1 missing_block");
    }

    @Test
    void a_fault_of_the_text_causes_no_other_elsewhere() throws IOException {
        write("one.hcl", GOOD.replace("\"Done\"", "Done"));
        assertThat(problems("one.hcl", "soc")).containsExactly("error 5:15 not_plain");

        write("one.hcl", GOOD.replace("state \"done\" \"next\" {", "state \"done\" 'next' {"));
        assertThat(problems("one.hcl", "soc")).containsExactly("error 13:18 syntax");

        write("one.hcl", GOOD.replace("\"<end>\"", "end"));
        assertThat(problems("one.hcl", "soc")).containsExactly("error 14:20 not_plain");

        write("one.hcl", GOOD.replace("  statemachine \"soc\" {", "  statemachine \"soc\" = {"));
        assertThat(problems("one.hcl", "soc")).containsExactly("error 8:22 syntax");
    }

    @Test
    void faults_of_the_text_and_of_the_machine_are_told_together() throws IOException {
        write(
                "one.hcl",
                GOOD.replace("  statemachine", "statemachine")
                        .replace("    }\n  }\nstate", "    }\n\n  state")
                        .replace("transition = \"done\"", "transition = \"dome\""));

        assertThat(problems("one.hcl", "soc"))
                .contains("error 2:22 syntax", "error 11:20 transition_state_unregistered");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "3",
                "{\"provisioner\": 3}",
                "{\"provisioner\": {\"soc\": \"x\"}}",
                "{\"provisioner\": {\"soc\": {\"aliasmapper\": {\"x\": {\"aliases\": []}}}}}",
                "{\"provisioner\": [[1], null]}",
                "{\"provisioner\": {\"soc\": {\"statemachine\": {\"soc\": {\"state\": {\"a\": 1}}}}}}",
                "{\"provisioner\": {}, \"provisioner\": {}}",
                "{",
                "",
            })
    void json_of_another_shape_is_an_error(String text) throws IOException {
        write("one.json", text);

        assertThat(load("one.json", "soc").hasErrors()).isTrue();
        assertThat(load("one.json", "soc").machines()).isEmpty();
    }

    @Test
    void json_that_is_nested_too_deep_is_an_error() throws IOException {
        write("one.json", "{\"a\": " + "[".repeat(40) + "]".repeat(40) + "}");
        assertThat(problems("one.json", "soc")).contains("error 1:38 too_deep");

        write("one.json", "[".repeat(200_000));
        assertThat(load("one.json", "soc").hasErrors()).isTrue();
    }

    @Test
    void problems_of_json_have_their_places() throws IOException {
        write("one.json", """
                {"provisioner": {"soc": {
                  "aliasmapper": {"jira": {"aliases": {"a": "A", "b": null}}},
                  "statemachine": {"soc": {"initial": "a", "state": {
                    "a": {"next": {"transition": "z"}}
                  }}}
                }}}
                """);

        assertThat(problems("one.json", "soc"))
                .containsExactly("error 2:55 wrong_type", "error 4:34 transition_state_unregistered");
    }

    @Test
    void a_file_that_is_no_state_file_by_its_name_is_an_error() throws IOException {
        write("one.yaml", GOOD);
        write("ONE.HCL", GOOD);

        assertThat(problems("one.yaml", "soc")).containsExactly("error 0:0 suffix");
        assertThat(load("ONE.HCL", "soc").problems()).isEmpty();
    }

    @Test
    void a_file_outside_of_the_folder_is_not_read() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("inner"));
        write("one.hcl", GOOD);
        Files.createSymbolicLink(inner.resolve("link.hcl"), folder.resolve("one.hcl"));

        assertThat(shown(files(inner).load("../one.hcl", List.of("soc"), NO_EVENTS)))
                .containsExactly("error 0:0 outside");
        assertThat(shown(files(inner).load(folder.resolve("one.hcl").toString(), List.of("soc"), NO_EVENTS)))
                .containsExactly("error 0:0 outside");
        assertThat(shown(files(inner).load("x/../../one.hcl", List.of("soc"), NO_EVENTS)))
                .containsExactly("error 0:0 outside");
        assertThat(shown(files(inner).load("link.hcl", List.of("soc"), NO_EVENTS)))
                .containsExactly("error 0:0 unreadable");
        assertThat(shown(files(inner).load("a\0b.hcl", List.of("soc"), NO_EVENTS)))
                .containsExactly("error 0:0 outside");
        assertThat(shown(files(folder).load("inner/link.hcl", List.of("soc"), NO_EVENTS)))
                .isEmpty();
    }

    @Test
    void a_missing_a_large_and_a_shared_file_are_errors_and_known_to_those_who_follow_them() throws IOException {
        LoadedMachines missing = load("none.hcl", "soc");
        assertThat(missing.problems()).extracting(FileProblem::message).containsExactly("there is no such file");
        assertThat(missing.file().orElseThrow().path()).isEqualTo(folder.resolve("none.hcl"));

        write("large.hcl", "# " + "x".repeat(1 << 20));
        assertThat(load("large.hcl", "soc").problems())
                .extracting(FileProblem::message)
                .containsExactly("it is larger than 1MB");

        Path shared = write("shared.hcl", GOOD);
        Files.setPosixFilePermissions(shared, java.nio.file.attribute.PosixFilePermissions.fromString("rw-rw-rw-"));
        LoadedMachines refused = new StateFiles(new FileReader(StrictModes.of(Map.of())), folder)
                .load("shared.hcl", List.of("soc"), NO_EVENTS);
        assertThat(refused.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("others may write to it"));
    }

    @Test
    void a_problem_is_told_in_one_line_and_as_one_of_the_configuration() throws IOException {
        write("one.hcl", GOOD.replace("\"<end>\"", "\"g\\u001bone\""));
        FileProblem problem = load("one.hcl", "soc").problems().get(0);

        assertThat(problem.describe())
                .startsWith("error in " + folder + "/one.hcl at line 14, column 20: transition_state_unregistered: ")
                .contains("\"g?one\"");
        assertThat(problem.asProblem("tickets.workers_file").describe())
                .startsWith(
                        "error: tickets.workers_file: " + folder + "/one.hcl at line 14, column 20: transition_state");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static StateFiles files(Path folder) {
        FileReader reader = new FileReader(StrictModes.of(Map.of(StrictModes.VARIABLE, "warn")));
        return new StateFiles(reader, folder.toAbsolutePath());
    }

    private LoadedMachines load(String name, String... projects) {
        return files(folder).load(name, List.of(projects), NO_EVENTS);
    }

    private List<String> problems(String name, String... projects) {
        return shown(load(name, projects));
    }

    private static List<String> shown(LoadedMachines loaded) {
        return loaded.problems().stream()
                .map(problem -> (problem.isError() ? "error " : "warning ") + problem.line() + ":" + problem.column()
                        + " " + problem.code())
                .toList();
    }
}
