package dev.jenvoy.delivery.payload;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a payload. It distinguishes a redelivery from another payload under a known id. Safe for use by
 * several threads.
 */
public final class PayloadDigest {

    /** Given up once it was taken, so that it keeps no payload in memory. */
    private volatile byte @Nullable [] bytes;

    private volatile @Nullable String hex;

    private PayloadDigest(byte @Nullable [] bytes, @Nullable String hex) {
        this.bytes = bytes;
        this.hex = hex;
    }

    /** One that was taken before, in lower-case hex. */
    public static PayloadDigest known(String hex) {
        return new PayloadDigest(null, Objects.requireNonNull(hex));
    }

    /**
     * Returns the digest of these bytes, which must not change. It is computed when it is first asked for, because
     * deliveries without a matching hook never need it.
     */
    public static PayloadDigest of(byte[] bytes) {
        return new PayloadDigest(bytes, null);
    }

    /** Lower-case hex. */
    public String hex() {
        byte[] untaken = bytes;
        if (untaken != null) {
            hex = Sha256.hex(untaken);
            bytes = null;
        }
        return Objects.requireNonNull(hex);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PayloadDigest digest && hex().equals(digest.hex());
    }

    @Override
    public int hashCode() {
        return hex().hashCode();
    }

    @Override
    public String toString() {
        return hex();
    }
}
