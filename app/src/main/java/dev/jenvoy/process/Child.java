package dev.jenvoy.process;

import dev.jenvoy.process.os.Signal;
import java.io.InputStream;
import java.util.Optional;

/** A started command. Used only by the thread that runs the command, except for {@link #wake}. */
interface Child extends AutoCloseable {
    /**
     * Returns the standard output. {@code available} returns what can be read without blocking. The end of the stream
     * is not reported; the end of the command matters instead.
     */
    InputStream stdout();

    /** Returns its id, which is also the id of its process group. */
    long pid();

    /** Returns the standard error, with the same rules. */
    InputStream stderr();

    /**
     * Blocks until there is output, the command has ended, {@link #wake} was called or the time is over. May return
     * early.
     *
     * @throws InterruptedException if this thread was interrupted
     */
    void await(long nanos) throws InterruptedException;

    /** Makes {@link #await} return soon. Any thread may call it until the child is closed. */
    void wake();

    /** Returns whether the process itself had ended at the last {@link #await}. */
    boolean hasEnded();

    /**
     * Returns whether the command itself is known to have run. A helper that was started may still refuse to start the command.
     */
    default boolean wasSeen() {
        return true;
    }

    /** Returns whether no other process of its group is known to be alive. */
    boolean isAlone();

    /**
     * Sends a signal to the process group. Must not be called after {@link #reap} or {@link #remaining}.
     *
     * @return false if no process of the group may receive it, because they run as another user
     */
    boolean signal(Signal signal);

    /**
     * Describes the processes of its group that are alive after SIGKILL; empty if no such process is known. A process
     * that changed its user survives, because the server's signals do not reach it.
     */
    Optional<String> remaining();

    /**
     * Returns how it ended by itself. Must be called once, after the end; afterwards the group must not be signalled.
     */
    Exit reap();

    /** Frees all resources. Kills a process that was not reaped, with its group, and waits for its end. */
    @Override
    void close();
}
