package dev.jenvoy.web.admin.bulk;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.dispatch.bulk.Bulks;
import dev.jenvoy.dispatch.bulk.Chosen;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.HistoryPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which deliveries of those that match, or that somebody named, can be run again: the newest attempt of each that ended and
 * whose payload is kept.
 *
 * @param deliveries newest first
 * @param leftOut how many were left out, by the reason
 */
record Selection(List<DeliverySummary> deliveries, Map<Reason, Integer> leftOut) {

    /** How many are looked at for the number of stale ones. */
    static final int MOST_LOOKED_AT = 500;

    private static final int PAGE = 500;
    private static final long MOST_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long MOST_STALE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final Set<DeliveryState> IGNORED =
            Set.of(DeliveryState.PONG, DeliveryState.SKIPPED, DeliveryState.UNMATCHED);

    /** Why a delivery that matches is left out. */
    enum Reason {
        /** It has not ended. */
        RUNNING,
        /** It ran nothing. */
        IGNORED,
        /** There is a newer redelivery of it. */
        NEWER_ATTEMPT
    }

    /** Reports that a filter matches too many deliveries, or that the search takes too long. */
    static final class TooMuch extends Exception {
        private static final long serialVersionUID = 1L;

        TooMuch(String words) {
            super(words);
        }
    }

    Selection {
        deliveries = List.copyOf(deliveries);
        leftOut = Map.copyOf(leftOut);
    }

    /** Collects deliveries. Not safe for use by several threads. */
    private static final class Collector {
        private final History history;
        private final List<DeliverySummary> deliveries = new ArrayList<>();
        private final Map<Reason, Integer> leftOut = new EnumMap<>(Reason.class);
        private final Set<DeliveryKey> keys = new HashSet<>();

        Collector(History history) {
            this.history = history;
        }

        /** Takes deliveries, newest first. */
        void take(List<DeliverySummary> some) {
            for (DeliverySummary one : some) {
                if (IGNORED.contains(one.state())) {
                    leave(Reason.IGNORED);
                } else if (!keys.add(one.key())
                        || history.entriesOf(one.key()).stream().anyMatch(entry -> entry > one.entry())) {
                    leave(Reason.NEWER_ATTEMPT);
                } else if (!one.state().ended()) {
                    leave(Reason.RUNNING);
                } else {
                    deliveries.add(one);
                }
            }
        }

        private void leave(Reason reason) {
            leftOut.merge(reason, 1, Integer::sum);
        }

        Selection done() {
            return new Selection(deliveries, leftOut);
        }
    }

    /** Selects what a filter admits. Blocks for reading from the journal, for ten seconds at most. */
    static Selection of(History history, HistoryFilter filter) throws TooMuch {
        Collector found = new Collector(history);
        long begun = System.nanoTime();
        OptionalLong before = OptionalLong.empty();
        do {
            HistoryPage page = history.page(filter, before, PAGE);
            found.take(page.deliveries());
            if (found.deliveries.size() > Bulks.MOST_DELIVERIES) {
                throw new TooMuch("more than " + Bulks.MOST_DELIVERIES + " deliveries match: narrow the filters");
            }
            if (System.nanoTime() - begun > MOST_NANOS) {
                throw new TooMuch("the search takes too long: say from when on, or narrow the filters");
            }
            before = page.next();
        } while (before.isPresent());
        return found.done();
    }

    /** Selects deliveries by their numbers. Blocks for reading from the journal. */
    static Selection of(History history, List<Long> entries) {
        Collector found = new Collector(history);
        found.take(history.summaries(entries.stream().distinct().toList()).stream()
                .sorted(Comparator.comparing(DeliverySummary::entry).reversed())
                .toList());
        return found.done();
    }

    /** Returns what is to be run again, in the order in which it was accepted. */
    List<Chosen> chosen() {
        List<Chosen> chosen = new ArrayList<>();
        for (int at = deliveries.size() - 1; at >= 0; at--) {
            chosen.add(new Chosen(deliveries.get(at).entry(), deliveries.get(at).key()));
        }
        return chosen;
    }

    /**
     * How many have newer deliveries.
     *
     * @param isComplete whether there was time to look at all
     */
    record Stale(int deliveries, boolean isComplete) {}

    /**
     * Counts those of the newest 500 for which newer deliveries of the same repository and reference came, the newest first.
     * Blocks for reading from the journal, and begins no other delivery after a second.
     */
    Stale stale(History history) {
        long begun = System.nanoTime();
        int stale = 0;
        for (DeliverySummary one : deliveries.subList(0, Math.min(MOST_LOOKED_AT, deliveries.size()))) {
            if (System.nanoTime() - begun > MOST_STALE_NANOS) {
                return new Stale(stale, false);
            }
            if (history.hasNewer(one)) {
                stale++;
            }
        }
        return new Stale(stale, true);
    }
}
