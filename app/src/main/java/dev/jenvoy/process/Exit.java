package dev.jenvoy.process;

import dev.jenvoy.process.os.SignalNames;
import java.util.Optional;
import java.util.OptionalInt;

/** How a command ended. */
public sealed interface Exit {
    /**
     * The number that a shell or timeout(1) would give for it: the exit code, 128 and the signal, 124 after a timeout,
     * 126 for what can not be executed, 127 for what is not there; none if it was cancelled.
     */
    OptionalInt status();

    /** Why it has no exit code of its own, in words for the person who wrote the command; empty if it has one. */
    Optional<String> reason();

    /**
     * It ended by itself.
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
     * A signal ended it that did not come from its limits: its own fault, the kernel's memory killer, an operator.
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

    /** It ran longer than its timeout and was ended, with its whole process group. */
    record TimedOut() implements Exit {
        @Override
        public OptionalInt status() {
            return OptionalInt.of(124);
        }

        @Override
        public Optional<String> reason() {
            return Optional.of("ran out of time");
        }
    }

    /** It was cancelled: not started at all, or ended with its whole process group. */
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
     * It was started, and then the server failed at following it: it was ended at once (SIGKILL to its group), and how it
     * would have ended is not known.
     *
     * @param why what failed
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
     * The machine is short of something that a start needs: descriptors, processes or memory. Nothing was started, the
     * command is not at fault, and it may start when it is tried again.
     *
     * @param what what is missing, in words
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
     * It can not be executed.
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
     * It was executed, but env(1) found no interpreter for it: nothing of its own has run. What env printed is in its
     * outputs.
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

    /** The file is not there (any more). */
    record Vanished() implements Exit {
        @Override
        public OptionalInt status() {
            return OptionalInt.of(127);
        }

        @Override
        public Optional<String> reason() {
            return Optional.of("the file is gone");
        }
    }
}
