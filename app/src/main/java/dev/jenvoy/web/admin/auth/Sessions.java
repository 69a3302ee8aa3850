package dev.jenvoy.web.admin.auth;

import dev.jenvoy.delivery.payload.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Holds the sessions of clients that showed a token. A session ends after twelve hours without use, after a week, or with
 * the server; who asks for it sees whether its token is still there. Ids are 256 random bits; only their digests are kept. Safe for use
 * by several threads.
 */
public final class Sessions implements SessionBook {

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

    @Override
    public synchronized String begin(String tokenDigest) {
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
        held.put(digest(id), new Session(tokenDigest, now, now));
        return id;
    }

    @Override
    public synchronized Optional<String> use(String id) {
        forgetEnded();
        String key = digest(id);
        Session session = held.get(key);
        if (session == null) {
            return Optional.empty();
        }
        held.put(key, new Session(session.tokenDigest(), session.begun(), clock.instant()));
        return Optional.of(session.tokenDigest());
    }

    @Override
    public synchronized Optional<String> look(String id) {
        forgetEnded();
        return Optional.ofNullable(held.get(digest(id))).map(Session::tokenDigest);
    }

    @Override
    public synchronized void end(String id) {
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

    /** Returns the digest that is kept in place of an id. */
    private static String digest(String id) {
        return Sha256.hex(id.getBytes(StandardCharsets.UTF_8));
    }
}
