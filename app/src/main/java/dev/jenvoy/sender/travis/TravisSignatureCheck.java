package dev.jenvoy.sender.travis;

import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.verify.SignatureCheck;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Duration;
import java.util.Optional;

/** Checks Travis CI's signature: RSA with SHA-1 (PKCS #1 version 1.5) over the JSON, not over the form that holds it. */
final class TravisSignatureCheck implements SignatureCheck {

    private static final String ALGORITHM = "SHA1withRSA";
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final byte[] claimed;
    private final TravisKeys keys;

    TravisSignatureCheck(byte[] claimed, TravisKeys keys) {
        this.claimed = claimed.clone();
        this.keys = keys;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        // The signed text is known when the form is decoded.
    }

    @Override
    public Optional<Rejection> judge() {
        return Optional.empty();
    }

    @Override
    public Optional<Rejection> judge(Payload json) throws IOException {
        Optional<PublicKey> key = keys.key();
        if (key.isEmpty()) {
            return Optional.of(Check.NO_KEY.reject("the public key of Travis CI is not known yet", RETRY));
        }
        if (signed(key.get(), json)) {
            return Optional.empty();
        }
        Optional<PublicKey> newer = keys.newerThan(key.get());
        return newer.isPresent() && signed(newer.get(), json)
                ? Optional.empty()
                : Optional.of(SignatureCheck.mismatch());
    }

    private boolean signed(PublicKey key, Payload json) throws IOException {
        try (InputStream in = json.open()) {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            byte[] some = new byte[8192];
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                signature.update(some, 0, count);
            }
            return signature.verify(claimed);
        } catch (SignatureException e) {
            // Of another length than any signature by this key, or no number at all.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }
}
