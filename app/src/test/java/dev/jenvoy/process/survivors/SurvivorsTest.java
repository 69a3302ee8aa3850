package dev.jenvoy.process.survivors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.jenvoy.process.CommandsContract;
import dev.jenvoy.process.os.ProcTable;
import dev.jenvoy.process.os.ShellSignals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests finding and ending real processes that are no longer supervised. */
final class SurvivorsTest {
    private static final String NAME = "SURVIVORS_TEST_RUN";
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Survivors survivors = Survivors.forThisMachine();
    private final String token = UUID.randomUUID().toString();
    private final List<Process> started = new ArrayList<>();

    @TempDir
    Path folder;

    /** Starts an unsupervised process in its own session, like a command. Returns when the script has started. */
    private Process orphan(String value, String text) throws IOException {
        Path begun = folder.resolve("begun" + started.size());
        ProcessBuilder builder = new ProcessBuilder("setsid", "sh", "-c", text);
        builder.environment().put(NAME, value);
        builder.environment().put("BEGUN", begun.toString());
        Process process = builder.start();
        started.add(process);
        await().until(() -> Files.exists(begun));
        return process;
    }

    @AfterEach
    void leaveNothing() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void one_with_the_token_is_ended() throws Exception {
        Process orphan = orphan(token, "touch $BEGUN; exec sleep 67");

        assertThat(survivors.end(NAME, token, GRACE)).isEqualTo(new Survivors.Finding.Gone(1));

        await().until(() -> !orphan.isAlive());
    }

    @Test
    void one_is_ended_by_the_shells_kill_too() throws Exception {
        Process orphan = orphan(token, "touch $BEGUN; exec sleep 67");
        Survivors portable = new ProcSurvivors(ProcTable.ofThisMachine(), new ShellSignals());

        assertThat(portable.end(NAME, token, GRACE)).isEqualTo(new Survivors.Finding.Gone(1));

        await().until(() -> !orphan.isAlive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "prefix"})
    void one_without_it_is_left_alone(String other) throws Exception {
        Process stranger = orphan(other.equals("prefix") ? token + "x" : other, "touch $BEGUN; exec sleep 68");

        assertThat(survivors.end(NAME, token, GRACE)).isEqualTo(new Survivors.Finding.Gone(0));

        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void one_that_ignores_the_request_to_end_is_killed_after_the_grace() throws Exception {
        Process orphan = orphan(token, "trap '' TERM; touch $BEGUN; while :; do sleep 0.05; done");

        assertThat(survivors.end(NAME, token, Duration.ofMillis(200))).isInstanceOf(Survivors.Finding.Gone.class);

        await().until(() -> !orphan.isAlive());
    }

    @Test
    void a_stopped_one_is_ended() throws Exception {
        Process orphan = orphan(token, "touch $BEGUN; kill -STOP $$; sleep 69");

        assertThat(survivors.end(NAME, token, GRACE)).isInstanceOf(Survivors.Finding.Gone.class);

        await().until(() -> !orphan.isAlive());
    }

    @Test
    void the_rest_of_its_group_is_ended_with_it_though_its_environment_is_clean() throws Exception {
        Path pid = folder.resolve("pid");
        orphan(token, "env -i sleep 70 & echo $! > " + pid + "; touch $BEGUN; wait");
        long child = Long.parseLong(Files.readString(pid).strip());

        assertThat(survivors.end(NAME, token, GRACE)).isInstanceOf(Survivors.Finding.Gone.class);

        assertThat(CommandsContract.lives(child)).isFalse();
    }

    @Test
    void one_that_left_the_group_is_found_by_its_environment() throws Exception {
        Path pid = folder.resolve("pid");
        orphan(token, "setsid sh -c 'echo $$ > " + pid + "; touch $BEGUN; exec sleep 71' & exit 0");
        long daemon = Long.parseLong(Files.readString(pid).strip());

        assertThat(survivors.end(NAME, token, GRACE)).isInstanceOf(Survivors.Finding.Gone.class);

        assertThat(CommandsContract.lives(daemon)).isFalse();
    }

    @Test
    void one_whose_whole_group_has_a_clean_environment_is_not_found() throws Exception {
        // A documented limit.
        Process orphan = orphan(token, "touch $BEGUN; exec env -i sleep 72");
        await().until(() -> Files.size(Path.of("/proc", Long.toString(orphan.pid()), "environ")) == 0
                && Files.readAllBytes(Path.of("/proc", Long.toString(orphan.pid()), "environ")).length == 0);

        assertThat(survivors.end(NAME, token, GRACE)).isEqualTo(new Survivors.Finding.Gone(0));

        assertThat(orphan.isAlive()).isTrue();
    }

    @Test
    void without_visible_environments_the_result_is_unknown() throws Exception {
        Survivors blind = new ProcSurvivors(new ProcTable(folder), (group, signal) -> {
            throw new AssertionError("nobody may be signalled");
        });

        assertThat(blind.end(NAME, token, GRACE)).isEqualTo(new Survivors.Finding.CannotTell());
    }
}
