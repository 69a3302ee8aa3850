package dev.jenvoy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.jna.Memory;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import dev.jenvoy.process.os.LibC;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests a command that becomes another user, as through sudo, so that no signal of the server reaches it. A thread of its own is
 * root without the right to signal others, and the command becomes the unprivileged user. On the thread of the test the right
 * would be lost for good: the tests that run on it later could not end the programs that they started.
 */
final class CommandOutOfReachTest extends CommandsContract {
    private static final long SYS_CAPGET = 125;
    private static final long SYS_CAPSET = 126;
    private static final long SYS_PRCTL = 157;
    private static final long PR_CAPBSET_DROP = 24;
    private static final int CAP_KILL = 5;
    private static final int VERSION_3 = 0x20080522;
    private static final String BECOMES = "setpriv --reuid 65534 --regid 65534 --clear-groups sleep ";

    @BeforeEach
    void needsRoot() throws Exception {
        Assumptions.assumeTrue(
                LibC.obstacle().isEmpty() && Platform.ARCH.equals("x86-64"), "this test needs 64-bit Linux on x86");
        Assumptions.assumeTrue(
                Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")),
                "this test needs to be root");
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/setpriv")), "this test needs the program setpriv (util-linux)");
    }

    /** Runs it on a thread that has no right to signal processes of other users. */
    private static CommandResult withoutTheRight(Callable<CommandResult> run) throws Exception {
        FutureTask<CommandResult> task = new FutureTask<>(() -> {
            loseTheRightToSignalOthers();
            return run.call();
        });
        Thread thread = new Thread(task, "without-the-right");
        thread.setDaemon(true);
        thread.start();
        return task.get(1, TimeUnit.MINUTES);
    }

    private static void loseTheRightToSignalOthers() {
        Memory header = new Memory(8);
        header.setInt(0, VERSION_3);
        header.setInt(4, 0);
        Memory sets = new Memory(24);
        assertThat(LibC.syscall(SYS_PRCTL, PR_CAPBSET_DROP, CAP_KILL)).isZero();
        assertThat(LibC.syscall(SYS_CAPGET, Pointer.nativeValue(header), Pointer.nativeValue(sets)))
                .isZero();
        for (int set = 0; set < 3; set++) {
            sets.setInt(4L * set, sets.getInt(4L * set) & ~(1 << CAP_KILL));
        }
        assertThat(LibC.syscall(SYS_CAPSET, Pointer.nativeValue(header), Pointer.nativeValue(sets)))
                .isZero();
    }

    private void assertLivesOn(CommandResult result, long pid) {
        assertThat(result.remaining())
                .hasValueSatisfying(words -> assertThat(words).contains("process " + pid + " of user nobody"));
        assertThat(lives(pid)).isTrue();
    }

    @Test
    void a_command_that_became_another_user_outlives_its_timeout_and_that_is_reported() throws Exception {
        CommandResult result = withoutTheRight(
                () -> run("echo $$; exec " + BECOMES + "8.01", limits(Duration.ofMillis(500), Duration.ofMillis(300))));

        assertThat(result.exit()).isEqualTo(new Exit.TimedOut());
        assertThat(result.duration())
                .as("not waited for what no signal reaches")
                .isLessThan(Duration.ofSeconds(5));
        assertLivesOn(result, pid(result.stdout()));
    }

    @Test
    void a_child_of_it_that_became_another_user_does_too() throws Exception {
        CommandResult result = withoutTheRight(
                () -> run(BECOMES + "8.02 & echo $!; wait", limits(Duration.ofMillis(500), Duration.ofMillis(300))));

        assertThat(result.exit()).isEqualTo(new Exit.TimedOut());
        assertThat(result.duration()).isLessThan(Duration.ofSeconds(6));
        assertLivesOn(result, pid(result.stdout()));
    }

    @Test
    void it_outlives_its_cancellation_and_that_is_reported() throws Exception {
        Cancellation cancellation = new Cancellation();
        Command command = script(BECOMES + "8.03 & sleep 0.3; echo $!; wait");

        CommandResult result = withoutTheRight(() -> commands.run(
                command,
                limits(Duration.ofSeconds(30), Duration.ofMillis(300)),
                (stream, chunk) -> cancellation.cancel(),
                cancellation));

        assertThat(result.exit()).isEqualTo(new Exit.Cancelled());
        assertLivesOn(result, pid(result.stdout()));
    }

    @Test
    void one_that_has_ended_when_it_is_looked_for_is_not_reported() throws Exception {
        CommandResult result = withoutTheRight(
                () -> run(BECOMES + "0.7 & echo $!; wait", limits(Duration.ofMillis(300), Duration.ofSeconds(2))));

        assertThat(result.exit()).isEqualTo(new Exit.TimedOut());
        assertThat(result.remaining()).isEmpty();
        await().until(() -> !lives(pid(result.stdout())));
    }
}
