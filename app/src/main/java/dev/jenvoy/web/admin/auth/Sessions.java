package dev.jenvoy.web.admin.auth;

import dev.jenvoy.delivery.payload.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Holds the sessions of clients that showed the admin token. A session ends after twelve hours without use, after a
 * week, with the server, or when the token changes. Ids are 256 random bits; only their digests are kept. Safe for use
 * by several threads.
 */
public final class Sessions {

    private static final Duration IDLE = Duration.ofHours(12);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int MAX_SESSIONS = 1_000;
    private static final int ID_BYTES = 32;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Session> held = new HashMap<>();

    private record Session(String tokenDigest, Instant begun, Instant used) {}

    /**
     * @param clock measures how long a session was not used; must not jump when the system time is set
     * @param random a source of unpredictable numbers
     */
    public Sessions(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Begins a session for a client that showed this token, and returns its id. */
    synchronized String begin(String token) {
        forgetEnded();
        if (held.size() >= MAX_SESSIONS) {
            held.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().used()))
                    .map(Map.Entry::getKey)
                    .ifPresent(held::remove);
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Instant now = clock.instant();
        held.put(digest(id), new Session(digest(token), now, now));
        return id;
    }

    /** Returns whether the id is that of a session begun with the current token. Counts as use of the session. */
    synchronized boolean holds(String id, String token) {
        forgetEnded();
        String key = digest(id);
        Session session = held.get(key);
        if (session == null) {
            return false;
        }
        if (!session.tokenDigest().equals(digest(token))) {
            held.remove(key);
            return false;
        }
        held.put(key, new Session(session.tokenDigest(), session.begun(), clock.instant()));
        return true;
    }

    /** Returns the same for a running response. Does not count as use of the session. */
    synchronized boolean lives(String id, String token) {
        forgetEnded();
        Session session = held.get(digest(id));
        return session != null && session.tokenDigest().equals(digest(token));
    }

    /** Ends the session with this id, if any. */
    synchronized void end(String id) {
        held.remove(digest(id));
    }

    private void forgetEnded() {
        Instant now = clock.instant();
        Instant used = now.minus(IDLE);
        Instant begun = now.minus(LONGEST);
        held.values()
                .removeIf(session ->
                        session.used().isBefore(used) || session.begun().isBefore(begun));
    }

    /** Compares two texts in a time that does not depend on where they differ. */
    static boolean same(String text, String other) {
        return MessageDigest.isEqual(sha256(text), sha256(other));
    }

    /** Returns the digest that is kept in place of a secret text. */
    static String digest(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(String text) {
        return Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
    }
}
