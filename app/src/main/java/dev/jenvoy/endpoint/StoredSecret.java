package dev.jenvoy.endpoint;

import dev.jenvoy.seal.SealedSecret;
import dev.jenvoy.seal.SecretBox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint in its stored form: public facts, and sealed secrets. Each seal includes the other values of the row, so
 * a row that was changed from outside cannot be opened.
 *
 * @param secret the present secret
 * @param old the previous secret; present exactly if the endpoint accepts it until some time
 */
public record StoredSecret(
        Endpoint endpoint, String secret, @Nullable String old) implements SealedSecret {

    public StoredSecret {
        if ((old == null) != (endpoint.oldUntil() == null)) {
            throw new IllegalArgumentException("an old secret needs an end");
        }
    }

    /** Seals the secrets. */
    static StoredSecret seal(SecretBox box, Endpoint endpoint, String secret, @Nullable String old) {
        return new StoredSecret(
                endpoint,
                box.seal(secret, label(endpoint, "present")),
                old == null ? null : box.seal(old, label(endpoint, "old")));
    }

    @Override
    public boolean isOpenedBy(SecretBox box) {
        return present(box).isPresent();
    }

    /** Returns the present secret; empty if it cannot be opened. */
    Optional<String> present(SecretBox box) {
        return box.open(secret, label(endpoint, "present"));
    }

    /** Returns every secret that is accepted at this time; empty if one of them cannot be opened. */
    Optional<List<String>> taken(SecretBox box, Instant now) {
        Optional<String> present = present(box);
        Instant until = endpoint.oldUntil();
        if (present.isEmpty() || old == null || until == null || !now.isBefore(until)) {
            return present.map(List::of);
        }
        Optional<String> before = box.open(old, label(endpoint, "old"));
        return before.map(text -> {
            List<String> both = new ArrayList<>(present.stream().toList());
            both.add(text);
            return both;
        });
    }

    private static String label(Endpoint endpoint, String which) {
        Instant until = endpoint.oldUntil();
        return String.join(
                "\n",
                "jenvoy endpoint 1",
                which,
                endpoint.provider(),
                endpoint.repoId(),
                endpoint.repoPath(),
                until == null ? "" : Long.toString(Endpoint.micros(until)));
    }

    /** Hides the secrets. */
    @Override
    public String toString() {
        return "Kept[" + endpoint + "]";
    }
}
