package dev.jenvoy.process;

import dev.jenvoy.process.os.SignalNames;
import java.util.Optional;
import java.util.OptionalInt;

/** Says how a command ended. */
public sealed interface Exit {
    /**
     * Returns the status that a shell or timeout(1) would report: the exit code, 128 plus the signal, 124 after a
     * timeout, 126 if it cannot be executed, 127 if it does not exist. Empty if it was cancelled.
     */
    OptionalInt status();

    /** Explains the end to the author of the command; empty if the command has an exit code. */
    Optional<String> reason();

    /**
     * The command ended by itself.
     *
     * @param code 0 to 255
     */
    record Exited(int code) implements Exit {
        @Override
        public OptionalInt status() {
            return OptionalInt.of(code);
        }

        @Override
        public Optional<String> reason() {
            return Optional.empty();
        }
    }

    /**
     * The command was ended by a signal that the server did not send: by its own fault, the kernel's memory killer, or
     * an operator.
     *
     * @param signal the number, as kill(1) takes it
     */
    record Signalled(int signal) implements Exit {
        @Override
        public OptionalInt status() {
            return OptionalInt.of(128 + signal);
        }

        @Override
        public Optional<String> reason() {
            return Optional.of("ended by " + SignalNames.of(signal));
        }
    }

    /** The command exceeded its timeout and was ended with its whole process group. */
    record TimedOut() implements Exit {
        @Override
        public OptionalInt status() {
            return OptionalInt.of(124);
        }

        @Override
        public Optional<String> reason() {
            return Optional.of("timed out");
        }
    }

    /** The command was cancelled: it did not start, or was ended with its whole process group. */
    record Cancelled() implements Exit {
        @Override
        public OptionalInt status() {
            return OptionalInt.empty();
        }

        @Override
        public Optional<String> reason() {
            return Optional.of("cancelled");
        }
    }

    /**
     * The command started, but the server failed to follow it. It was ended at once (SIGKILL to its group), and its own
     * end is unknown.
     *
     * @param why the failure
     */
    record Lost(String why) implements Exit {
        @Override
        public OptionalInt status() {
            return OptionalInt.empty();
        }

        @Override
        public Optional<String> reason() {
            return Optional.of("the server failed while it ran, and ended it: " + why);
        }
    }

    /**
     * The machine lacks a resource that a start needs: descriptors, processes or memory. Nothing was started. The
     * command is not at fault and may start later.
     *
     * @param what the missing resource
     */
    record NoRoom(String what) implements Exit {
        @Override
        public OptionalInt status() {
            return OptionalInt.of(126);
        }

        @Override
        public Optional<String> reason() {
            return Optional.of("could not be started: " + what);
        }
    }

    /**
     * The command cannot be executed.
     *
     * @param why a clause whose subject is the file: "it has no #! line and is not a program"
     */
    record NotStarted(String why) implements Exit {
        @Override
        public OptionalInt status() {
            return OptionalInt.of(126);
        }

        @Override
        public Optional<String> reason() {
            return Optional.of("could not be started: " + why);
        }
    }

    /**
     * The command was executed, but env(1) found no interpreter for it, so nothing of the script ran. The outputs
     * contain the message of env.
     *
     * @param why a clause whose subject is the file
     */
    record NoInterpreter(String why) implements Exit {
        @Override
        public OptionalInt status() {
            return OptionalInt.of(127);
        }

        @Override
        public Optional<String> reason() {
            return Optional.of("could not be started: " + why);
        }
    }

    /**
     * The command stays for several runs, and did not answer this one as it must.
     *
     * @param code its exit code if it ended, else 0
     * @param why a clause whose subject is the command
     */
    record Unanswered(int code, String why) implements Exit {
        /** The status if the command itself reports success. */
        private static final int FAILED = 1;

        @Override
        public OptionalInt status() {
            return OptionalInt.of(code == 0 ? FAILED : code);
        }

        @Override
        public Optional<String> reason() {
            return Optional.of(why);
        }
    }

    /** The file does not exist (any more). */
    record Vanished() implements Exit {
        @Override
        public OptionalInt status() {
            return OptionalInt.of(127);
        }

        @Override
        public Optional<String> reason() {
            return Optional.of("the file no longer exists");
        }
    }
}
