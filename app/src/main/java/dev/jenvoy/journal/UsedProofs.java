package dev.jenvoy.journal;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * Remembers which proofs of senders were used, until they are too old to be accepted. Survives a crash of the process. A
 * crash of the machine is survived as soon as a delivery was accepted afterwards, so that every proof with an effect is
 * remembered. Thread-safe.
 */
@CheckReturnValue
public interface UsedProofs {

    /** The result of noting a proof. */
    enum Noted {
        /** The proof was not used before. */
        NEW,
        /** The proof was noted before. */
        KNOWN,
        /** The proof could not be noted: the disk is full or fails, or too many are noted already. */
        NO_ROOM
    }

    /**
     * Notes that a proof is used.
     *
     * @param until when the proof is too old to be accepted
     */
    CompletionStage<Noted> note(String proof, Instant until);
}
