package dev.jenvoy.config.sender;

import dev.jenvoy.option.secret.Secrets;
import java.util.Optional;

/**
 * Holds one entry of {@code TRIGGERS}: a branch that may be triggered.
 *
 * @param repository from the entry's name
 * @param branch from the entry's name
 * @param token {@code token}: the shared secrets, any of which may be used; at least one
 * @param cmd {@code cmd}: a shell command that runs besides the hooks, if there is one
 * @param iterations {@code iterations}, else {@code SIG_HASH_ITERATIONS}: how often the signature is hashed
 */
public record TriggerConfig(String repository, String branch, Secrets token, Optional<String> cmd, int iterations) {

    /** @throws IllegalArgumentException without a token, because then everyone could trigger it */
    public TriggerConfig {
        if (token.isEmpty()) {
            throw new IllegalArgumentException("a trigger without a token");
        }
    }

    /** Without the command, in which people write tokens. */
    @Override
    public String toString() {
        return "TriggerConfig[" + repository + ":" + branch + ", token=" + token + ", cmd="
                + (cmd.isPresent() ? "hidden" : "none") + ", iterations=" + iterations + "]";
    }
}
