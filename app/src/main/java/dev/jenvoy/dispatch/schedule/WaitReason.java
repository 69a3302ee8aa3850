package dev.jenvoy.dispatch.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Says why a delivery, or one action of it, does not run now. */
public sealed interface WaitReason {

    /** Lists the words for which a whole delivery may wait. */
    List<String> DELIVERY_WORDS =
            List.of("no_worker", "predecessor", "backoff", "debounce", "crash_isolation", "shortage", "next_start");

    /** Names the reason with one fixed word, for programs. */
    String word();

    /** Explains the reason to people, without the time at which the wait ends. */
    String text();

    /** Counts waiting deliveries by the word of their reason; a reason without a delivery counts 0. */
    static Map<String, Integer> counts(List<WaitReason> reasons) {
        Map<String, Integer> counts = new TreeMap<>();
        DELIVERY_WORDS.forEach(word -> counts.put(word, 0));
        reasons.forEach(reason -> counts.merge(reason.word(), 1, Integer::sum));
        return counts;
    }

    /** Returns the time at which the action is tried again, if it is known. */
    default Optional<Instant> until() {
        return Optional.empty();
    }

    /**
     * Waits for a free worker.
     *
     * @param kind the kind of action to which the workers are limited; empty for those that kinds share
     * @param busy how many workers run
     * @param limit how many workers there may be
     */
    record NoWorker(String kind, int busy, int limit) implements WaitReason {

        /** Waits for one of the workers that kinds share. */
        public NoWorker(int busy, int limit) {
            this(WorkerPools.SHARED, busy, limit);
        }

        @Override
        public String word() {
            return "no_worker";
        }

        @Override
        public String text() {
            return "all workers " + (kind.isEmpty() ? "" : "of the kind " + kind + " ") + "are busy, " + busy + " of "
                    + limit;
        }
    }

    /**
     * Waits for one of the workers that actions with something in common use together.
     *
     * @param share what they have in common
     * @param busy how many of them run
     * @param places how many of them may run at once
     */
    record NoPlace(String share, int busy, int places) implements WaitReason {
        @Override
        public String word() {
            return "no_worker";
        }

        @Override
        public String text() {
            return "all workers for " + share + " are busy, " + busy + " of " + places;
        }
    }

    /**
     * Waits for an earlier delivery in the same queue.
     *
     * @param entry the delivery at the head of the queue
     * @param queue the name of the queue
     */
    record Predecessor(long entry, String queue) implements WaitReason {
        @Override
        public String word() {
            return "predecessor";
        }

        @Override
        public String text() {
            return "delivery " + entry + " is before it in the queue " + queue;
        }
    }

    /**
     * Waits for an exclusive action of another delivery, maybe at another server.
     *
     * @param entry the delivery that has the queue; empty if it is not known
     * @param queue the name of the queue
     */
    record Turnstile(OptionalLong entry, String queue) implements WaitReason {
        @Override
        public String word() {
            return "predecessor";
        }

        @Override
        public String text() {
            return (entry.isPresent() ? "delivery " + entry.getAsLong() : "another delivery")
                    + " is before it in the queue " + queue + ", which all servers share";
        }
    }

    /**
     * Another server has it.
     *
     * @param server the number of that server
     */
    record OtherServer(int server) implements WaitReason {
        @Override
        public String word() {
            return "other_server";
        }

        @Override
        public String text() {
            return "server " + server + " has it, which knows why it waits";
        }
    }

    /** No server has taken it yet. */
    record Unclaimed() implements WaitReason {
        @Override
        public String word() {
            return "unclaimed";
        }

        @Override
        public String text() {
            return "no server has taken it yet";
        }
    }

    /**
     * Waits until its server reaches the journal again.
     */
    record CutOff() implements WaitReason {
        @Override
        public String word() {
            return "cut_off";
        }

        @Override
        public String text() {
            return "this server has not reached the journal for a while and starts nothing";
        }
    }

    /**
     * Waits for an earlier action of the same delivery.
     *
     * @param position the action that runs or waits first
     */
    record EarlierAction(int position) implements WaitReason {
        @Override
        public String word() {
            return "earlier_action";
        }

        @Override
        public String text() {
            return "an earlier action of this delivery has not ended";
        }
    }

    /**
     * Waits before it is tried again.
     *
     * @param attempt the number that the next attempt gets
     * @param due when the next attempt is made
     */
    record RetryPause(int attempt, Instant due) implements WaitReason {
        @Override
        public String word() {
            return "backoff";
        }

        @Override
        public String text() {
            return "attempt " + attempt + " follows after a pause";
        }

        @Override
        public Optional<Instant> until() {
            return Optional.of(due);
        }
    }

    /**
     * Waits for a newer delivery, which would take its place.
     *
     * @param due when it runs, if there is no newer one until then
     */
    record Debounce(Instant due) implements WaitReason {
        @Override
        public String word() {
            return "debounce";
        }

        @Override
        public String text() {
            return "it runs if no newer delivery takes its place until then";
        }

        @Override
        public Optional<Instant> until() {
            return Optional.of(due);
        }
    }

    /**
     * Waits for other deliveries that ran when the server died, because these run one at a time.
     *
     * @param deaths how often the server died while this delivery ran alone among them
     */
    record CrashIsolation(int deaths) implements WaitReason {
        @Override
        public String word() {
            return "crash_isolation";
        }

        @Override
        public String text() {
            return "deliveries that ran when the server died run one at a time";
        }
    }

    /**
     * Waits because the machine lacks something that a start needs: memory, descriptors, threads, disk space.
     *
     * @param missing names what the machine lacks
     * @param until when the start is tried again, if that is known
     */
    record Shortage(String missing, Optional<Instant> until) implements WaitReason {
        @Override
        public String word() {
            return "shortage";
        }

        @Override
        public String text() {
            return "it cannot be started now: " + missing;
        }
    }

    /**
     * Waits for the next start of the server.
     *
     * @param cause why this server does not run it
     */
    record NextStart(String cause) implements WaitReason {
        @Override
        public String word() {
            return "next_start";
        }

        @Override
        public String text() {
            return "it continues at the next start of the server: " + cause;
        }
    }
}
