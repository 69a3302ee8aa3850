package dev.jenvoy.storage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is measured now and then of a storage that several servers share.
 *
 * @param oldestSnapshot for how long the oldest transaction has kept the database from cleaning up
 * @param holder whose transaction that is; empty without a snapshot
 * @param problems what is wrong with the database and does not keep deliveries from being accepted, each in words that may be public
 */
public record SharedMeasures(Duration oldestSnapshot, Optional<SnapshotHolder> holder, List<String> problems) {

    /** Nothing was measured yet. */
    public static final SharedMeasures NONE = new SharedMeasures(Duration.ZERO, Optional.empty(), List.of());

    public SharedMeasures {
        problems = List.copyOf(problems);
    }
}
