package dev.jenvoy.web.admin.auth;

import dev.jenvoy.cluster.SignOuts;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sessions that several servers accept without asking each other: the id says when the session began and with which token, and
 * is signed with a key that these servers share. A session ends twelve hours after it began, with its token, and when
 * somebody signs out at one of these servers.
 */
public final class SignedSessions implements SessionBook {

    private static final Duration LONGEST = Duration.ofHours(12);

    /** How far the clocks of two servers may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int RANDOM_BYTES = 16;
    private static final Pattern ID =
            Pattern.compile("([0-9]{1,12})\\.([0-9a-f]{32})\\.([0-9a-f]{1,128})\\.([0-9a-f]{64})");

    private final byte[] key;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final SignOuts signOuts;

    /**
     * @param secret that the servers share; what is signed is signed with a key of its own that is made from it
     * @param signOuts of all these servers
     * @param clock the time, which the servers share too
     * @param random a source of unpredictable numbers
     */
    public SignedSessions(String secret, SignOuts signOuts, InstantSource clock, RandomGenerator random) {
        this.signOuts = signOuts;
        this.key = mac(secret.getBytes(StandardCharsets.UTF_8), "sessions of the admin listener");
        this.clock = clock;
        this.random = random;
    }

    @Override
    public String begin(String tokenDigest) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String said = clock.instant().getEpochSecond() + "." + HexFormat.of().formatHex(bytes) + "." + tokenDigest;
        return said + "." + HexFormat.of().formatHex(mac(key, said));
    }

    @Override
    public Optional<String> use(String id) {
        return look(id);
    }

    @Override
    public Optional<String> look(String id) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches()) {
            return Optional.empty();
        }
        byte[] wanted = mac(key, id.substring(0, id.lastIndexOf('.')));
        boolean isOurs = MessageDigest.isEqual(wanted, HexFormat.of().parseHex(parts.group(4)));
        Instant now = clock.instant();
        Instant begun = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
        boolean isNow = !begun.isAfter(now.plus(SKEW)) && begun.plus(LONGEST).isAfter(now);
        return isOurs && isNow && !signOuts.contains(parts.group(4)) ? Optional.of(parts.group(3)) : Optional.empty();
    }

    @Override
    public void end(String id) {
        Matcher parts = ID.matcher(id);
        // Ids without a signature would fill the memory of all servers.
        if (parts.matches() && look(id).isPresent()) {
            Instant begun = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
            signOuts.add(parts.group(4), begun.plus(LONGEST));
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
