package dev.jenvoy.process.survivors;

import dev.jenvoy.process.Signals;
import dev.jenvoy.process.os.ProcTable;
import java.time.Duration;
import java.util.List;

/**
 * Ends processes that outlived the server which started them. They are recognised by a variable of their environment
 * that holds a random token, never by a process id alone: ids are reused.
 *
 * <p>Stated limits: a process that cleaned its environment when it was executed is found only while its process group
 * still holds one that did not; processes of another user are not looked at. On a platform without {@code /proc}
 * nothing can be told.
 */
public interface Survivors {
    /**
     * Looks for processes of this user, this one excepted, whose environment holds {@code name=token}, and ends them
     * with their process groups: SIGTERM and SIGCONT, after the grace SIGKILL. Blocks until all are gone, at most the
     * grace and a few seconds. The cost is a read of every process's environment, some milliseconds.
     *
     * @param token not empty
     * @throws InterruptedException if interrupted while waiting; what was found may live on
     */
    Finding end(String name, String token, Duration grace) throws InterruptedException;

    /** The way of this machine. */
    static Survivors forThisMachine() {
        return new ProcSurvivors(ProcTable.ofThisMachine(), Signals.forThisMachine());
    }

    /** What became of them. */
    sealed interface Finding {
        /**
         * None lives.
         *
         * @param ended how many processes had to be ended; 0 when there were none
         */
        record Gone(int ended) implements Finding {}

        /** These still live, though they were sent SIGKILL (uninterruptible sleep in the kernel). */
        record Remaining(List<Long> processIds) implements Finding {
            public Remaining {
                processIds = List.copyOf(processIds);
            }
        }

        /** This platform does not show the environments of processes. */
        record CannotTell() implements Finding {}
    }
}
