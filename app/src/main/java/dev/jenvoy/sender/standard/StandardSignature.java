package dev.jenvoy.sender.standard;

import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.verify.Credential;
import dev.jenvoy.sender.verify.Hmac;
import dev.jenvoy.sender.verify.HmacCheck;
import dev.jenvoy.sender.verify.SignatureCheck;
import dev.jenvoy.sender.verify.StandardSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;

/**
 * Checks and makes signatures of the Standard Webhooks specification, version 1.0.0: an HMAC-SHA256 over {@code ID.TIMESTAMP.BODY} as
 * {@code v1,BASE64}, valid for five minutes either side of its timestamp, and taken once. Several signatures may come in
 * one header, separated by blanks; other versions, {@code v1a} among them, are passed over.
 *
 * <p>An id with a full stop could make two messages out of one signed text, but only where what follows is no JSON
 * object. Holds no state of a request. Safe for use by several threads.
 */
public final class StandardSignature {

    public static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern VERSION_1 = Pattern.compile("v1,([A-Za-z0-9+/]{43}=)");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    private final String sender;
    private final ReplayGuard memory;
    private final InstantSource clock;

    /** @param sender whose signatures these are; another sender's are remembered apart */
    public StandardSignature(String sender, ReplayGuard memory, InstantSource clock) {
        this.sender = sender;
        this.memory = memory;
        this.clock = clock;
    }

    /**
     * Reads the proof of a request.
     *
     * @param secrets the accepted secrets; one that is no {@linkplain StandardSecret key} is passed over
     */
    public Credential proof(HeaderFields headers, List<String> secrets) {
        String id = headers.only(ID);
        String seconds = headers.only(TIMESTAMP);
        String signatures = headers.only(SIGNATURE);
        if (id == null || seconds == null || signatures == null) {
            return malformed();
        }
        List<byte[]> claimed = Arrays.stream(signatures.split(" ", -1))
                .flatMap(one -> version1(one).stream())
                .toList();
        if (claimed.isEmpty() || !SECONDS.matcher(seconds).matches()) {
            return malformed();
        }
        List<Mac> codes = secrets.stream()
                .flatMap(secret -> StandardSecret.key(secret).stream())
                .map(key -> begin(key, id + "." + seconds + "."))
                .toList();
        if (codes.isEmpty()) {
            return new Credential.Missing(
                    Check.notSetUp("no secret of " + sender + " begins with " + StandardSecret.PREFIX));
        }
        Instant timestamp = Instant.ofEpochSecond(Long.parseLong(seconds));
        // Not the signature: two secrets, or two ways to write it, give one message more than one.
        String proof = sender + " " + seconds + " " + id;
        return untimely(timestamp)
                .<Credential>map(Credential.Missing::new)
                .orElse(new Credential.Claimed(new Once(new HmacCheck(codes, claimed), timestamp, proof)));
    }

    /** Returns the headers that a sender with this secret would send. */
    public static Map<String, String> headers(String secret, String id, Instant timestamp, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ID, id);
        headers.put(TIMESTAMP, String.valueOf(timestamp.getEpochSecond()));
        headers.put(SIGNATURE, sign(secret, id, timestamp, body));
        return headers;
    }

    /** Returns the header's value that a sender with this secret would send. */
    static String sign(String secret, String id, Instant timestamp, byte[] body) {
        byte[] key =
                StandardSecret.key(secret).orElseThrow(() -> new IllegalArgumentException("not whsec_ and base64"));
        Mac code = begin(key, id + "." + timestamp.getEpochSecond() + ".");
        return "v1," + Base64.getEncoder().encodeToString(code.doFinal(body));
    }

    /** Accepts a right signature once, while it is timely. */
    private final class Once implements SignatureCheck {
        private final SignatureCheck code;
        private final Instant timestamp;
        private final String proof;

        Once(SignatureCheck code, Instant timestamp, String proof) {
            this.code = code;
            this.timestamp = timestamp;
            this.proof = proof;
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            code.update(bytes, offset, length);
        }

        @Override
        public Optional<Rejection> judge() {
            // Checks the time again: the body took its time, and the memory may forget what is too old.
            return code.judge().or(() -> untimely(timestamp)).or(this::seen);
        }

        private Optional<Rejection> seen() {
            return switch (memory.markUsed(proof, timestamp.plus(TOLERANCE))) {
                case NEW -> Optional.empty();
                case REPLAYED -> Optional.of(Check.REPLAY.reject("this request came before"));
                case UNAVAILABLE -> Optional.of(ReplayGuard.unavailable());
            };
        }
    }

    private Optional<Rejection> untimely(Instant timestamp) {
        Duration age = Duration.between(timestamp, clock.instant());
        return age.abs().compareTo(TOLERANCE) > 0
                ? Optional.of(Check.TIMESTAMP.reject(
                        TIMESTAMP + ": expected a time within " + TOLERANCE.toMinutes() + " minutes"))
                : Optional.empty();
    }

    /** Reads a signature only as an encoder writes it: a decoder ignores the last bits of the last letter. */
    private static Optional<byte[]> version1(String signature) {
        Matcher form = VERSION_1.matcher(signature);
        if (!form.matches()) {
            return Optional.empty();
        }
        byte[] code = Base64.getDecoder().decode(form.group(1));
        return Base64.getEncoder().encodeToString(code).equals(form.group(1)) ? Optional.of(code) : Optional.empty();
    }

    private static Mac begin(byte[] key, String before) {
        Mac mac = Hmac.SHA256.begin(key);
        mac.update(before.getBytes(StandardCharsets.UTF_8));
        return mac;
    }

    private static Credential malformed() {
        return Credential.malformed(ID + ", " + TIMESTAMP + ": <seconds> and " + SIGNATURE + ": v1,<base64>");
    }
}
