package dev.jenvoy.crash.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.machine.Component;
import dev.jenvoy.machine.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs commands of {@code bench/} on the server of the test's class path. */
public final class FaultCommand {

    private static final Path BENCH = bench();

    private FaultCommand() {}

    private static Path bench() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("bench")) ? here.resolve("bench") : here.resolveSibling("bench");
    }

    /**
     * Runs a module of {@code jenvoy_faults}, and expects success.
     *
     * @param scratch the folder for its output
     * @return its output
     */
    public static String run(Path scratch, String module, String... arguments)
            throws IOException, InterruptedException {
        Component.need("python3");
        Component.need("gcc");
        List<String> java = JavaProcess.command("-Xmx256m", "-cp", JavaProcess.classPath(), "dev.jenvoy.cli.Main");
        String server = String.join(" ", java.stream().map(FaultCommand::quoted).toList());
        List<String> command = new ArrayList<>(List.of("python3", "-m", "jenvoy_faults." + module, "--server", server));
        command.addAll(List.of(arguments));
        Path told = scratch.resolve(module + ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile());
        builder.environment().put("PYTHONPATH", BENCH.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("TMPDIR", scratch.toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(240, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String output = Files.readString(told, StandardCharsets.UTF_8);
        System.out.println(output);
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
