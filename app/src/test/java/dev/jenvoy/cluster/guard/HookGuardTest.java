package dev.jenvoy.cluster.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.jenvoy.machine.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guard beside a process of its own, with hooks that sleep. */
class HookGuardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<ProcessHandle> started = new ArrayList<>();

    @BeforeEach
    void needsProcesses() {
        assumeThat(Files.isReadable(Path.of("/proc/self/environ"))).isTrue();
    }

    @AfterEach
    void end() {
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void runs_of_a_killed_server_end_and_what_ended_hooks_left_goes_on() throws Exception {
        Guarded server = new Guarded();

        server.process.destroyForcibly();

        await().atMost(PATIENCE).until(() -> ended(server.running) && ended(server.deaf));
        await().atMost(PATIENCE).until(() -> !server.guard.isAlive());
        assertThat(server.left.isAlive()).isTrue();
    }

    @Test
    void runs_of_a_frozen_server_end_when_its_lease_is_over_and_it_is_guarded_again_when_it_wakes() throws Exception {
        Guarded server = new Guarded();

        signal("STOP", server.process.pid());

        await().atMost(PATIENCE).until(() -> ended(server.running) && ended(server.deaf));
        assertThat(server.process.isAlive()).isTrue();
        assertThat(server.left.isAlive()).isTrue();
        assertThat(server.guard.isAlive()).isTrue();

        signal("CONT", server.process.pid());
        server.process.destroyForcibly();
        await().atMost(PATIENCE).until(() -> !server.guard.isAlive());
    }

    @Test
    void a_guard_that_is_killed_is_started_again() throws Exception {
        Guarded server = new Guarded();

        server.guard.destroyForcibly();

        await().atMost(PATIENCE)
                .until(() -> server.process
                        .children()
                        .anyMatch(child -> child.pid() != server.guard.pid()
                                && child.info().commandLine().orElse("").contains("jenvoy-guard")));
        server.process.destroyForcibly();
        await().atMost(PATIENCE).until(() -> ended(server.running));
    }

    @Test
    void the_next_server_reads_which_runs_were_left() throws Exception {
        assertThat(RunSlots.left(folder).tokens()).isEmpty();
        try (RunSlots slots = RunSlots.open(folder, Duration.ofSeconds(30), Duration.ofSeconds(5))) {
            slots.begins("one");
            slots.begins("two");
            slots.ended("one");
            slots.begins("three");

            assertThat(RunSlots.left(folder).tokens()).containsExactlyInAnyOrder("two", "three");
            assertThat(RunSlots.left(folder).killGrace()).isEqualTo(Duration.ofSeconds(6));
        }
        assertThat(RunSlots.left(folder).tokens()).isEmpty();
    }

    /** A frozen parent does not take notice of the end of its children. */
    private static boolean ended(ProcessHandle process) throws IOException {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/stat")).contains(") Z ");
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    /** A process with a guard and three hooks. */
    private final class Guarded {
        final Process process;
        final ProcessHandle guard;

        /** A run that is under way. */
        final ProcessHandle running;

        /** Another that does not end when it is asked to. */
        final ProcessHandle deaf;

        /** What a run left behind that has ended. */
        final ProcessHandle left;

        Guarded() throws IOException {
            process = new ProcessBuilder(JavaProcess.command(
                            "-cp", JavaProcess.classPath(), ServerWithHooks.class.getName(), folder.toString()))
                    .redirectErrorStream(true)
                    .start();
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = said.readLine();
            while (line != null && !line.matches("[0-9]+( [0-9]+){3}")) {
                line = said.readLine();
            }
            assertThat(line).isNotNull();
            String[] pids = line.split(" ", -1);
            guard = handle(pids[0]);
            running = handle(pids[1]);
            deaf = handle(pids[2]);
            left = handle(pids[3]);
            started.add(process.toHandle());
        }

        private ProcessHandle handle(String pid) {
            ProcessHandle handle = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            started.add(handle);
            return handle;
        }
    }

    /** What a server does, as far as the guard is concerned. */
    static final class ServerWithHooks {
        private ServerWithHooks() {}

        public static void main(String[] arguments) throws Exception {
            Duration lease = Duration.ofSeconds(3);
            RunSlots slots = RunSlots.open(Path.of(arguments[0]), lease, Duration.ofSeconds(1));
            HookGuard guard =
                    HookGuard.start(slots, Path.of(arguments[0], "residents"), lease, () -> Duration.ofSeconds(1));
            slots.begins("run1");
            slots.begins("run3");
            long running = hook("run1", "exec sleep 300");
            Files.createDirectories(Path.of(arguments[0], "residents", "run2"));
            long deaf = hook("run2", "trap '' TERM; while :; do sleep 300; done");
            long left = hook("run3", "exec sleep 300");
            slots.ended("run3");
            System.out.println(guard.pid() + " " + running + " " + deaf + " " + left);
            Thread.sleep(Duration.ofMinutes(5).toMillis());
        }

        private static long hook(String token, String script) throws IOException {
            ProcessBuilder builder = new ProcessBuilder("setsid", "/bin/sh", "-c", script)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("JENVOY_RUN", token);
            return builder.start().pid();
        }
    }
}
