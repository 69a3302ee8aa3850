package dev.jenvoy.chat.door;

import java.util.Optional;

/** Knows the tokens of repositories. */
@FunctionalInterface
public interface RepositoryTokens {

    /**
     * Returns the token of a repository; empty if it is not set, or cannot be opened.
     *
     * @param repo the full name, in any case
     * @param family the word of the family: a token of one family opens no other
     */
    Optional<String> of(String repo, String family);
}
