package dev.jenvoy.endpoint;

import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Repository;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address for the deliveries of one repository.
 *
 * @param provider the sender's name, {@code github}
 * @param repoId the operator's name for the repository, used in the address
 * @param repoPath the repository with its owner, {@code acme/site}, as the sender calls it
 * @param registered when it was registered, in whole milliseconds
 * @param changed when it last got a secret or a path, in whole milliseconds
 * @param oldUntil until when the previous secret is still accepted; {@code null} if it is not
 */
public record Endpoint(
        String provider,
        String repoId,
        String repoPath,
        Instant registered,
        Instant changed,
        @Nullable Instant oldUntil) {

    private static final Pattern PROVIDER = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final Pattern REPO_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    public Endpoint {
        if (!isProvider(provider) || !isRepoId(repoId) || !isRepoPath(repoPath)) {
            throw new IllegalArgumentException("not an endpoint");
        }
    }

    /** Returns the path for its deliveries. */
    public String uri() {
        return "/webhooks/" + provider + "/" + repoId + "/payload";
    }

    public Id id() {
        return new Id(provider, repoId);
    }

    /** The identity of an endpoint. */
    public record Id(String provider, String repoId) {}

    /** Returns the form in which a time is stored and sealed. */
    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static boolean isProvider(String text) {
        return PROVIDER.matcher(text).matches();
    }

    /** Returns whether a text is one part of a path that looks the same in every encoding. */
    static boolean isRepoId(String text) {
        return REPO_ID.matcher(text).matches();
    }

    static boolean isRepoPath(String text) {
        int slash = text.lastIndexOf('/');
        return slash > 0 && Owner.isName(text.substring(0, slash)) && Repository.isName(text.substring(slash + 1));
    }
}
