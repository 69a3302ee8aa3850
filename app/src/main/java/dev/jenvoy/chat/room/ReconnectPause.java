package dev.jenvoy.chat.room;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The pauses between the sessions of one account. Each session that fails doubles the pause, up to sixty times the first one;
 * chance shortens it to as little as its half, so that accounts do not all come back at once. A session that lasted longer
 * than a minute has not failed. Thread-safe.
 */
public final class ReconnectPause {

    private static final Duration STEADY = Duration.ofMinutes(1);
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(15);
    private static final int MAX_FACTOR = 60;
    private static final int MAX_DOUBLINGS = 10;

    private final Duration first;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;

    private Optional<SendResult> lastEnd = Optional.empty();
    private long beganNanos;
    private long overNanos;
    private int failures;

    /** @param first the longest pause after one failure */
    public ReconnectPause(Duration first) {
        this(first, System::nanoTime, new SplittableRandom());
    }

    ReconnectPause(Duration first, LongSupplier nanoTime, RandomGenerator random) {
        this.first = first;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /** Notes that a session begins. */
    public synchronized void begin() {
        beganNanos = nanoTime.getAsLong();
    }

    /**
     * Notes how a session ended, and begins a pause.
     *
     * @return when to begin a session that no message asks for: after the pause, or much later if the service refused the
     *     account
     */
    public synchronized Duration end(SendResult reason) {
        long now = nanoTime.getAsLong();
        failures = now - beganNanos > STEADY.toNanos() ? 1 : failures + 1;
        Duration pause = pause();
        overNanos = now + pause.toNanos();
        lastEnd = Optional.of(reason);
        return reason instanceof SendResult.Refused ? AFTER_REFUSAL : pause;
    }

    /** Returns whether it is too early for another session. */
    public synchronized boolean lasts() {
        return lastEnd.isPresent() && nanoTime.getAsLong() - overNanos < 0;
    }

    /** Returns how the last session ended, or that there was no session yet. */
    public synchronized SendResult lastEnd() {
        return lastEnd.orElseGet(() -> new SendResult.Unreachable("not connected yet"));
    }

    private Duration pause() {
        int factor = Math.min(MAX_FACTOR, 1 << Math.min(MAX_DOUBLINGS, failures - 1));
        long most = first.toMillis() * factor;
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }
}
