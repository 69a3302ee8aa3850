package dev.jenvoy.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.machine.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Does what Java itself cannot: creates names that are not text, and runs in another locale. */
public final class Shells {

    private Shells() {}

    public static void run(Path folder, String script) throws IOException, InterruptedException {
        output(new ProcessBuilder("sh", "-c", script).directory(folder.toFile()));
    }

    /** Returns the output of a class's main in another Java process. */
    static String java(String locale, Class<?> main, String argument) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(JavaProcess.running(main.getName(), argument));
        builder.environment().put("LC_ALL", locale);
        return output(builder);
    }

    private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.strip();
    }
}
