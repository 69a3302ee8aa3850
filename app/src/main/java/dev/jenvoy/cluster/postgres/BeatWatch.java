package dev.jenvoy.cluster.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * For how long the beats of others have stood still, counted only between looks that reached the database. A look that comes late
 * counts as one in time: while the database was away, no beat could move. Not thread-safe.
 */
final class BeatWatch {
    /** So many looks at least must have seen the same beat. */
    private static final int LEAST_LOOKS = 5;

    private final long longestStep;
    private final Map<Integer, Seen> all = new HashMap<>();
    private long lastLook;

    BeatWatch(Duration beat) {
        this.longestStep = beat.multipliedBy(2).toNanos();
    }

    /**
     * Takes what a look saw.
     *
     * @param now by the own monotonic clock
     * @param rows of the other servers
     * @return those whose beats have stood still for longer than their patience
     */
    List<MemberRow> look(long now, Collection<MemberRow> rows) {
        long step = Math.min(now - lastLook, longestStep);
        lastLook = now;
        Map<Integer, Seen> present = new HashMap<>();
        List<MemberRow> overdue = new ArrayList<>();
        for (MemberRow row : rows) {
            Seen before = all.get(row.number());
            Seen after = before == null || before.beat != row.beat()
                    ? new Seen(row.beat(), 0, 0)
                    : new Seen(before.beat, before.stood + step, before.looks + 1);
            present.put(row.number(), after);
            if (after.looks >= LEAST_LOOKS && after.stood >= row.patience().toNanos()) {
                overdue.add(row);
            }
        }
        all.clear();
        all.putAll(present);
        return overdue;
    }

    Duration stood(int server) {
        Seen seen = all.get(server);
        return seen == null ? Duration.ZERO : Duration.ofNanos(seen.stood);
    }

    /**
     * @param stood nanoseconds
     */
    private record Seen(long beat, long stood, int looks) {}
}
