package dev.jenvoy.store.time;

import dev.jenvoy.store.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Converts times to and from the microseconds of the files; points in time count from 1970. */
public final class Micros {

    /** Limits points in time, which a filter may place anywhere. */
    private static final long FAR = Long.MAX_VALUE / 2_000_000;

    private Micros() {}

    public static long of(Instant time) {
        long seconds = Math.max(-FAR, Math.min(FAR, time.getEpochSecond()));
        return seconds * 1_000_000 + time.getNano() / 1_000;
    }

    public static long of(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Reads a point in time, or NULL. */
    public static Optional<Instant> instantIfAny(Row row) throws SQLException {
        return Optional.ofNullable(row.numberOrNull()).map(Micros::instant);
    }

    /** Reads a duration, or NULL. */
    public static Optional<Duration> durationIfAny(Row row) throws SQLException {
        return Optional.ofNullable(row.numberOrNull()).map(Micros::duration);
    }

    public static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
