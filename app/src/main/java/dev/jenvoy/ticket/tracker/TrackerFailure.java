package dev.jenvoy.ticket.tracker;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a tracker did not do what it was asked for. The texts are for people: one line, the tracker's own words where it said
 * something, at most 300 characters of them, with control characters escaped and without the token.
 */
public sealed interface TrackerFailure extends LookResult, MoveResult, SurveyResult {

    /** Returns the word for this end in records and metrics. Words are kept: never change one. */
    String word();

    /** Returns why, as it may be shown. */
    String said();

    /** The tracker refuses this about this ticket, and would refuse it again. Other tickets are not affected. */
    record Refused(Refused.Reason reason, String said) implements TrackerFailure {

        /** What is refused. */
        public enum Reason {
            /** There is no such ticket, or the account may not see it. */
            MISSING("missing"),
            /** It belongs to another project than its key says. */
            FOREIGN("foreign"),
            /** The account may not do that. */
            FORBIDDEN("forbidden"),
            /** The step needs a field that was not given. */
            NEEDS_FIELD("needs_field"),
            /** Refused for another reason. */
            REJECTED("rejected"),
            /** The tracker accepted the move, and the ticket is where it was. */
            UNCHANGED("unchanged");

            private final String word;

            Reason(String word) {
                this.word = word;
            }
        }

        @Override
        public String word() {
            return reason.word;
        }
    }

    /** The tracker as a whole cannot be used, and would refuse every other ticket as well. */
    record Shut(Shut.Reason reason, String said) implements TrackerFailure {

        /** Why it cannot be used. */
        public enum Reason {
            /** It refuses the credentials. */
            CREDENTIALS("credentials"),
            /** What answers is not such a tracker, or the command cannot be run. */
            NOT_TRACKER("not_tracker");

            private final String word;

            Reason(String word) {
                this.word = word;
            }
        }

        /** Returns whether the credentials are refused. */
        public boolean isCredentials() {
            return reason == Shut.Reason.CREDENTIALS;
        }

        @Override
        public String word() {
            return reason.word;
        }
    }

    /**
     * Not now. What was asked for may have been done.
     *
     * @param notBefore when it may be asked for again; empty if the tracker did not say
     * @param wholeTracker whether this is so for every ticket, or else for this one
     */
    record Later(Later.Reason reason, Optional<Instant> notBefore, boolean wholeTracker, String said)
            implements TrackerFailure {

        /** Why not now. */
        public enum Reason {
            /** No connection, no answer in time, or an error of the service. */
            UNREACHABLE("unreachable"),
            /** It limits the rate. */
            LIMITED("limited"),
            /** The ticket is being changed by another. */
            BUSY("busy");

            private final String word;

            Reason(String word) {
                this.word = word;
            }
        }

        @Override
        public String word() {
            return reason.word;
        }
    }
}
