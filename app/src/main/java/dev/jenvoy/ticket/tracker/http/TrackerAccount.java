package dev.jenvoy.ticket.tracker.http;

import java.util.Optional;

/**
 * The credentials of an account. Its text form does not show the token.
 *
 * @param user the name of the account; empty if the token is enough
 * @param token the token
 */
public record TrackerAccount(Optional<String> user, String token) {

    /** @throws IllegalArgumentException if there is a {@link #flaw} */
    public TrackerAccount {
        flaw(user, token).ifPresent(flaw -> {
            throw new IllegalArgumentException(flaw);
        });
    }

    /** Returns what is wrong with such credentials, without the token; empty if they can be sent. */
    public static Optional<String> flaw(Optional<String> user, String token) {
        if (token.isBlank()) {
            return Optional.of("the token is empty: Jenvoy never asks a tracker without credentials");
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return Optional.of("the token has a blank or a character that is not ASCII");
        }
        if (user.filter(name -> name.isBlank() || name.chars().anyMatch(c -> c < ' ' || c == ':' || c == 0x7f))
                .isPresent()) {
            return Optional.of("the user is empty, or has a colon or a control character");
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "TrackerAccount[" + user.orElse("") + "]";
    }
}
