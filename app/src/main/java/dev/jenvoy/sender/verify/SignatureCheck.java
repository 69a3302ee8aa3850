package dev.jenvoy.sender.verify;

import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.Rejection;
import java.io.IOException;
import java.util.Optional;

/** Checks a proof while the body arrives. Never shows the right value. For one thread at a time. */
public interface SignatureCheck {

    /** Checks nothing, where no proof is required or it was checked before. */
    SignatureCheck NONE = new SignatureCheck() {
        @Override
        public void update(byte[] bytes, int offset, int length) {
            // No proof depends on the body.
        }

        @Override
        public Optional<Rejection> judge() {
            return Optional.empty();
        }

        @Override
        public boolean waits() {
            return false;
        }
    };

    /** Reads the next bytes of the raw body. */
    void update(byte[] bytes, int offset, int length);

    /** Judges the raw body. The caller calls this once, after the last byte and before anything is decoded. */
    Optional<Rejection> judge();

    /** Tells whether judging may wait, for a key or for the memory of used proofs. */
    default boolean waits() {
        return true;
    }

    /**
     * Judges the JSON, for a sender that signs the contents of its form. The caller calls this after {@link #judge()} and before
     * anything is parsed. May block.
     *
     * @throws IOException when the payload cannot be read
     */
    default Optional<Rejection> judge(Payload json) throws IOException {
        return Optional.empty();
    }

    /** Rejects a body that does not match its signature. */
    static Rejection mismatch() {
        return Check.SIGNATURE.reject("the signature does not match the body");
    }
}
