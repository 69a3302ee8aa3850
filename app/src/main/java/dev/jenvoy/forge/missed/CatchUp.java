package dev.jenvoy.forge.missed;

import dev.jenvoy.forge.book.AskedDelivery;
import dev.jenvoy.forge.book.ForgeBook;
import dev.jenvoy.forge.kind.ForgePool;
import dev.jenvoy.forge.options.ForgesOptions;
import dev.jenvoy.forge.service.ForgeReply;
import dev.jenvoy.journal.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has deliveries sent again that forges sent in vain while this server was away: each once, oldest first, within the three days
 * in which GitHub repeats them. What the journal has is not asked for. Its thread begins with the first search. Thread-safe.
 */
public final class CatchUp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.forges");

    private static final Duration WINDOW = Duration.ofDays(3);

    /** Before that, GitHub would refuse some of the oldest. */
    private static final Duration SPARE = Duration.ofMinutes(10);

    /** A delivery that was sent a moment ago may still be answered. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final Duration BETWEEN_SEARCHES = Duration.ofMinutes(5);
    private static final Duration FIRST = Duration.ofSeconds(10);

    /** GitHub wants a second between requests that change something. */
    private static final long BETWEEN_REQUESTS_MILLIS = 1_000;

    /** As many as may wait in the backlog, so that others still have room. */
    private static final int MOST_AT_ONCE = 200;

    private final Supplier<ForgesOptions> options;
    private final ForgePool pool;
    private final ForgeBook book;
    private final History history;
    private final InstantSource clock;
    private final Object searching = new Object();
    private @Nullable ScheduledExecutorService thread;
    private @Nullable Future<?> repeated;
    private boolean closed;
    private volatile @Nullable Search last;

    /**
     * A search that has ended.
     *
     * @param at when it began
     * @param missed what it found, oldest first
     * @param problems which webhooks could not be asked, each in words
     */
    public record Search(Instant at, List<MissedDelivery> missed, List<String> problems) {
        public Search {
            missed = List.copyOf(missed);
            problems = List.copyOf(problems);
        }
    }

    public CatchUp(
            Supplier<ForgesOptions> options, ForgePool pool, ForgeBook book, History history, InstantSource clock) {
        this.options = options;
        this.pool = pool;
        this.book = book;
        this.history = history;
        this.clock = clock;
    }

    /** Begins or ends searches by itself, as the configuration says. */
    public synchronized void follow() {
        boolean isWanted = options.get().catchUp() && !closed;
        if (isWanted && repeated == null) {
            repeated = thread().scheduleWithFixedDelay(
                            this::quietly, FIRST.toMillis(), BETWEEN_SEARCHES.toMillis(), TimeUnit.MILLISECONDS);
        } else if (!isWanted) {
            rest();
        }
    }

    /** Leaves the searches to another server until {@link #follow} is called again. */
    public synchronized void rest() {
        if (repeated != null) {
            repeated.cancel(false);
            repeated = null;
        }
    }

    private synchronized ScheduledExecutorService thread() {
        ScheduledExecutorService known = thread;
        if (known == null) {
            known = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread made = new Thread(task, "catch-up");
                made.setDaemon(true);
                return made;
            });
            thread = known;
        }
        return known;
    }

    private void quietly() {
        try {
            Search search = search();
            search.problems().forEach(problem -> LOG.warn("webhook cannot be asked cause=\"{}\"", problem));
            ask(search);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.warn("missed deliveries cannot be searched cause=\"{}\"", e.toString());
        }
    }

    /** Searches, and asks for nothing. Blocks for the network. */
    public Search search() throws IOException, InterruptedException {
        synchronized (searching) {
            Instant now = clock.instant();
            MissedSearch.Found found = new MissedSearch(
                            options.get(),
                            pool,
                            book,
                            history,
                            now.minus(WINDOW).plus(SPARE),
                            now.minus(GRACE))
                    .run();
            Search search = new Search(now, found.missed(), found.problems());
            last = search;
            return search;
        }
    }

    /** Has what a search found sent again, in the background. */
    public synchronized void begin(Search search) {
        if (!closed) {
            Future<?> unused = thread().submit(() -> {
                try {
                    ask(search);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (IOException | RuntimeException e) {
                    LOG.warn("missed deliveries cannot be asked for cause=\"{}\"", e.toString());
                }
            });
        }
    }

    private void ask(Search search) throws IOException, InterruptedException {
        int asked = 0;
        for (MissedDelivery missed : search.missed()) {
            // Another search may have asked for it since.
            if (asked == MOST_AT_ONCE
                    || book.asked(missed.webhook(), List.of(missed.delivery().id()))
                            .contains(missed.delivery().id())) {
                continue;
            }
            if (asked > 0) {
                Thread.sleep(BETWEEN_REQUESTS_MILLIS);
            }
            asked++;
            // First the record, so that a crash never has it sent twice.
            book.ask(missed.asked(clock.instant()));
            ForgeReply reply = missed.log().resend(missed.delivery());
            if (reply instanceof ForgeReply.Done) {
                LOG.info(
                        "missed delivery asked for delivery={} event={} repository={}",
                        missed.delivery().id(),
                        missed.delivery().event(),
                        missed.repository());
            } else if (reply instanceof ForgeReply.Refused || reply instanceof ForgeReply.Missing) {
                String why = ((ForgeReply.Failure) reply).said();
                book.refused(missed.webhook(), missed.delivery().id(), why);
                LOG.warn(
                        "missed delivery not sent again delivery={} cause=\"{}\"",
                        missed.delivery().id(),
                        why);
            } else {
                // The next search looks whether it came all the same.
                book.unask(missed.webhook(), missed.delivery().id());
                LOG.warn("missed deliveries asked for later cause=\"{}\"", ((ForgeReply.Failure) reply).said());
                return;
            }
        }
    }

    /** Returns the last search; empty before the first. */
    public Optional<Search> last() {
        return Optional.ofNullable(last);
    }

    /** Returns the deliveries that were asked for last, newest first. Blocks on the disk. */
    public List<AskedDelivery> asked(int limit) {
        try {
            return book.lastAsked(limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        ScheduledExecutorService known = thread;
        if (known != null) {
            known.shutdownNow();
        }
    }
}
