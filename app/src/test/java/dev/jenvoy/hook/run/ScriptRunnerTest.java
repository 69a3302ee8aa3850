package dev.jenvoy.hook.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.ShortageException;
import dev.jenvoy.delivery.output.OutputSink;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.HooksDir;
import dev.jenvoy.process.CommandResult;
import dev.jenvoy.process.Commands;
import dev.jenvoy.process.Exit;
import dev.jenvoy.process.output.CapturedOutput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what the exit of a command means for the run of a hook. */
final class ScriptRunnerTest {

    private static final byte[] JSON = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private Outcome run(Exit exit) throws Exception {
        CommandResult result =
                new CommandResult(exit, CapturedOutput.EMPTY, CapturedOutput.EMPTY, Duration.ZERO, Optional.empty());
        HookSettings settings = HooksDir.settings(folder, ChildRule.DELIMITED);
        try (HookPayloadFiles payloads =
                new HookPayloadFiles(folder.resolve("runs"), folder.resolve("memory"), folder.resolve("nowhere"))) {
            return new ScriptRunner(payloads, Commands.forThisMachine(), SharedRuns.ALONE)
                    .run(
                            "push",
                            settings,
                            settings.options().apply("push"),
                            new OneRun(),
                            (payload, account, listener, cancellation) -> result);
        }
    }

    @Test
    void a_command_for_which_the_machine_has_no_room_is_a_shortage_and_no_outcome() {
        assertThatThrownBy(() -> run(new Exit.NoRoom("no descriptor left")))
                .isInstanceOfSatisfying(
                        ShortageException.class,
                        shortage -> assertThat(shortage.what()).isEqualTo("no descriptor left"));
    }

    @Test
    void what_is_wrong_with_the_command_itself_is_its_outcome() throws Exception {
        assertThat(run(new Exit.NotStarted("it is empty")).ending()).isEqualTo(Ending.NOT_STARTABLE);
        assertThat(run(new Exit.Vanished()).ending()).isEqualTo(Ending.VANISHED);
        assertThat(run(new Exit.Exited(3)).returncode()).isEqualTo(3);
    }

    private record OneRun() implements Context {
        @Override
        public String key() {
            return "1";
        }

        @Override
        public long entry() {
            return 1;
        }

        @Override
        public long fence() {
            return 1;
        }

        @Override
        public int redelivery() {
            return 1;
        }

        @Override
        public boolean inDoubt() {
            return false;
        }

        @Override
        public List<Earlier> earlier() {
            return List.of();
        }

        @Override
        public Delivery delivery() {
            return new Delivery(
                    new DeliveryKey("github", "", "d"),
                    Facts.of(new Event("push")),
                    Payload.of(JSON),
                    PayloadDigest.of(JSON),
                    Instant.EPOCH);
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public String token() {
            return "token";
        }

        @Override
        public void started() {
            // Is not waited for.
        }

        @Override
        public OutputSink output(long most) {
            return OutputSink.NONE;
        }

        @Override
        public void onCancel(Runnable ending) {
            // Is never called: no run is cancelled.
        }
    }
}
