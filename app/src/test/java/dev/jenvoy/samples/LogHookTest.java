package dev.jenvoy.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogHookTest {
    @TempDir
    private Path scratch;

    private SampleHook log() {
        return SampleHook.named("all+1-log", scratch);
    }

    @Test
    void a_push_is_one_line_of_facts() throws Exception {
        SampleHook.Ran ran = log().with("JENVOY_OWNER", "acme")
                .with("JENVOY_REPO", "site")
                .with("JENVOY_BRANCH", "feature/login")
                .with("JENVOY_SHA", "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d")
                .with("JENVOY_SENDER", "dependabot[bot]")
                .run("push", "{}");

        assertThat(ran)
                .isEqualTo(new SampleHook.Ran(
                        0,
                        "push acme/site branch=feature/login sha=1a2b3c4 sender=dependabot[bot]"
                                + " delivery=72d3162e-cc78-11e3-81ab-4c9367dc0958 attempt=1\n",
                        ""));
    }

    @Test
    void what_a_delivery_does_not_have_is_left_out() throws Exception {
        SampleHook.Ran ran = log().with("JENVOY_ACTION", "opened")
                .with("JENVOY_OWNER", "acme")
                .with("JENVOY_TAG", "v1.0")
                .with("JENVOY_SHA", "12ab")
                .with("JENVOY_DELIVERY", "")
                .with("JENVOY_ATTEMPT", "")
                .run("issues", "{}");

        assertThat(ran.out()).isEqualTo("issues action=opened owner=acme tag=v1.0 sha=12ab\n");
    }

    @Test
    void without_any_variable_the_event_comes_from_the_arguments() throws Exception {
        Path out = Files.createTempFile(scratch, "out", ".txt");
        ProcessBuilder bare = new ProcessBuilder(log().script().toString(), "/dev/null", "star")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        bare.environment().keySet().retainAll(List.of("PATH"));

        assertThat(bare.start().waitFor()).isZero();
        assertThat(out).hasContent("star");
    }

    @Test
    void control_characters_cannot_make_a_line_or_move_a_cursor() throws Exception {
        // The shell creates the bytes, because Java passes on only text of its own locale.
        Path out = Files.createTempFile(scratch, "out", ".txt");
        ProcessBuilder shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "JENVOY_BRANCH=$(printf 'a\\nb\\r\\033[31m\\177\\302\\2332J\\342\\200\\256\\342\\201\\246\\303\\274 x');"
                                + " export JENVOY_BRANCH; exec \"$0\" /dev/null push",
                        log().script().toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        shell.environment().keySet().retainAll(List.of("PATH"));

        assertThat(shell.start().waitFor()).isZero();
        assertThat(Files.readString(out)).isEqualTo("push branch=a?b??[31m??2J??\u00fc?x\n");
    }

    @Test
    void nothing_in_a_value_is_run_or_expanded() throws Exception {
        assertThat(log().with("JENVOY_SENDER", "$(id)`id`;%s\\n*~&<")
                        .run("push", "{}")
                        .out())
                .startsWith("push sender=$(id)`id`;%s\\n*~&< delivery=");
    }
}
