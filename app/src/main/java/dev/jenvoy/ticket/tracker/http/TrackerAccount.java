package dev.jenvoy.ticket.tracker.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
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

    /** Returns the header {@code Authorization} with the user and the token; empty without a user. */
    public Optional<String> basic() {
        return pair().map(pair -> "Basic " + pair);
    }

    /** Returns what is secret in a request. */
    public List<String> secrets() {
        List<String> secrets = new ArrayList<>(List.of(token));
        pair().ifPresent(secrets::add);
        return List.copyOf(secrets);
    }

    private Optional<String> pair() {
        return user.map(name -> name + ":" + token)
                .map(pair -> Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return "TrackerAccount[" + user.orElse("") + "]";
    }
}
