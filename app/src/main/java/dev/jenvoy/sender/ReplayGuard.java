package dev.jenvoy.sender;

import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.Rejection;
import java.time.Duration;
import java.time.Instant;

/**
 * Remembers which proofs were used, so that none is taken twice while it is valid. Outlives the process. Safe for use by
 * several threads: of those who ask for one proof at once, one is the first.
 */
@FunctionalInterface
public interface ReplayGuard {

    /** What is known of a proof. */
    enum Sight {
        /** It was never used, and is remembered from now on. */
        FIRST,
        /** It was used before. */
        AGAIN,
        /** It cannot be told, or not be remembered: it is not to be taken. */
        UNKNOWN
    }

    /**
     * Remembers that this proof is used. Only to be asked of a proof that was found right: what anybody can make up
     * would fill the memory. May block for a few seconds.
     *
     * @param proof what makes it this one, the sender's name included; not necessarily short, and no secret
     * @param until from when on the proof is too old to be taken anyway, and may be forgotten
     */
    Sight markUsed(String proof, Instant until);

    /** What a request gets whose proof is {@link Sight#UNKNOWN}. */
    static Rejection unavailable() {
        return Check.REPLAY_MEMORY.reject("it cannot be told now whether this came before", Duration.ofMinutes(1));
    }
}
