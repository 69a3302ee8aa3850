package dev.jenvoy.sender.verify;

import dev.jenvoy.sender.request.Rejection;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;

/** Checks a code over the raw body. */
public final class HmacCheck implements SignatureCheck {

    private final List<Mac> codes;
    private final List<byte[]> claimed;

    /**
     * @param codes the codes to compute, one for each accepted secret; begun, if the code is over more than the body
     * @param claimed the codes that the sender claims, of which any may be right
     */
    public HmacCheck(List<Mac> codes, List<byte[]> claimed) {
        this.codes = codes;
        this.claimed = claimed;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        for (Mac code : codes) {
            code.update(bytes, offset, length);
        }
    }

    @Override
    public Optional<Rejection> judge() {
        return Hmac.matches(codes, claimed) ? Optional.empty() : Optional.of(SignatureCheck.mismatch());
    }

    @Override
    public boolean waits() {
        return false;
    }
}
