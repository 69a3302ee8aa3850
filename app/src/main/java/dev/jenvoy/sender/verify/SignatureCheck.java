package dev.jenvoy.sender.verify;

import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.Rejection;
import java.io.IOException;
import java.util.Optional;

/** A proof to be checked while the body arrives. Never shows what would be right. For one thread at a time. */
public interface SignatureCheck {

    /** Nothing is claimed, and nothing is asked for. */
    SignatureCheck NONE = new SignatureCheck() {
        @Override
        public void update(byte[] bytes, int offset, int length) {
            // There is nothing to compare it with.
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

    /** The next bytes of the raw body. */
    void update(byte[] bytes, int offset, int length);

    /** Why the raw body is not what was signed. To be called once, after the last byte and before anything is decoded. */
    Optional<Rejection> judge();

    /** Whether judging may wait: for a key to be fetched, or for what other requests used to be looked up. */
    default boolean waits() {
        return true;
    }

    /**
     * Why the JSON is not what was signed, for a sender that signs what its form holds. To be called after
     * {@link #judge()} and before anything is parsed. May block.
     *
     * @throws IOException when the payload cannot be read
     */
    default Optional<Rejection> judge(Payload json) throws IOException {
        return Optional.empty();
    }

    /** What a body gets that does not match its signature, whoever sent it. */
    static Rejection mismatch() {
        return Check.SIGNATURE.reject("the signature does not match the body");
    }
}
