package dev.jenvoy.sender.github;

import org.jspecify.annotations.Nullable;

/** Asks GitHub's meta endpoint. */
interface MetaClient {

    /**
     * Asks once. Blocks, but never longer than its time limit.
     *
     * @param etag what an earlier answer was marked with, {@code null} for none
     */
    Answer ask(@Nullable String etag) throws InterruptedException;

    /** What came of asking. */
    sealed interface Answer {

        /** A list, and what it is marked with. */
        record Fetched(String body, @Nullable String etag) implements Answer {}

        /** The earlier answer still holds. */
        record Unchanged() implements Answer {}

        /** None, and why. */
        record Failed(String why) implements Answer {}
    }
}
