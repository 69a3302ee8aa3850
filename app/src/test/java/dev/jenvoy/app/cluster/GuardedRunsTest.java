package dev.jenvoy.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.jenvoy.cluster.guard.RunSlots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dead server's hooks left running, before others run them again. */
final class GuardedRunsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** After SIGTERM it ends when both have got theirs. */
    private static final String HOOK = """
            trap 'touch "$0.told"; until [ -e one.told ] && [ -e two.told ]; do sleep 0.05; done; touch "$0.met"; exit' TERM
            touch "$0.there"
            while :; do sleep 0.05; done
            """;

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    private void hook(String token) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("setsid", "sh", "-c", HOOK, token).directory(folder.toFile());
        builder.environment().put("JENVOY_RUN", token);
        started.add(builder.start());
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve(token + ".there")));
    }

    @Test
    void hooks_of_a_dead_server_are_ended_side_by_side() throws IOException {
        assumeThat(Files.isReadable(Path.of("/proc/self/environ"))).isTrue();
        hook("one");
        hook("two");
        try (RunSlots slots = RunSlots.open(folder, Duration.ofSeconds(30), PATIENCE)) {
            slots.begins("one");
            slots.begins("two");

            GuardedRuns.endOrphans(folder, Duration.ZERO);
        }

        assertThat(folder.resolve("one.met")).exists();
        assertThat(folder.resolve("two.met")).exists();
        await().atMost(PATIENCE).until(() -> started.stream().noneMatch(Process::isAlive));
    }
}
