package dev.jenvoy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jenvoy.process.os.ProcTable;
import dev.jenvoy.process.output.CapturedOutput;
import dev.jenvoy.process.output.OutputListener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how ends are reported, and what survives them. */
final class CommandEndsTest extends CommandsContract {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 63, 64, 124, 126, 127, 128, 193, 200, 254, 255})
    void every_exit_code_is_reported(int code) throws Exception {
        assertThat(run("exit " + code).exit()).isEqualTo(new Exit.Exited(code));
    }

    @ParameterizedTest
    @ValueSource(ints = {129, 137, 143, 192})
    void a_code_above_128_is_not_taken_for_a_signal(int code) throws Exception {
        Assumptions.assumeTrue(way != LaunchWay.PORTABLE, "a stated weakness of the portable way");

        assertThat(run("exit " + code).exit()).isEqualTo(new Exit.Exited(code));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 11, 13, 15})
    void a_signal_is_reported(int signal) throws Exception {
        Exit exit = run("kill -" + signal + " $$").exit();

        assertThat(exit).isEqualTo(new Exit.Signalled(signal));
        assertThat(exit.status()).hasValue(128 + signal);
    }

    @Test
    void it_ends_at_its_timeout() throws Exception {
        CommandResult result = run("sleep 60", limits(Duration.ofMillis(200), Duration.ofSeconds(10)));

        assertThat(result.exit()).isEqualTo(new Exit.TimedOut());
        assertThat(result.duration()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
    }

    @Test
    void output_after_sigterm_is_kept() throws Exception {
        String text = "trap 'echo bye; exit 0' TERM; echo hello; while :; do sleep 0.05; done";
        CommandResult result = run(text, limits(Duration.ofMillis(300), Duration.ofSeconds(10)));

        assertThat(result.exit()).isEqualTo(new Exit.TimedOut());
        assertThat(text(result.stdout())).isEqualTo("hello\nbye\n");
    }

    @Test
    void one_that_ignores_the_request_to_end_is_killed_after_the_grace() throws Exception {
        String text = "trap '' TERM; while :; do sleep 0.05; done";
        CommandResult result = run(text, limits(Duration.ofMillis(200), Duration.ofMillis(300)));

        assertThat(result.exit()).isEqualTo(new Exit.TimedOut());
        assertThat(result.duration()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(5));
    }

    @Test
    void a_stopped_process_is_ended_at_its_timeout() throws Exception {
        String text = "trap 'echo bye; exit 0' TERM; kill -STOP $$; sleep 60";
        CommandResult result = run(text, limits(Duration.ofMillis(200), Duration.ofSeconds(10)));

        assertThat(result.exit()).isEqualTo(new Exit.TimedOut());
        assertThat(text(result.stdout())).as("it went on to hear of its end").isEqualTo("bye\n");
    }

    @Test
    void one_that_closed_its_outputs_runs_on_until_its_timeout() throws Exception {
        CommandResult result = run("exec >&- 2>&-; sleep 60", limits(Duration.ofMillis(300), Duration.ofSeconds(10)));

        assertThat(result.exit()).isEqualTo(new Exit.TimedOut());
        assertThat(result.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void its_children_do_not_survive_its_timeout() throws Exception {
        String text = "(trap '' TERM; sleep 61) & echo $!; wait";
        CommandResult result = run(text, limits(Duration.ofMillis(300), Duration.ofMillis(200)));

        assertThat(result.exit()).isEqualTo(new Exit.TimedOut());
        await().until(() -> !lives(pid(result.stdout())));
    }

    @Test
    void a_crowd_of_children_that_ignore_the_request_does_not_survive_its_timeout() throws Exception {
        String text = "trap '' TERM; for i in 1 2 3 4 5 6 7 8; do (sleep 70 & sleep 71) & done; echo $$; wait";
        CommandResult result = run(text, limits(Duration.ofMillis(400), Duration.ofMillis(100)));

        assertThat(result.duration()).isLessThan(Duration.ofSeconds(10));
        await().until(() -> ProcTable.ofThisMachine().isEmptyGroup(pid(result.stdout())));
    }

    @Test
    void a_daemon_that_left_the_group_survives_its_timeout() throws Exception {
        // A documented limit.
        CommandResult result =
                run("setsid sleep 72 & echo $!; sleep 73", limits(Duration.ofMillis(300), Duration.ZERO));

        assertThat(result.exit()).isEqualTo(new Exit.TimedOut());
        assertThat(lives(pid(result.stdout()))).isTrue();
        ProcessHandle.of(pid(result.stdout())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void its_children_have_the_grace_too() throws Exception {
        // The leader ends at once; its child needs a moment to clean up.
        String text = "(trap 'sleep 0.3; echo tidy; exit' TERM; while :; do sleep 0.05; done) & wait";
        CommandResult result = run(text, limits(Duration.ofMillis(300), Duration.ofSeconds(10)));

        assertThat(text(result.stdout())).isEqualTo("tidy\n");
        assertThat(result.duration()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void a_grandchild_that_holds_the_pipes_is_not_waited_for_and_lives_on() throws Exception {
        CommandResult result = run("sleep 62 & echo $!");

        try {
            assertThat(result.exit()).isEqualTo(new Exit.Exited(0));
            assertThat(result.duration()).isLessThan(Duration.ofSeconds(10));
            assertThat(lives(pid(result.stdout()))).isTrue();
        } finally {
            ProcessHandle.of(pid(result.stdout())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void a_grandchild_that_goes_on_printing_ends_by_its_broken_pipe() throws Exception {
        CommandResult result = run("yes & echo $! >&2");

        assertThat(result.exit()).isEqualTo(new Exit.Exited(0));
        assertThat(result.duration()).isLessThan(Duration.ofSeconds(10));
        await().until(() -> !lives(pid(result.stderr())));
    }

    @Test
    void cancelled_before_it_is_not_started() throws Exception {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        CommandResult result = commands.run(script("echo ran"), AMPLE, OutputListener.NONE, cancellation);

        assertThat(result.exit()).isEqualTo(new Exit.Cancelled());
        assertThat(result.stdout()).isEqualTo(CapturedOutput.EMPTY);
    }

    @Test
    void cancelled_while_it_runs_it_and_its_children_end_at_once() throws Exception {
        Cancellation cancellation = new Cancellation();
        OutputListener cancels = (stream, chunk) -> CompletableFuture.runAsync(cancellation::cancel);

        CommandResult result = commands.run(script("sleep 63 & echo $!; wait"), AMPLE, cancels, cancellation);

        assertThat(result.exit()).isEqualTo(new Exit.Cancelled());
        assertThat(result.duration()).isLessThan(Duration.ofSeconds(10));
        await().until(() -> !lives(pid(result.stdout())));
    }

    @Test
    void cancelled_while_it_starts_it_ends_without_the_grace() throws Exception {
        // Not a child of the shell: a child that is forked at the moment of the signal may miss it.
        Command command = script("exec sleep 74");
        for (int i = 0; i < 20; i++) {
            Cancellation cancellation = new Cancellation();
            CompletableFuture<Void> cancelled = CompletableFuture.runAsync(cancellation::cancel);

            CommandResult result = commands.run(
                    command, limits(Duration.ofSeconds(30), Duration.ofSeconds(20)), OutputListener.NONE, cancellation);

            assertThat(result.exit()).isEqualTo(new Exit.Cancelled());
            assertThat(result.duration()).isLessThan(Duration.ofSeconds(10));
            cancelled.join();
        }
    }

    @Test
    void an_interrupt_kills_the_group() throws Exception {
        Thread caller = Thread.currentThread();
        CompletableFuture<Long> child = new CompletableFuture<>();
        OutputListener interrupts = (stream, chunk) -> {
            child.complete(pid(new CapturedOutput(chunk)));
            CompletableFuture.runAsync(caller::interrupt);
        };
        Command command = script("trap '' TERM; sleep 64 & echo $!; wait");

        assertThatThrownBy(() -> commands.run(command, AMPLE, interrupts, new Cancellation()))
                .isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
        await().until(() -> !lives(child.join()));
    }

    @Test
    void a_thread_that_is_interrupted_already_starts_nothing() throws Exception {
        Command command = script("touch ran");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> run(command, AMPLE)).isInstanceOf(InterruptedException.class);

        assertThat(folder.resolve("ran")).doesNotExist();
    }

    @Test
    void a_command_that_the_server_fails_at_following_is_ended_and_lost() throws Exception {
        CompletableFuture<Long> child = new CompletableFuture<>();
        OutputListener fails = (stream, chunk) -> {
            child.complete(pid(new CapturedOutput(chunk)));
            throw new IllegalStateException("no room");
        };
        Command command = script("sleep 65 & echo $!; wait");

        Exit exit = commands.run(command, AMPLE, fails, new Cancellation()).exit();

        assertThat(exit)
                .as("it ran, so it is not told as one that was not started")
                .isInstanceOf(Exit.Lost.class);
        assertThat(exit.status()).isEmpty();
        await().until(() -> !lives(child.join()));
    }

    @Test
    void memory_that_ends_while_a_command_runs_ends_the_command() throws Exception {
        OutputListener fails = (stream, chunk) -> {
            throw new OutOfMemoryError("told");
        };

        Exit exit = commands.run(script("echo x; sleep 64"), AMPLE, fails, new Cancellation())
                .exit();

        assertThat(exit).isEqualTo(new Exit.Lost("out of memory"));
    }
}
