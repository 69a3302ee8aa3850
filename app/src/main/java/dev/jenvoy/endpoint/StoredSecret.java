package dev.jenvoy.endpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as it rests: what may be known, and its secrets under seal. Each seal names all that the row says beside
 * it, so that a row changed by another hand opens nothing.
 *
 * @param secret the present secret
 * @param old the one before it; there exactly when the endpoint says until when it is taken
 */
record StoredSecret(
        Endpoint endpoint, String secret, @Nullable String old) {

    StoredSecret {
        if ((old == null) != (endpoint.oldUntil() == null)) {
            throw new IllegalArgumentException("an old secret has an end");
        }
    }

    /** Under new seals. */
    static StoredSecret seal(SecretBox box, Endpoint endpoint, String secret, @Nullable String old) {
        return new StoredSecret(
                endpoint,
                box.seal(secret, label(endpoint, "present")),
                old == null ? null : box.seal(old, label(endpoint, "old")));
    }

    /** The present secret; empty when it cannot be opened. */
    Optional<String> present(SecretBox box) {
        return box.open(secret, label(endpoint, "present"));
    }

    /** Every secret that is taken at this time; empty when any of them cannot be opened. */
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

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Kept[" + endpoint + "]";
    }
}
