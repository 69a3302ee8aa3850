package dev.jenvoy.journal.sqlite;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the journal's file holds them: microseconds, since 1970 where they are points in time. */
final class Micros {

    /** So far from 1970, which somebody may ask for, no time is told from another. */
    private static final long FAR = Long.MAX_VALUE / 2_000_000;

    private Micros() {}

    static long of(Instant time) {
        long seconds = Math.max(-FAR, Math.min(FAR, time.getEpochSecond()));
        return seconds * 1_000_000 + time.getNano() / 1_000;
    }

    static long of(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
