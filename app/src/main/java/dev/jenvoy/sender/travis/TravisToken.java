package dev.jenvoy.sender.travis;

import dev.jenvoy.delivery.payload.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Makes what older installations of Travis CI send in place of a signature: the SHA-256 of the repository's slug and a user's
 * token. It proves the sender of a request, and nothing about its body.
 */
public final class TravisToken {

    public static final String HEADER = "Authorization";
    public static final String SLUG = "Travis-Repo-Slug";

    private TravisToken() {}

    /**
     * Returns the header's value in lower-case hex.
     *
     * @param slug the repository, {@code acme/site}
     */
    public static String of(String slug, String token) {
        return HexFormat.of().formatHex(digest(slug, token));
    }

    static byte[] digest(String slug, String token) {
        return Sha256.begin().digest((slug + token).getBytes(StandardCharsets.UTF_8));
    }
}
