package dev.jenvoy.source;

import java.util.List;
import javax.crypto.Mac;

/** A signature to be checked while the body arrives. Never shows a code. */
final class Claim {

    private final List<Mac> codes;
    private final byte[] claimed;

    /**
     * @param codes what the body's signature would be, one for each secret that may have been used
     * @param claimed what the sender says it is
     */
    Claim(List<Mac> codes, byte[] claimed) {
        this.codes = codes;
        this.claimed = claimed;
    }

    void update(byte[] bytes, int offset, int length) {
        codes.forEach(code -> code.update(bytes, offset, length));
    }

    /** To be called once, after the last byte. */
    boolean holds() {
        return Signature.matches(codes, claimed);
    }
}
