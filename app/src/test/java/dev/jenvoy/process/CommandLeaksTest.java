package dev.jenvoy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jenvoy.process.output.OutputListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No command leaves anything behind. */
final class CommandLeaksTest extends CommandsContract {
    private static final int RUNS = 500;

    /** The JDK's own threads, kept for a while for the next process, and the test's. */
    private static final List<String> OTHERS =
            List.of("process reaper", "ForkJoinPool", "CompletableFutureDelay", "awaitility");

    @Test
    void five_hundred_runs_leave_no_descriptor_no_thread_and_no_process() throws Exception {
        List<Command> mixed = mixed();
        Limits limits = limits(Duration.ofSeconds(30), Duration.ZERO);
        for (Command command : mixed) {
            run(command, limits);
        }
        int descriptors = descriptors();
        long threads = threads();

        for (int i = 0; i < RUNS; i++) {
            run(mixed.get(i % mixed.size()), limits);
        }

        await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(descriptors));
        await().untilAsserted(() -> assertThat(threads()).isLessThanOrEqualTo(threads));
        await().untilAsserted(() -> assertThat(zombies()).isEmpty());
    }

    @Test
    void ends_by_force_leave_no_descriptor_either() throws Exception {
        Command command = script("sleep 66 & echo x; wait");
        Limits limits = limits(Duration.ofMillis(50), Duration.ofMillis(50));
        run(command, limits);
        int descriptors = descriptors();

        for (int i = 0; i < 10; i++) {
            assertThat(run(command, limits).exit()).isEqualTo(new Exit.TimedOut());
            Cancellation cancellation = new Cancellation();
            OutputListener cancels = (stream, chunk) -> cancellation.cancel();
            assertThat(commands.run(command, AMPLE, cancels, cancellation).exit())
                    .isEqualTo(new Exit.Cancelled());
        }

        await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(descriptors));
        await().untilAsserted(() -> assertThat(zombies()).isEmpty());
    }

    @Test
    void commands_side_by_side_keep_their_own_outputs() throws Exception {
        Path file = file("echo", "#!/bin/sh\necho \"$1\"\n");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<CommandResult>> results = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Command command = command(file.toString(), Integer.toString(i));
                results.add(threads.submit(() -> run(command, AMPLE)));
            }
            for (int i = 0; i < results.size(); i++) {
                assertThat(text(results.get(i).get().stdout())).isEqualTo(i + "\n");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Command> mixed() throws IOException {
        return List.of(
                command(file("fine", "#!/bin/sh\necho out; echo err >&2\n").toString()),
                command(file("chatty", "#!/bin/sh\nhead -c 100000 /dev/zero\n").toString()),
                command(file("dead", "#!/bin/sh\nkill -9 $$\n").toString()),
                command(file("windows", "#!/bin/sh\r\n").toString()),
                command(folder.resolve("gone").toString()));
    }

    private static int descriptors() {
        String[] open = Path.of("/proc/self/fd").toFile().list();
        return open == null ? 0 : open.length;
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> OTHERS.stream().noneMatch(thread.getName()::startsWith))
                .count();
    }

    /** Returns ended children that were not reaped. */
    private static List<String> zombies() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.flatMap(CommandLeaksTest::children)
                    .filter(pid -> !lives(Long.parseLong(pid)) && Files.exists(Path.of("/proc", pid)))
                    .toList();
        }
    }

    private static Stream<String> children(Path thread) {
        try {
            return Stream.of(Files.readString(thread.resolve("children")).split(" ", -1))
                    .filter(pid -> !pid.isBlank());
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
