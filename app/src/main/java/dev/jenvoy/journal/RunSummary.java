package dev.jenvoy.journal;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An attempt of an action without its outputs, for lists and statistics.
 *
 * @param took how long it ran; empty while it runs
 * @param ending how it ended; empty while it runs
 * @param returncode its exit code, where it has one
 */
public record RunSummary(
        long entry,
        String kind,
        String name,
        int attempt,
        Instant began,
        Optional<Duration> took,
        Optional<Ending> ending,
        OptionalInt returncode) {

    /** What it came to; empty while it runs. */
    public Optional<Status> status() {
        return ending.map(how -> Status.of(how, returncode.isPresent() ? returncode.getAsInt() : null));
    }
}
