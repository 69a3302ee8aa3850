package dev.jenvoy.contract.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs in a folder, with their output in files. */
record Programs(Path folder) {

    private static final long PATIENCE_SECONDS = 30;

    /** The exit code, and standard output and standard error together. */
    record Ran(int code, String text) {}

    /** Runs a program with an empty standard input. */
    Ran run(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + String.join(" ", command));
        }
        return new Ran(process.exitValue(), Files.readString(out, StandardCharsets.ISO_8859_1));
    }

    /** Runs a program that must succeed, and returns its output. */
    String succeed(String... command) throws IOException, InterruptedException {
        Ran ran = run(command);
        assertThat(ran.code())
                .as("%s: %s", String.join(" ", command), ran.text())
                .isZero();
        return ran.text();
    }

    /** Asks with curl; what it prints ends with the status. Also the exit code of curl if there is no answer. */
    Ran curl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("curl", "--silent", "--show-error", "--max-time", "20", "--write-out", " status=%{http_code}"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }
}
