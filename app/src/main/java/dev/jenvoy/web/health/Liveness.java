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
 * Whether the parts still work on which all deliveries depend: each is asked for a sign of life, a task that it runs in
 * its turn. A part that does not answer for {@link #PATIENCE} is deaf. Nobody is asked while nobody wants to know, and
 * each has one open question at most, so that questions do not pile up before one that is deaf. Safe for use by several
 * threads.
 */
public final class Liveness {

    /** How long a part may take to answer. Long enough for a disk that is slow for a moment. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.http");

    private final Duration patience;
    private final LongSupplier nanos;
    private final List<Part> parts = new CopyOnWriteArrayList<>();

    /** One that asks nobody yet. */
    public Liveness() {
        this(PATIENCE, System::nanoTime);
    }

    Liveness(Duration patience, LongSupplier nanos) {
        this.patience = patience;
        this.nanos = nanos;
    }

    /**
     * Has one more part asked from now on.
     *
     * @param name in words that anyone may read
     * @param executor has it run a task in its turn; must not wait. One that throws is taken for a part that does not answer
     */
    public void add(String name, Consumer<Runnable> executor) {
        parts.add(new Part(name, patience, executor));
    }

    /**
     * The same for a part that does long work in between.
     *
     * @param longest how long it may take to answer
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

    /** What a part is and how many signs of life it had given when it was asked. */
    private record Asked(Part part, long answers) {}

    /** One asking of all parts. */
    public static final class Round {

        private final List<Asked> asked;

        private Round(List<Asked> asked) {
            this.asked = asked;
        }

        /** Whether every part has given a sign of life since. */
        public boolean isAnswered() {
            return asked.stream().allMatch(one -> one.part().answers() != one.answers());
        }

        /** What there is to say of those that are deaf now. */
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

        /** Returns how many answers there were before. */
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
                // Its question stays open, which says it.
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
