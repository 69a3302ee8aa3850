package dev.jenvoy.web.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether the parts work on which all deliveries depend. Asks each part for a sign of life: a task that the part
 * runs in its queue. A part that does not answer within {@link #PATIENCE} is stuck. Asks only when a request wants to
 * know. Each part has at most one open question, so that questions to a stuck part do not pile up. Safe for use by
 * several threads.
 */
public final class Liveness {

    /** The time limit for an answer. Allows for a disk that is slow for a moment. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.http");

    private final Duration patience;
    private final LongSupplier nanos;
    private final List<Part> parts = new CopyOnWriteArrayList<>();

    /** Creates a check without parts. */
    public Liveness() {
        this(PATIENCE, System::nanoTime);
    }

    Liveness(Duration patience, LongSupplier nanos) {
        this.patience = patience;
        this.nanos = nanos;
    }

    /**
     * Adds a part.
     *
     * @param name a name that may be public
     * @param executor runs a task in the part's queue; must not block. A part whose executor throws counts as one that
     *     does not answer
     */
    public void add(String name, Consumer<Runnable> executor) {
        parts.add(new Part(name, patience, executor));
    }

    /**
     * Adds a part that sometimes does long work.
     *
     * @param longest the time limit for an answer
     */
    public void add(String name, Duration longest, Consumer<Runnable> executor) {
        parts.add(new Part(name, longest, executor));
    }

    /** Asks every part, without waiting for the answers. */
    public Round ask() {
        List<Asked> asked = new ArrayList<>();
        for (Part part : parts) {
            asked.add(new Asked(part, part.ask()));
        }
        return new Round(asked);
    }

    /** A part, and the number of signs of life that it had given when it was asked. */
    private record Asked(Part part, long answers) {}

    /** One check of all parts. */
    public static final class Round {

        private final List<Asked> asked;

        private Round(List<Asked> asked) {
            this.asked = asked;
        }

        /** Returns whether every part has given a sign of life since the check began. */
        public boolean isAnswered() {
            return asked.stream().allMatch(one -> one.part().answers() != one.answers());
        }

        /** Returns a sentence about each part that is stuck now. */
        public List<String> problems() {
            return asked.stream()
                    .filter(one -> one.part().isDeaf())
                    .map(one -> one.part().name + " has not answered for "
                            + one.part().patience.toSeconds() + " s")
                    .toList();
        }
    }

    private final class Part {

        private final String name;
        private final Duration patience;
        private final Consumer<Runnable> executor;
        private boolean open;
        private long since;
        private long answers;

        Part(String name, Duration patience, Consumer<Runnable> executor) {
            this.name = name;
            this.patience = patience;
            this.executor = executor;
        }

        /** Asks for a sign of life, and returns how many there were before. */
        long ask() {
            long before;
            synchronized (this) {
                before = answers;
                if (open) {
                    return before;
                }
                open = true;
                since = nanos.getAsLong();
            }
            try {
                executor.accept(this::answer);
            } catch (RuntimeException | Error e) {
                // The question remains open, which reports the problem.
                LOG.debug("no sign of life part=\"{}\"", name, e);
            }
            return before;
        }

        private synchronized void answer() {
            open = false;
            answers++;
        }

        synchronized long answers() {
            return answers;
        }

        synchronized boolean isDeaf() {
            return open && nanos.getAsLong() - since >= patience.toNanos();
        }
    }
}
