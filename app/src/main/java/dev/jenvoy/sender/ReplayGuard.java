package dev.jenvoy.sender;

import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.Rejection;
import java.time.Duration;
import java.time.Instant;

/**
 * Remembers which proofs were used, so that no proof is accepted twice while it is valid. Survives a restart. Safe for use by
 * several threads: when several ask for one proof at once, exactly one of them is the first.
 */
@FunctionalInterface
public interface ReplayGuard {

    /** Says whether a proof was used before. */
    enum Use {
        /** The proof was never used. It is remembered from now on. */
        NEW,
        /** The proof was used before. */
        REPLAYED,
        /** The memory cannot be read or written, so the proof must not be accepted. */
        UNAVAILABLE
    }

    /**
     * Remembers that this proof is used. The caller asks only for proofs that are right: invented ones would fill the memory.
     * May block for a few seconds.
     *
     * @param proof identifies the proof, the sender's name included; not necessarily short, and no secret
     * @param until the time from which on the proof is too old to be accepted, and may be forgotten
     */
    Use markUsed(String proof, Instant until);

    /** Rejects a request whose proof is {@link Use#UNAVAILABLE}. */
    static Rejection unavailable() {
        return Check.REPLAY_MEMORY.reject("it cannot be told now whether this came before", Duration.ofMinutes(1));
    }
}
