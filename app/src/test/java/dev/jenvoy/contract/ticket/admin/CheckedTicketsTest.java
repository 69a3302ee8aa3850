package dev.jenvoy.contract.ticket.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code jenvoy tickets check} and {@code jenvoy check} see without asking a tracker: scripts, files, places. */
class CheckedTicketsTest {

    private static final String CONFIG = """
            {
              "http_host": "127.0.0.1", "http_port": 0, "admin_port": 0,
              "enforce_secret": "0123456789abcdef0123456789abcdef",
              "tickets": {
                "trackers": {
                  "files": {
                    "kind": "script",
                    "command": "trackers/files",
                    "statefile": "soc.hcl",
                    "projects": ["SOC"]
                  }
                }
              }
            }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("statemachines"));
        Files.createDirectories(folder.resolve("trackers"));
        Files.createDirectories(folder.resolve("hooks"));
        Files.writeString(folder.resolve("statemachines/soc.hcl"), TrackedServer.machine());
        Files.writeString(folder.resolve("config.json"), CONFIG);
        script("#!/bin/sh\nexit 0\n", "rwxr-xr-x");
    }

    private void script(String text, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("trackers/files"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Cli.Ran run(String... arguments) {
        return new Cli(folder).run(arguments);
    }

    /** Expects that both commands say this about the script, with the place of the key that names it. */
    private void says(int code, String severity, String words) {
        Cli.Ran tickets = run("tickets", "check");
        String place = " at line 8, column 9: tickets.trackers.files.command: ";
        assertThat(tickets.out()).contains("  " + severity + " in " + folder + "/config.json" + place, words);
        assertThat(tickets.code()).isEqualTo(code);
        Cli.Ran all = run("check");
        assertThat(all.out()).contains("  config.json: " + severity + place, words);
        assertThat(all.code()).isEqualTo(code);
    }

    @Test
    void a_good_script_is_no_problem() {
        assertThat(run("tickets", "check").out()).contains("No errors found.").doesNotContain("script:");
        Cli.Ran all = run("check");
        assertThat(all.out()).contains("No problems found.").doesNotContain("script:");
        assertThat(all.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            #!/bin/sh\\n           | rw-r--r-- | it is not executable; chmod +x makes it so
            #!/bin/sh\\n           | rwxrwxrwx | others may write to it (mode o+w)
            echo\\n                | rwxr-xr-x | it has no #! line and is not a program
            #!/bin/sh\\r\\n        | rwxr-xr-x | the file has Windows line ends
            #!/usr/bin/none\\n     | rwxr-xr-x | its interpreter /usr/bin/none does not exist
            """)
    void a_bad_script_is_an_error(String text, String mode, String words) throws IOException {
        script(text.replace("\\n", "\n").replace("\\r", "\r"), mode);
        says(1, "error", "the script cannot be run: ");
        says(1, "error", words);
        assertThat(run("tickets", "check").out()).contains(": " + folder + "/trackers/files\n", "Errors found.");
    }

    @Test
    void a_missing_script_is_an_error_and_the_others_are_shown() throws IOException {
        Files.delete(folder.resolve("trackers/files"));
        says(1, "error", "the script cannot be run: it does not exist, or is not a regular file");
        assertThat(run("tickets", "check").out()).contains("SOC          STATUS");
        assertThat(run("tickets", "check", "--json").out()).contains("\"fine\": false");
    }

    @Test
    void what_may_be_otherwise_for_the_server_is_a_warning() throws IOException {
        script("#!/usr/bin/env no-such-program\n", "rwxr-xr-x");
        says(0, "warning", "env finds no program \"no-such-program\" on its PATH");
        script("#!/bin/sh -e\r\n", "rwxr-xr-x");
        says(0, "warning", "the file has Windows line ends");
    }

    @Test
    void a_problem_of_the_section_names_the_file() throws IOException {
        Files.writeString(folder.resolve("config.json"), CONFIG.replace("\"kind\"", "\"hops\": 99, \"kind\""));
        assertThat(run("tickets", "check").out())
                .contains("  error in " + folder + "/config.json at line 7, column 17: tickets.trackers.files.hops: ");
    }

    @Test
    void a_missing_state_file_is_named_with_the_folder_in_which_it_was_looked_for() throws IOException {
        Files.delete(folder.resolve("statemachines/soc.hcl"));
        String missing = folder + "/statemachines/soc.hcl: unreadable: there is no such file\n";
        assertThat(run("tickets", "check").out()).contains("  error in " + missing);
        assertThat(run("check").out()).contains("  config.json: error: tickets: " + missing);
    }

    @Test
    void what_does_not_fit_together_has_the_place_of_its_key() throws IOException {
        List<String> lines = new ArrayList<>(CONFIG.lines().toList());
        lines.add(5, "\"more\": {\"kind\": \"script\", \"command\": \"trackers/files\", \"statefile\": \"soc.hcl\",");
        lines.add(6, "  \"projects\": [\"soc\"]},");
        Files.writeString(folder.resolve("config.json"), String.join("\n", lines));
        assertThat(run("tickets", "check").out())
                .contains("  error in " + folder
                        + "/config.json at line 12, column 22: tickets.trackers.files.projects[0]:"
                        + " project_twice: ");
        assertThat(run("check").out())
                .contains(
                        "  config.json: error at line 12, column 22: tickets.trackers.files.projects[0]: project_twice: ");
    }
}
