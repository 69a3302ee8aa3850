package dev.jenvoy.journal.figures;

import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Figures about what the journal holds. Thread-safe. Every method blocks for reading from disk, on the calling thread, and
 * never holds up what is being recorded. Each looks at a bounded part of the journal, so that it takes some tenths of a second
 * at most, whatever the size of the journal; each answer says whether that part was the whole.
 */
public interface Figures {

    /** Returns when the oldest delivery was received; empty without any. */
    Optional<Instant> oldest();

    /**
     * Counts the deliveries that a filter admits in any state, by state and step of time, the newest first until the time is
     * up.
     *
     * @param filter its states are ignored: the answer has each state by itself
     * @param from the beginning of the first step
     * @param to the end, where the last step may be cut
     * @param step at least a second
     */
    Histogram histogram(HistoryFilter filter, Instant from, Instant to, Duration step);

    /**
     * Returns runs that began in a time and ended, newest delivery first: each attempt is one.
     *
     * @param kinds the kinds of action
     * @param limit the most that are returned
     */
    List<HookRun> runs(Set<String> kinds, Instant from, Instant to, int limit);

    /**
     * Returns the newest attempts of the actions with a name, newest delivery first, also one that runs. Looks at the newest
     * 20,000 deliveries.
     *
     * @param kinds the kinds of action
     * @param limit the most that are returned
     */
    List<RunSummary> runsOf(Set<String> kinds, String name, int limit);

    /**
     * Returns what fails now: the actions that failed when they last ran, each for one repository, branch and tag, newest first.
     * Looks at deliveries that failed since a time, among the newest 50,000.
     *
     * @param kinds the kinds of action
     * @param limit the most that are returned
     */
    List<FailingHook> failing(Set<String> kinds, Instant since, int limit);

    /** Returns the names that the newest 20,000 deliveries have. Takes some tens of milliseconds. */
    List<KnownNames> names();
}
