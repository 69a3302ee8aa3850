package dev.jenvoy.process.survivors;

import dev.jenvoy.process.account.AccountHelper;
import dev.jenvoy.process.os.ProcTable;
import dev.jenvoy.process.os.Signals;
import java.time.Duration;
import java.util.List;

/**
 * Ends processes that outlived the server that started them. Recognises them by an environment variable with a random
 * token, never by a process id alone, because ids are reused.
 *
 * <p>Limits: a process that cleared its environment is found only while another member of its process group still has
 * the variable. Processes of other users are examined only through a helper that
 * runs commands as them. A platform without {@code /proc} cannot be searched.
 */
public interface Survivors {
    /**
     * Finds processes of this user, except for this one, whose environment contains {@code name=token}. Ends them with
     * their process groups: SIGTERM and SIGCONT, then SIGKILL after the grace period. Blocks until all have ended, at
     * most the grace period and a few seconds. Reads every process's environment, which takes some milliseconds.
     *
     * @param token not empty
     * @throws InterruptedException if interrupted while waiting; the processes may still be alive
     */
    Finding end(String name, String token, Duration grace) throws InterruptedException;

    /** Returns the implementation for this machine. */
    static Survivors forThisMachine() {
        return new ProcSurvivors(ProcTable.ofThisMachine(), Signals.forThisMachine());
    }

    /** Returns the implementation that finds and ends processes of another account, by its helper. */
    static Survivors of(AccountHelper helper) {
        return new HelpedSurvivors(ProcTable.ofThisMachine(), helper);
    }

    /** The result of a search. */
    sealed interface Finding {
        /**
         * No such process is alive.
         *
         * @param ended the number of processes that were ended; 0 if there were no such processes
         */
        record Gone(int ended) implements Finding {}

        /** These processes survived SIGKILL (uninterruptible sleep in the kernel). */
        record Remaining(List<Long> processIds) implements Finding {
            public Remaining {
                processIds = List.copyOf(processIds);
            }
        }

        /** This platform does not show the environments of processes. */
        record CannotTell() implements Finding {}
    }
}
