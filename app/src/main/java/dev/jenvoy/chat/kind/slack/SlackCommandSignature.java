package dev.jenvoy.chat.kind.slack;

import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.verify.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;

/**
 * Checks Slack's signature of a request, version 0: {@code v0=} and the HMAC-SHA256 in hex over {@code v0:TIMESTAMP:BODY}.
 * It is valid for 300 seconds before and after its timestamp.
 */
public final class SlackCommandSignature {

    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private SlackCommandSignature() {}

    /**
     * Returns why the signature is no proof; empty if it is one. The time that it takes does not depend on how nearly the
     * signature is right.
     *
     * @param signing the accepted secrets
     * @param timestamp the header {@code X-Slack-Request-Timestamp}
     * @param signature the header {@code X-Slack-Signature}
     */
    public static Optional<String> flaw(Secrets signing, String timestamp, String signature, byte[] body, Instant now) {
        if (!timestamp.matches("[0-9]{1,11}")) {
            return Optional.of("no timestamp");
        }
        Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(signed, now).abs().compareTo(TOLERANCE) > 0) {
            return Optional.of("too old or too new");
        }
        boolean right = false;
        for (byte[] key : signing.keys()) {
            Mac mac = Hmac.SHA256.begin(key);
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
            String expected = "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
            right |= MessageDigest.isEqual(
                    expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        }
        return right ? Optional.empty() : Optional.of("wrong signature");
    }
}
