package dev.jenvoy.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.process.output.CapturedOutput;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the reasons why a command cannot be started. */
final class CommandStartTest extends CommandsContract {
    private String refusal(Path file) throws InterruptedException {
        CommandResult result = run(command(file.toString()), AMPLE);

        assertThat(result.stdout()).isEqualTo(CapturedOutput.EMPTY);
        assertThat(result.stderr()).isEqualTo(CapturedOutput.EMPTY);
        assertThat(result.exit()).isInstanceOf(Exit.NotStarted.class);
        return ((Exit.NotStarted) result.exit()).why();
    }

    @Test
    void a_file_that_is_gone_has_vanished() throws Exception {
        assertThat(run(command(folder.resolve("gone").toString()), AMPLE).exit())
                .isEqualTo(new Exit.Vanished());
    }

    @Test
    void a_link_to_nowhere_has_vanished() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("gone"));

        assertThat(run(command(link.toString()), AMPLE).exit()).isEqualTo(new Exit.Vanished());
    }

    @Test
    void a_text_without_an_interpreter_is_not_handed_to_a_shell() throws Exception {
        Path file = file("script", "echo ran; touch ran\n");

        assertThat(refusal(file)).isEqualTo("it has no #! line and is not a program");
        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void windows_line_ends_are_named() throws Exception {
        assertThat(refusal(file("script", "#!/bin/sh\r\necho ran\r\n")))
                .isEqualTo("its first line names the interpreter \"/bin/sh\\r\": the file has Windows line ends");
    }

    @Test
    void a_missing_interpreter_is_named() throws Exception {
        assertThat(refusal(file("script", "#! /usr/bin/nope -x\necho ran\n")))
                .isEqualTo("its interpreter /usr/bin/nope does not exist");
    }

    @Test
    void an_interpreter_that_may_not_be_executed_is_named() throws Exception {
        assertThat(refusal(file("script", "#!/etc/passwd\n")))
                .isEqualTo("its interpreter /etc/passwd may not be executed");
    }

    @Test
    void a_line_that_names_no_interpreter_is_reported() throws Exception {
        assertThat(refusal(file("script", "#!\necho ran\n"))).isEqualTo("its #! line names no interpreter");
    }

    @Test
    void a_byte_order_mark_is_reported() throws Exception {
        assertThat(refusal(file("script", "\uFEFF#!/bin/sh\necho ran\n"))).contains("byte order mark");
    }

    static Stream<Arguments> whatEnvDoesNotFind() {
        return Stream.of(
                Arguments.of("bash\r", "its first line makes env look for \"bash\\r\": the file has Windows line ends"),
                Arguments.of(
                        "bash -e",
                        "its first line makes env look for one program named \"bash -e\": several words need env -S"),
                Arguments.of("nosuchprogram", "env finds no program \"nosuchprogram\" on its PATH"),
                Arguments.of("-S nosuchprogram -u", "env finds no program \"nosuchprogram\" on its PATH"),
                Arguments.of(
                        "./nosuchprogram", "its interpreter ./nosuchprogram does not exist or may not be executed"));
    }

    @ParameterizedTest
    @MethodSource("whatEnvDoesNotFind")
    void what_env_does_not_find_is_named(String line, String why) throws Exception {
        CommandResult result = run(
                command(file("script", "#!/usr/bin/env " + line + "\necho ran\n")
                        .toString()),
                AMPLE);

        assertThat(result.exit()).isEqualTo(new Exit.NoInterpreter(why));
        assertThat(result.exit().status()).hasValue(127);
        assertThat(result.exit().reason()).hasValue("could not be started: " + why);
        assertThat(text(result.stderr())).contains("env:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#!/usr/bin/env sh",
                "#! /usr/bin/env\tsh ",
                "#!/usr/bin/env -S sh -e",
                "#!/usr/bin/env -S A=b sh\r",
                "#!/usr/bin/env -S -i /bin/sh"
            })
    void a_script_that_env_starts_says_127_itself(String line) throws Exception {
        CommandResult result = run(command(file("script", line + "\nexit 127\n").toString()), AMPLE);

        // Unknown forms of env have no problem.
        assertThat(result.exit()).isEqualTo(new Exit.Exited(127));
    }

    @Test
    void an_empty_file_is_reported() throws Exception {
        assertThat(refusal(file("script", ""))).isEqualTo("it is empty");
    }

    @Test
    void a_file_that_may_not_be_executed_is_reported() throws Exception {
        assertThat(refusal(Files.writeString(folder.resolve("script"), "#!/bin/sh\n")))
                .startsWith("it may not be executed");
    }

    @Test
    void a_folder_is_reported() throws Exception {
        assertThat(refusal(Files.createDirectory(folder.resolve("script")))).isEqualTo("it is a folder");
    }

    @Test
    void a_missing_working_directory_is_reported() throws Exception {
        Command command = new Command(List.of("/bin/pwd"), folder.resolve("gone"), ENVIRONMENT, input);

        assertThat(run(command, AMPLE).exit()).isEqualTo(new Exit.NotStarted("its working directory does not exist"));
    }

    @Test
    void a_missing_input_is_reported() throws Exception {
        Command command = new Command(List.of("/bin/cat"), folder, ENVIRONMENT, folder.resolve("gone"));

        assertThat(run(command, AMPLE).exit())
                .isEqualTo(new Exit.NotStarted("the file for its standard input cannot be read"));
    }

    @Test
    void a_program_whose_loader_is_missing_is_not_taken_for_gone() throws Exception {
        String program = Files.readString(Path.of("/bin/true"), StandardCharsets.ISO_8859_1);
        Path file = folder.resolve("program");
        Files.writeString(file, program.replace("/ld-linux", "/no-linux"), StandardCharsets.ISO_8859_1);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));

        assertThat(refusal(file))
                .isIn(
                        "the loader or interpreter that it needs does not exist",
                        "the system refused it: No such file or directory");
    }

    @Test
    void arguments_that_are_too_long_are_reported() throws Exception {
        Exit exit = run(command("/bin/echo", "x".repeat(1 << 20)), AMPLE).exit();

        assertThat(exit).isInstanceOf(Exit.NotStarted.class);
        assertThat(exit.status()).hasValue(126);
    }

    @Test
    void a_file_that_is_written_to_for_a_moment_longer_runs() throws Exception {
        Command command = script("echo ran");
        FileOutputStream writer = new FileOutputStream(folder.resolve("script").toFile(), true);
        Executor soon = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> close(writer), soon);

        assertThat(text(run(command, AMPLE).stdout())).isEqualTo("ran\n");

        closed.join();
    }

    @Test
    void a_file_that_is_written_to_for_long_is_reported() throws Exception {
        Command command = script("echo ran");
        try (FileOutputStream writer =
                new FileOutputStream(folder.resolve("script").toFile(), true)) {
            assertThat(run(command, AMPLE).exit()).isEqualTo(new Exit.NotStarted("it is still being written to"));
            assertThat(writer.getFD().valid()).isTrue();
        }
    }

    @Test
    void a_command_that_ends_with_126_or_127_itself_was_started() throws Exception {
        assertThat(run("echo no such thing >&2; exit 127").exit()).isEqualTo(new Exit.Exited(127));
        assertThat(run("nosuchprogram").exit()).isEqualTo(new Exit.Exited(127));
        assertThat(run("exit 126").exit()).isEqualTo(new Exit.Exited(126));
    }

    private static void close(FileOutputStream writer) {
        try {
            writer.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
