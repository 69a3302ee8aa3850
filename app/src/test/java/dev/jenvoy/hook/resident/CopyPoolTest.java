package dev.jenvoy.hook.resident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.process.Cancellation;
import dev.jenvoy.process.CommandResult;
import dev.jenvoy.process.Commands;
import dev.jenvoy.process.Exit;
import dev.jenvoy.process.Limits;
import dev.jenvoy.process.output.OutputListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests when processes of a resident hook end and start. */
class CopyPoolTest {

    private static final Limits LIMITS = new Limits(Duration.ofSeconds(20), Duration.ofMillis(100), 1_000);
    private static final String TOKEN = "JENVOY_RUN";

    @TempDir
    private Path folder;

    private CopyPool pool() {
        return new CopyPool("push", new CopyMaker(folder.resolve("residents"), TOKEN, Commands.forThisMachine()));
    }

    /** Writes a hook that answers with its process id; with this word in its place it ends without an answer. */
    private ResidentProgram program(Duration idle, String word) throws Exception {
        Path file = Files.writeString(
                folder.resolve("push"),
                String.join(
                        "\n",
                        "#!/bin/sh",
                        "while read -r line; do",
                        "  run=${line#*'\"run\":\"'}; run=${run%%'\"'*}",
                        word,
                        "  printf '{\"run\":\"%s\",\"returncode\":0,\"output\":\"%s\"}\\n' \"$run\" $$",
                        "done",
                        ""));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new ResidentProgram(
                "push",
                file,
                List.of(file.toString()),
                Optional.empty(),
                folder,
                Map.of("PATH", System.getenv("PATH")),
                1,
                idle,
                Duration.ofMillis(100));
    }

    private CommandResult run(CopyPool pool, ResidentProgram program) throws Exception {
        ResidentRequest request = new ResidentRequest(
                "0123abcd", "id", "push", Map.of(), Map.of(), folder.resolve("payload.json"), Optional.empty());
        return pool.run(program, request, LIMITS, OutputListener.NONE, new Cancellation());
    }

    private static long pid(CommandResult result) {
        assertThat(result.exit()).isEqualTo(new Exit.Exited(0));
        return Long.parseLong(new String(result.stdout().bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void a_process_that_was_idle_for_long_is_ended() throws Exception {
        try (CopyPool pool = pool()) {
            long pid = pid(run(pool, program(Duration.ofMillis(1), "")));
            Eventually.that(() -> {
                pool.endIdle();
                assertThat(ProcessHandle.of(pid)).isEmpty();
            });
            try (var left = Files.list(folder.resolve("residents"))) {
                assertThat(left).isEmpty();
            }
            assertThat(pid(run(pool, program(Duration.ofHours(1), "")))).isNotEqualTo(pid);
        }
    }

    @Test
    void a_process_that_is_used_stays() throws Exception {
        try (CopyPool pool = pool()) {
            ResidentProgram program = program(Duration.ofHours(1), "");
            long pid = pid(run(pool, program));
            pool.endIdle();
            assertThat(pid(run(pool, program))).isEqualTo(pid);
        }
    }

    @Test
    void a_process_that_died_while_it_was_idle_fails_no_delivery() throws Exception {
        try (CopyPool pool = pool()) {
            ResidentProgram program = program(Duration.ofHours(1), "");
            long pid = pid(run(pool, program));
            assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
            Eventually.that(() -> assertThat(pid(run(pool, program))).isNotEqualTo(pid));
        }
    }

    @Test
    void a_hook_that_keeps_dying_is_started_ever_later() throws Exception {
        try (CopyPool pool = pool()) {
            ResidentProgram program = program(Duration.ofHours(1), "exit 3");
            for (int run = 0; run < 4; run++) {
                assertThat(run(pool, program).exit()).isInstanceOf(Exit.Unanswered.class);
            }
            long begun = System.nanoTime();
            assertThat(run(pool, program).exit()).isInstanceOf(Exit.Unanswered.class);
            assertThat(System.nanoTime() - begun)
                    .isGreaterThan(Duration.ofMillis(1_500).toNanos());
        }
    }

    @Test
    void what_a_closed_pool_is_given_is_cancelled() throws Exception {
        CopyPool pool = pool();
        pool.close();
        assertThat(run(pool, program(Duration.ofHours(1), "")).exit()).isEqualTo(new Exit.Cancelled());
    }
}
