package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Completion of values that are not in the program: hooks by the shell, deliveries by a program that is asked rarely. */
class CompletionShellsTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void make() throws IOException {
        script("hooks/push-site", "true");
        script("hooks/@acme/push", "true");
        script("hooks/samples/all+teams", "true");
        Files.writeString(folder.resolve("hooks/README.md"), "text");
        // Takes the place of the program, and counts its starts.
        script("jenvoy", """
                echo started >> '%s'
                printf 'ENTRY  STATE   RECEIVED\\n214    failed  now\\n213    succeeded  now\\n'""".formatted(folder.resolve("starts")));
        Files.writeString(
                folder.resolve("completion.bash"),
                new Cli(folder).run("completion", "bash").out());
        Files.writeString(
                folder.resolve("completion.fish"),
                new Cli(folder).run("completion", "fish").out());
    }

    private void script(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String shell(String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        builder.environment().remove("XDG_CACHE_HOME");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private List<String> bash(String words) throws Exception {
        Component.need("bash");
        String said = shell(
                "bash",
                "--norc",
                "-c",
                "source ./completion.bash; read -r -a COMP_WORDS <<<\"$0\"; case $0 in *' ') COMP_WORDS+=('');; esac;"
                        + " COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_jenvoy; echo \"${COMPREPLY[*]}\"",
                words);
        return List.of(said.strip().split("\\s+"));
    }

    @Test
    void hooks_are_those_of_the_folder() throws Exception {
        assertThat(bash("./jenvoy hooks run ")).containsExactly("@acme/push", "push-site");
        assertThat(bash("./jenvoy hooks run pu")).containsExactly("push-site");
        assertThat(folder.resolve("starts")).doesNotExist();
    }

    @Test
    void deliveries_are_asked_for_once_a_minute_at_most() throws Exception {
        assertThat(bash("./jenvoy deliveries show ")).containsExactly("214", "213");
        assertThat(bash("./jenvoy cancel 213")).containsExactly("213");
        assertThat(Files.readAllLines(folder.resolve("starts"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "./jenvoy --config x deliv, deliveries",
        "jenvoy help deliv, deliveries",
        "jenvoy send --as=gitl, --as=gitlab",
        "jenvoy send pull, pull_request",
        "jenvoy config get http_p, http_port",
        "jenvoy hooks new --lang py, python",
        "jenvoy service install --dr, --dry-run"
    })
    void bash_knows_commands_options_and_values_wherever_they_are(String words, String completed) throws Exception {
        assertThat(bash(words)).contains(completed);
    }

    @Test
    void shellcheck_finds_no_fault_in_the_script() throws Exception {
        Component.need("shellcheck");

        assertThat(shell("shellcheck", "-s", "bash", "completion.bash")).isEmpty();
    }

    @Test
    void the_script_for_fish_names_every_command_option_and_dynamic_value() throws Exception {
        assertThat(folder.resolve("completion.fish"))
                .content()
                .contains(
                        "complete -c jenvoy -n '__jenvoy_at ' -a 'deliveries'",
                        "complete -c jenvoy -n '__jenvoy_at hooks run' -f -a '(__jenvoy_hooks)'",
                        "complete -c jenvoy -n '__jenvoy_at deliveries show' -f -k -a '(__jenvoy_entries)'",
                        " -l state -r -f -a 'queued running ");
    }

    @Test
    void fish_completes() throws Exception {
        Component.need("fish");

        assertThat(fish("./jenvoy deliv")).contains("deliveries");
        assertThat(fish("jenvoy deliveries list --state fa")).contains("failed");
        assertThat(fish("./jenvoy hooks run "))
                .contains("@acme/push", "push-site")
                .doesNotContain("samples");
        assertThat(fish("./jenvoy deliveries show ")).contains("214", "213");
    }

    private String fish(String words) throws Exception {
        return shell("fish", "--no-config", "-c", "source completion.fish; complete -C '" + words + "'");
    }
}
