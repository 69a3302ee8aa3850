package dev.jenvoy.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import dev.jenvoy.process.os.LibC;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests reports of a shortage of the machine, which is not the command's fault. */
final class CommandShortageTest extends CommandsContract {
    private static final long SYS_GETRLIMIT = 97;
    private static final long SYS_SETRLIMIT = 160;
    private static final long NOFILE = 7;

    private final Memory limit = new Memory(16);

    @BeforeEach
    void need64BitLinux() {
        Assumptions.assumeTrue(
                LibC.obstacle().isEmpty() && Platform.ARCH.equals("x86-64"), "this test needs 64-bit Linux on x86");
    }

    @Test
    void without_a_descriptor_nothing_is_started_and_that_passes() throws Exception {
        Command command = script("echo ran");
        assertThat(run(command, AMPLE).exit()).as("all classes are loaded").isEqualTo(new Exit.Exited(0));
        assertThat(LibC.syscall(SYS_GETRLIMIT, NOFILE, Pointer.nativeValue(limit)))
                .isZero();
        long before = limit.getLong(0);
        CommandResult result;
        limit.setLong(0, 3);
        assertThat(LibC.syscall(SYS_SETRLIMIT, NOFILE, Pointer.nativeValue(limit)))
                .isZero();
        try {
            result = run(command, AMPLE);
        } finally {
            limit.setLong(0, before);
            assertThat(LibC.syscall(SYS_SETRLIMIT, NOFILE, Pointer.nativeValue(limit)))
                    .isZero();
        }

        assertThat(result.exit()).isInstanceOf(Exit.NoRoom.class);
        assertThat(run(command, AMPLE).exit()).isEqualTo(new Exit.Exited(0));
    }

    @Test
    void a_shortage_is_distinguished_from_a_fault_of_the_command() throws Exception {
        Path gone = folder.resolve("gone");
        assertThat(Files.exists(gone)).isFalse();
        Command missing = command(gone.toString());

        for (int error : new int[] {LibC.EAGAIN, LibC.ENOMEM, LibC.EMFILE, LibC.ENFILE}) {
            assertThat(StartFailureReason.of(missing, error)).isInstanceOf(Exit.NoRoom.class);
        }
        assertThat(StartFailureReason.of(missing, LibC.ENOENT)).isEqualTo(new Exit.Vanished());
        assertThat(StartFailureReason.of(script("echo"), LibC.ENOEXEC)).isInstanceOf(Exit.NotStarted.class);
        assertThat(StartFailureReason.of(script("echo"), LibC.E2BIG)).isInstanceOf(Exit.NotStarted.class);
    }
}
