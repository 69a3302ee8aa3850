package dev.jenvoy.dispatch.share;

import dev.jenvoy.delivery.ActionKind.Share;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The shares of workers: which runs have a place in them, and which wait for one. Not safe for use by several threads.
 *
 * @param <R> a run, compared by identity
 */
public final class WorkerShares<R> {

    private final Function<R, List<Share>> shares;
    private final Map<R, List<Share>> taken = new HashMap<>();
    private final Map<String, Integer> busy = new HashMap<>();

    /** The longest waiting first. */
    private final Set<R> waiting = new LinkedHashSet<>();

    /** @param shares gives the shares in which a run needs a place, as they are now. Must not block */
    public WorkerShares(Function<R, List<Share>> shares) {
        this.shares = shares;
    }

    /**
     * Takes a place in each share of a run.
     *
     * @return false if one of them is full. Then the run waits until {@link #giveBack} returns it or is called for it
     */
    public boolean take(R run) {
        List<Share> wanted = shares.apply(run);
        if (wanted.isEmpty() || taken.containsKey(run)) {
            waiting.remove(run);
            return true;
        }
        if (full(wanted, busy).isPresent()) {
            waiting.add(run);
            return false;
        }
        waiting.remove(run);
        taken.put(run, wanted);
        wanted.forEach(share -> busy.merge(share.name(), 1, Integer::sum));
        return true;
    }

    /**
     * Gives back the places of a run, which no longer waits for any either.
     *
     * @return the runs that waited and may try again; one that fails waits again
     */
    public List<R> giveBack(R run) {
        waiting.remove(run);
        @Nullable List<Share> had = taken.remove(run);
        if (had != null) {
            had.forEach(share -> busy.computeIfPresent(share.name(), (name, count) -> count == 1 ? null : count - 1));
        }
        if (waiting.isEmpty()) {
            return List.of();
        }
        Map<String, Integer> then = new HashMap<>(busy);
        List<R> next = new ArrayList<>();
        for (R one : waiting) {
            List<Share> wanted = shares.apply(one);
            if (full(wanted, then).isEmpty()) {
                next.add(one);
                wanted.forEach(share -> then.merge(share.name(), 1, Integer::sum));
            }
        }
        next.forEach(waiting::remove);
        return next;
    }

    /** Returns the share for which a run waits; empty if it does not wait. */
    public Optional<Share> awaited(R run) {
        return waiting.contains(run) ? full(shares.apply(run), busy) : Optional.empty();
    }

    /** Returns how many runs have a place in a share; more than it has places, if it had more before. */
    public int busy(Share share) {
        return busy.getOrDefault(share.name(), 0);
    }

    private static Optional<Share> full(List<Share> wanted, Map<String, Integer> busy) {
        return wanted.stream()
                .filter(share -> busy.getOrDefault(share.name(), 0) >= share.places())
                .findFirst();
    }
}
