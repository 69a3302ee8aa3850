package dev.jenvoy.process;

import dev.jenvoy.process.os.Signal;
import java.io.InputStream;
import java.util.Optional;

/**
 * A started command, as one of the ways of starting has it. Used by the thread that runs the command alone, but for
 * {@link #wake}.
 */
interface Child extends AutoCloseable {
    /**
     * Its standard output. {@code available} tells what can be read without blocking; there is no way to be told of the
     * end, nor a need: the command's end decides.
     */
    InputStream stdout();

    /** Its standard error, likewise. */
    InputStream stderr();

    /**
     * Blocks until there is output, the command has ended, it was woken or the time is over; may return early.
     *
     * @throws InterruptedException if this thread was interrupted
     */
    void await(long nanos) throws InterruptedException;

    /** Makes {@link #await} return soon. Any thread may call it until the child is closed. */
    void wake();

    /** Whether the process itself has ended, as of the last {@link #await}. */
    boolean hasEnded();

    /** Whether nothing of its group but the process itself is known to live. */
    boolean isAlone();

    /**
     * Sends a signal to its process group. Not after {@link #reap} or {@link #remaining}.
     *
     * @return false if not one of the group can be sent it: they run as another user
     */
    boolean signal(Signal signal);

    /**
     * After SIGKILL: which processes of its group live on, in words; empty if none is known to. A process that became
     * another user's does so, as no signal of ours reaches it.
     */
    Optional<String> remaining();

    /** How it ended by itself. Once, after it has ended; afterwards its group is out of reach. */
    Exit reap();

    /** Frees everything. A process that has not been reaped is killed with its group and waited for. */
    @Override
    void close();
}
