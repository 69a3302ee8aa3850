package dev.jenvoy.chat.route;

import dev.jenvoy.seal.SealedSecret;
import dev.jenvoy.seal.SecretBox;
import java.util.Locale;
import java.util.Optional;

/**
 * The token of a repository at one family of senders, sealed.
 *
 * @param repo the full name of the repository, in lower case
 * @param family the word of the family
 * @param box the sealed token
 */
public record StoredToken(String repo, String family, String box) implements SealedSecret {

    public StoredToken {
        repo = repo.toLowerCase(Locale.ROOT);
    }

    /** Seals a token. */
    static StoredToken seal(SecretBox box, String repo, String family, String token) {
        return new StoredToken(repo, family, box.seal(token, label(repo, family)));
    }

    /** Returns the token; empty if it cannot be opened with this box. */
    Optional<String> token(SecretBox secrets) {
        return secrets.open(box, label(repo, family));
    }

    @Override
    public boolean isOpenedBy(SecretBox secrets) {
        return token(secrets).isPresent();
    }

    /** A token that is moved to another repository or family cannot be opened. */
    private static String label(String repo, String family) {
        return String.join("\n", "jenvoy chat token 1", family, repo.toLowerCase(Locale.ROOT));
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return "StoredToken[" + family + " " + repo + "]";
    }
}
