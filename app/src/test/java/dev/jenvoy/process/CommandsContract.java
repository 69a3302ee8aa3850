package dev.jenvoy.process;

import dev.jenvoy.process.os.ProcTable;
import dev.jenvoy.process.output.CapturedOutput;
import dev.jenvoy.process.output.OutputListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of every way to run commands. Its tests run once for each way. */
@ParameterizedClass
@EnumSource(LaunchWay.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class CommandsContract {
    static final Limits AMPLE = new Limits(Duration.ofSeconds(30), Duration.ofSeconds(1), 64 * 1024);
    static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

    @Parameter
    LaunchWay way;

    @TempDir
    Path folder;

    Commands commands;
    Path input;

    @BeforeEach
    void prepare() throws IOException {
        commands = way.commands();
        input = Files.writeString(folder.resolve("input"), "{\"a\": 1}\n");
    }

    static Limits limits(Duration timeout, Duration grace) {
        return new Limits(timeout, grace, AMPLE.maxOutput());
    }

    /** Creates an executable file with exactly this content. */
    Path file(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    Command command(String... line) {
        return new Command(List.of(line), folder, ENVIRONMENT, input);
    }

    Command script(String text) throws IOException {
        return command(file("script", "#!/bin/sh\n" + text + "\n").toString());
    }

    CommandResult run(Command command, Limits limits) throws InterruptedException {
        return commands.run(command, limits, OutputListener.NONE, new Cancellation());
    }

    CommandResult run(String text, Limits limits) throws Exception {
        return run(script(text), limits);
    }

    CommandResult run(String text) throws Exception {
        return run(text, AMPLE);
    }

    static String text(CapturedOutput captured) {
        return new String(captured.bytes(), StandardCharsets.UTF_8);
    }

    /** Returns whether a process is alive; a zombie is not. */
    public static boolean lives(long pid) {
        return ProcTable.ofThisMachine().all().stream().anyMatch(entry -> entry.pid() == pid && entry.isAlive());
    }

    static long pid(CapturedOutput captured) {
        return Long.parseLong(text(captured).strip());
    }
}
