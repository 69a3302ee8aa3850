package dev.jenvoy.ticket.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.option.json.Problem;
import dev.jenvoy.ticket.file.FileProblem;
import dev.jenvoy.ticket.options.ReadTickets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trackers, file of workers and state files together. */
class SetupFilesTest {

    private static final String TRACKER =
            "{\"kind\": \"jira\", \"url\": \"https://tracker.example\"," + " \"token\": \"not-a-real-token\"%s}";
    private static final String OWN = ", \"statefile\": \"soc.hcl\", \"projects\": [\"%s\"]";

    @TempDir
    Path folder;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(folder.resolve("statemachines"));
        write("statemachines/soc.hcl", machine("soc") + machine("ops"));
    }

    private static String machine(String project) {
        return """
                provisioner "%1$s" {
                  aliasmapper "%1$s" {
                    aliases = { to_do: "To Do", done: "Done" }
                  }
                  statemachine "%1$s" {
                    initial = "to_do"
                    state "to_do" "next" { transition = "done" }
                    state "done" "next" { transition = "<end>" }
                  }
                }
                """.formatted(project);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private TrackerSetups load(String json) {
        return new SetupFiles(ReadTickets.FILES).load(ReadTickets.sound(folder, json));
    }

    private static String trackers(String... namesAndMore) {
        StringBuilder all = new StringBuilder("\"trackers\": {");
        for (int at = 0; at < namesAndMore.length; at += 2) {
            all.append(at == 0 ? "" : ", ")
                    .append('"')
                    .append(namesAndMore[at])
                    .append("\": ")
                    .append(TRACKER.formatted(namesAndMore[at + 1]));
        }
        return all + "}";
    }

    private static List<String> codes(TrackerSetups setups) {
        return setups.problems().stream().map(FileProblem::code).toList();
    }

    @Test
    void the_file_of_workers_gives_each_tracker_its_state_file_and_projects_in_any_case() throws IOException {
        write("workers.yaml", "workers:\n  a: {statefile: soc.hcl, projects: [soc, OPS]}\n");
        TrackerSetups setups = load("{\"workers_file\": \"workers.yaml\", " + trackers("a", "") + "}");
        assertThat(setups.problems()).isEmpty();
        assertThat(setups.trackers().get("a").machines()).containsOnlyKeys("SOC", "OPS");
        assertThat(setups.trackers().get("a").machine("Ops")).isPresent();
        assertThat(setups.files())
                .extracting(file -> file.path().getFileName().toString())
                .contains("workers.yaml", "soc.hcl");
    }

    @Test
    void what_a_tracker_says_itself_counts_more_than_the_file_of_workers() throws IOException {
        write("workers.yaml", "workers:\n  a: {statefile: soc.hcl, projects: [soc]}\n");
        TrackerSetups setups =
                load("{\"workers_file\": \"workers.yaml\", " + trackers("a", ", \"projects\": [\"OPS\"]") + "}");
        assertThat(setups.trackers().get("a").machines()).containsOnlyKeys("OPS");
    }

    @Test
    void a_project_has_one_tracker() {
        TrackerSetups setups = load("{" + trackers("a", OWN.formatted("SOC"), "b", OWN.formatted("soc")) + "}");
        assertThat(codes(setups)).containsExactly("project_twice");
        assertThat(setups.hasErrors()).isTrue();
        assertThat(setups.trackers()).isEmpty();
    }

    @Test
    void a_tracker_without_projects_and_a_worker_without_a_tracker_are_errors() throws IOException {
        write("workers.yaml", "workers:\n  b: {statefile: soc.hcl, projects: [soc]}\n");
        TrackerSetups setups = load("{\"workers_file\": \"workers.yaml\", " + trackers("a", "") + "}");
        assertThat(codes(setups)).containsExactlyInAnyOrder("worker_without_tracker", "tracker_without_projects");
    }

    @Test
    void of_a_broken_file_of_workers_only_its_own_problems_are_told() throws IOException {
        write("workers.yaml", "workers: [\n");
        TrackerSetups setups = load("{\"workers_file\": \"workers.yaml\", " + trackers("a", "") + "}");
        assertThat(setups.problems())
                .allSatisfy(problem -> assertThat(problem.file()).isEqualTo("workers.yaml"));
        assertThat(setups.hasErrors()).isTrue();
    }

    @Test
    void a_problem_of_the_configuration_names_its_key_once() {
        TrackerSetups setups = load("{" + trackers("a", OWN.formatted("SOC"), "b", OWN.formatted("soc")) + "}");
        Problem problem = setups.problems().get(0).asProblem("tickets");
        assertThat(problem.message()).startsWith("project_twice: the project \"soc\" belongs to the trackers a and b");
    }

    @Test
    void a_problem_of_the_configuration_has_the_place_of_its_key() throws IOException {
        String json = "{\n" + trackers("a", OWN.formatted("SOC"), "b", OWN.formatted("OPS\", \"soc")) + "}";
        FileProblem twice = load(json).problems().get(0);
        assertThat(twice.key()).isEqualTo("tickets.trackers.b.projects[1]");
        assertThat(twice.line()).isEqualTo(2);
        assertThat(json.lines().toList().get(1).substring(twice.column() - 1)).startsWith("\"soc\"");
        assertThat(twice.describe())
                .startsWith("error in the configuration at line 2, column " + twice.column()
                        + ": tickets.trackers.b.projects[1]: project_twice: ");
        Problem problem = twice.asProblem("tickets");
        assertThat(problem.key()).isEqualTo("tickets.trackers.b.projects[1]");
        assertThat(problem.column()).isEqualTo(twice.column());

        write("workers.yaml", "workers:\n  b: {statefile: soc.hcl, projects: [soc]}\n");
        json = "{\"workers_file\": \"workers.yaml\",\n" + trackers("a", "", "b", "") + "}";
        FileProblem without = load(json).problems().get(0);
        assertThat(without.code()).isEqualTo("tracker_without_projects");
        assertThat(without.key()).isEqualTo("tickets.trackers.a");
        assertThat(json.lines().toList().get(1).substring(without.column() - 1)).startsWith("\"a\"");
    }

    @Test
    void where_a_key_is_does_not_make_other_options() {
        String json = "{" + trackers("a", OWN.formatted("SOC")) + "}";
        assertThat(ReadTickets.sound(folder, "\n\n" + json)).isEqualTo(ReadTickets.sound(folder, json));
    }

    @Test
    void a_problem_of_a_file_names_it_with_its_folder_for_the_operator_alone() throws IOException {
        write("statemachines/bad.hcl", "provisioner {");
        FileProblem bad = load("{" + trackers("a", OWN.formatted("SOC").replace("soc.hcl", "bad.hcl")) + "}")
                .problems()
                .get(0);
        assertThat(bad.describe()).startsWith("error in " + folder + "/statemachines/bad.hcl at line 1, column ");
        assertThat(bad.describeToAll()).startsWith("error in bad.hcl at line 1, column ");
        assertThat(bad.asProblem("tickets").message()).startsWith(folder + "/statemachines/bad.hcl at line 1");
        for (String name : List.of("gone.hcl", "../gone.hcl")) {
            FileProblem gone = load("{" + trackers("a", OWN.formatted("SOC").replace("soc.hcl", name)) + "}")
                    .problems()
                    .get(0);
            assertThat(gone.describe()).startsWith("error in " + folder + "/statemachines/" + name + ": ");
        }
        FileProblem workers = load("{\"workers_file\": \"config/gone.yaml\", " + trackers("a", "") + "}")
                .problems()
                .get(0);
        assertThat(workers.describe())
                .isEqualTo("error in " + folder + "/config/gone.yaml: unreadable: there is no such file");
        assertThat(workers.describeToAll()).isEqualTo("error in gone.yaml: unreadable: there is no such file");
    }

    @Test
    void fields_of_a_state_to_which_nothing_moves_are_a_warning() {
        String fields = OWN.formatted("SOC") + ", \"fields\": {\"done\": {}, \"donee\": {}, \"to_do\": {}}";
        TrackerSetups setups = load("{" + trackers("a", fields) + "}");
        assertThat(setups.hasErrors()).isFalse();
        assertThat(setups.problems().stream()
                        .map(problem -> problem.asProblem("tickets").describe()))
                .hasSize(2)
                .anySatisfy(text -> assertThat(text)
                        .startsWith("warning at line 1, column ")
                        .endsWith(
                                ": tickets.trackers.a.fields.donee: unknown_field_state: no state machine has the state"
                                        + " \"donee\"; did you mean \"done\"?"))
                .anySatisfy(text -> assertThat(text)
                        .endsWith(": tickets.trackers.a.fields.to_do: unknown_field_state: no step leads to the state"
                                + " \"to_do\""));
    }

    @Test
    void the_key_of_a_ticket_is_no_project() {
        assertThat(load("{" + trackers("a", OWN.formatted("SOC-1")) + "}")
                        .problems()
                        .get(0)
                        .message())
                .isEqualTo("no provisioner for the project \"SOC-1\"; that is the key of a ticket, its project is"
                        + " \"soc\"");
    }

    @Test
    void missing_files_are_errors() {
        assertThat(codes(load("{\"workers_file\": \"gone.yaml\", " + trackers("a", "") + "}")))
                .isNotEmpty();
        assertThat(load("{" + trackers("a", ", \"statefile\": \"gone.hcl\", \"projects\": [\"SOC\"]") + "}")
                        .hasErrors())
                .isTrue();
    }
}
