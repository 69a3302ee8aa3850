package dev.jenvoy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.machine.Component;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the completion script in a real shell. */
class CompletionCommandTest {

    @TempDir
    private Path folder;

    private String complete(String words) throws Exception {
        Component.need("bash");
        Path script = Files.writeString(
                folder.resolve("completion"),
                new Cli(folder).run("completion", "bash").out());
        Process bash = new ProcessBuilder(
                        "bash",
                        "--norc",
                        "-c",
                        "source \"$0\"; read -r -a COMP_WORDS <<<\"$1\"; case $1 in *' ') COMP_WORDS+=('');; esac;"
                                + " COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE=$1; COMP_POINT=${#1};"
                                + " _complete_jenvoy; echo \"${COMPREPLY[@]}\"",
                        script.toString(),
                        words)
                .redirectErrorStream(true)
                .start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(answer).isZero();
        return answer;
    }

    @ParameterizedTest
    @CsvSource({
        "jenvoy deliv, deliveries",
        "jenvoy deliveries pay, payload",
        "jenvoy deliveries list --sta, --state",
        "jenvoy endpoint reg, register",
        "jenvoy endpoint rotate --rev, --revoke-old",
        "jenvoy endpoint register gitl, gitlab",
        "jenvoy send --as bitbucket-, bitbucket-server",
        "jenvoy send --as gi, github",
        "jenvoy chat rend, render",
        "jenvoy chat render --as matr, matrix",
        "jenvoy chat token --family gitl, gitlab",
        "jenvoy chat log --state wait, waiting",
        "jenvoy tickets expl, explain",
        "jenvoy tickets plan --as gitl, gitlab",
        "jenvoy tickets list --result no_tr, no_transition"
    })
    void bash_completes(String words, String completed) throws Exception {
        assertThat(complete(words).split("\\s+")).contains(completed);
    }

    @Test
    void bash_offers_all_that_may_follow() throws Exception {
        assertThat(complete("jenvoy deliveries ").split("\\s+")).contains("list", "show", "tail", "payload");
    }

    @Test
    void the_script_for_zsh_makes_zsh_understand_it() {
        Cli.Ran ran = new Cli(folder).run("completion", "zsh");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("ZSH_VERSION", "bashcompinit", "complete -F _complete_jenvoy");
    }

    @Test
    void bash_completes_the_endpoints_of_the_configuration() throws Exception {
        Files.writeString(folder.resolve("config.json"), "{\"endpoints\": {\"docker-hub\": {}, \"a$(b)\": 1}}");

        assertThat(complete("jenvoy send --endpoint doc").split("\\s+")).contains("docker-hub");
        assertThat(complete("jenvoy send --endpoint a")).doesNotContain("b");
    }

    @Test
    void a_configuration_that_cannot_be_read_completes_nothing() throws Exception {
        Files.writeString(folder.resolve("config.json"), "{\"endpoints\": ");

        assertThat(complete("jenvoy send --endp").split("\\s+")).contains("--endpoint");
    }
}
