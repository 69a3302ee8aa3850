package dev.jenvoy.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every way to run commands must do. */
abstract class CommandsContract {
    @TempDir
    Path folder;

    private Commands commands;
    private Path input;

    abstract Commands commands();

    @BeforeEach
    void prepare() throws IOException {
        commands = commands();
        input = Files.writeString(folder.resolve("input"), "{\"a\": 1}");
    }

    private Path script(String text) throws IOException {
        Path file = folder.resolve("script");
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Result run(String text, Limits limits) throws Exception {
        Command command = new Command(
                List.of(script("#!/bin/sh\n" + text).toString(), "one", "two"),
                folder,
                Map.of("PATH", "/usr/bin:/bin"),
                input);
        return commands.run(command, limits, OutputListener.NONE, new Cancellation());
    }

    private Result run(String text) throws Exception {
        return run(text, new Limits(Duration.ofSeconds(20), Duration.ofSeconds(1), 64 * 1024));
    }

    private static String text(Captured captured) {
        return new String(captured.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void the_two_outputs_are_kept_apart() throws Exception {
        Result result = run("echo out; echo err >&2; exit 3");

        assertThat(result.exit()).isEqualTo(new Exit.Exited(3));
        assertThat(text(result.stdout())).isEqualTo("out\n");
        assertThat(text(result.stderr())).isEqualTo("err\n");
    }

    @Test
    void it_ends_at_its_timeout() throws Exception {
        Result result = run("sleep 60", new Limits(Duration.ofMillis(200), Duration.ofSeconds(1), 100));

        assertThat(result.exit()).isEqualTo(new Exit.TimedOut());
        assertThat(result.duration()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(1));
    }
}
