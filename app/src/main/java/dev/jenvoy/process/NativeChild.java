package dev.jenvoy.process;

import com.sun.jna.Pointer;
import dev.jenvoy.process.os.LibC;
import dev.jenvoy.process.os.NativeInput;
import dev.jenvoy.process.os.NativeMemory;
import dev.jenvoy.process.os.NativeWake;
import dev.jenvoy.process.os.ProcTable;
import dev.jenvoy.process.os.Signal;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;

/**
 * A process that the JDK does not know and does not reap. Its id and its group's id therefore stay its own until {@link
 * #reap}, and signals cannot hit another process.
 */
final class NativeChild implements Child {
    private static final int POLLED = 8;
    private static final int STDOUT = 0;
    private static final int STDERR = 1;
    private static final int WAKE = 2;
    private static final int PROCESS = 3;
    private static final int SIGINFO = 128;
    /**
     * For this long after the start, the output pipes are not polled. Most short scripts end by then and their output
     * fits into the pipe buffers. Waking up for each line would cost more than this delay.
     */
    private static final Duration QUIET = Duration.ofMillis(5);

    /** The polling interval for the end of a process on kernels before 5.3, which cannot report it. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final int pid;
    private final int pidDescriptor;
    private final NativeMemory memory;
    private final Pointer polled;
    private final Pointer info;
    private final Pointer number;
    private final NativeInput stdout;
    private final NativeInput stderr;
    private final NativeWake wake;
    private final Queue<Integer> abandoned;
    private boolean quiet = true;
    private boolean outOfReach;
    private boolean ended;
    private boolean reaped;
    private boolean closed;

    /**
     * Takes over the process and the descriptors.
     *
     * @param pidDescriptor -1 if the kernel has no process descriptors
     * @param memory {@link #memory()}
     * @param abandoned receives the process if it cannot be reaped at the close
     */
    NativeChild(
            int pid,
            int pidDescriptor,
            int stdout,
            int stderr,
            int wake,
            NativeMemory memory,
            Queue<Integer> abandoned) {
        this.pid = pid;
        this.pidDescriptor = pidDescriptor;
        this.memory = memory;
        this.polled = memory.take(4 * POLLED);
        this.info = memory.take(SIGINFO);
        this.number = memory.take(Long.BYTES);
        this.stdout = new NativeInput(stdout, number);
        this.stderr = new NativeInput(stderr, number);
        this.wake = new NativeWake(wake);
        this.abandoned = abandoned;
        poll(STDOUT, -1);
        poll(STDERR, -1);
        poll(WAKE, wake);
        poll(PROCESS, pidDescriptor);
    }

    /** Allocates the memory for one child. Called before the process exists. */
    static NativeMemory memory() {
        return new NativeMemory(4 * POLLED + SIGINFO + 2 * Long.BYTES);
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public InputStream stderr() {
        return stderr;
    }

    @Override
    public void await(long nanos) throws InterruptedException {
        boolean looks = pidDescriptor < 0 && !ended;
        long longest = looks ? Math.min(nanos, LOOK_AGAIN.toNanos()) : nanos;
        if (quiet) {
            longest = Math.min(longest, QUIET.toNanos());
        }
        wake.poll(polled, 4, milliseconds(longest));
        if (quiet) {
            quiet = false;
            poll(STDOUT, stdout.descriptor());
            poll(STDERR, stderr.descriptor());
        }
        forgetIfClosed(STDOUT);
        forgetIfClosed(STDERR);
        if (ready(WAKE) != 0) {
            wake.clear(number);
        }
        if (looks ? hasExited() : ready(PROCESS) != 0) {
            ended = true;
            poll(PROCESS, -1);
        }
    }

    @Override
    public void wake() {
        wake.wake();
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public boolean isAlone() {
        return ProcTable.ofThisMachine().isEmptyGroup(pid);
    }

    @Override
    public boolean signal(Signal signal) {
        if (reaped) {
            throw new IllegalStateException("its process group may have been reused");
        }
        outOfReach = LibC.kill(-pid, signal.number()) < 0;
        return !outOfReach;
    }

    @Override
    public Optional<String> remaining() {
        if (ended && !reaped) {
            reap();
        }
        // The kernel does not reuse the group's number while the group has a member.
        boolean exists = LibC.kill(-pid, 0) == 0 || LibC.errno() == LibC.EPERM;
        return exists ? Optional.of(ProcTable.ofThisMachine()).flatMap(table -> table.living(pid)) : Optional.empty();
    }

    @Override
    public Exit reap() {
        number.setInt(0, 0);
        while (LibC.waitpid(pid, number, 0) < 0) {
            if (LibC.errno() != LibC.EINTR) {
                throw new IllegalStateException("waitpid: error " + LibC.errno());
            }
        }
        reaped = true;
        return exit(number.getInt(0));
    }

    /** Decodes a status like the macros of wait(2). */
    private static Exit exit(int status) {
        int signal = status & 0x7f;
        return signal == 0 ? new Exit.Exited((status >> 8) & 0xff) : new Exit.Signalled(signal);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (!reaped) {
            signal(Signal.KILL);
            reapSoon();
        }
        stdout.close();
        stderr.close();
        LibC.close(wake.descriptor());
        if (pidDescriptor >= 0) {
            LibC.close(pidDescriptor);
        }
        memory.close();
    }

    private void reapSoon() {
        long giveUp = System.nanoTime() + Supervision.AFTER_KILL.toNanos();
        poll(STDOUT, -1);
        poll(STDERR, -1);
        poll(WAKE, -1);
        long left = outOfReach ? 0 : Supervision.AFTER_KILL.toNanos();
        while (LibC.waitpid(pid, number, LibC.WNOHANG) == 0) {
            if (left <= 0) {
                abandoned.add(pid);
                return;
            }
            LibC.poll(polled, 4, milliseconds(pidDescriptor < 0 ? LOOK_AGAIN.toNanos() : left));
            left = giveUp - System.nanoTime();
        }
        reaped = true;
    }

    private boolean hasExited() {
        info.clear(SIGINFO);
        int options = LibC.WEXITED | LibC.WNOHANG | LibC.WNOWAIT;
        // The first field, the signal's number, is 0 until there is something to report.
        return LibC.waitid(LibC.P_PID, pid, info, options) == 0 && info.getInt(0) != 0;
    }

    /** Stops polling a pipe without writers. It is always ready and would prevent sleeping. */
    private void forgetIfClosed(int slot) {
        short ready = ready(slot);
        if (ready != 0 && (ready & LibC.POLLIN) == 0) {
            poll(slot, -1);
        }
    }

    private void poll(int slot, int descriptor) {
        polled.setInt((long) slot * POLLED, descriptor);
        polled.setShort((long) slot * POLLED + 4, LibC.POLLIN);
        polled.setShort((long) slot * POLLED + 6, (short) 0);
    }

    private short ready(int slot) {
        return polled.getShort((long) slot * POLLED + 6);
    }

    /** Rounds up, because a wait that ends too early must be repeated. */
    private static int milliseconds(long nanos) {
        return (int) Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000);
    }
}
