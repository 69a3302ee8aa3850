package dev.jenvoy.forge.service;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a report says of a hook. */
public enum CommitState {
    /** It waits or runs. */
    PENDING,
    /** It ended well. */
    SUCCESS,
    /** It ended with another exit code than 0. */
    FAILURE,
    /** It could not be run to its end. */
    ERROR;

    /** Returns its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the state of this word. */
    public static Optional<CommitState> of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }
}
