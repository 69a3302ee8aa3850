package dev.jenvoy.dispatch;

import java.util.OptionalLong;

/** What became of a delivery that somebody wants to run again. */
public sealed interface Redelivery {

    /**
     * It was planned anew, is on disk, and runs or will run.
     *
     * @param entry the journal's number of the new attempt
     */
    record Begun(long entry) implements Redelivery {}

    /**
     * The same delivery is under way.
     *
     * @param entry its number, as far as it has one yet
     */
    record UnderWay(OptionalLong entry) implements Redelivery {}

    /** There is no delivery of this number. */
    record Unknown() implements Redelivery {}

    /** It ran nothing when it came, so its payload was not kept. */
    record NoPayload() implements Redelivery {}

    /** No hook answers to it now. */
    record Unmatched() implements Redelivery {}

    /**
     * It cannot be taken now.
     *
     * @param reason in words that may be shown
     */
    record Unavailable(String reason) implements Redelivery {}
}
