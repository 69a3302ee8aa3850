package dev.jenvoy.metrics;

import dev.jenvoy.journal.Listener;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All metrics of one server. Counting costs well under a microsecond, never blocks and uses bounded memory for any
 * names. Safe for use by several threads.
 *
 * <p>Loading Prometheus' classes is slow, and the start does not wait for it. Until {@link #begin} or the first scrape
 * has loaded them, events are kept in order and counted then.
 */
public final class Metrics {

    private final String version;
    private final Object making = new Object();
    private final Queue<Consumer<Meters>> early = new ArrayDeque<>();
    private final Listener deliveries = news -> tell(meters -> {
        meters.deliveries.on(news);
        meters.messages.on(news);
    });
    private volatile @Nullable Meters meters;

    /** @param version the server's version */
    public Metrics(String version) {
        this.version = version;
    }

    /**
     * Loads the classes and prepares for counting. Blocks its caller for about a tenth of a second; a second call does
     * nothing.
     */
    public void begin() {
        ready();
    }

    private Meters ready() {
        synchronized (making) {
            Meters known = meters;
            if (known == null) {
                known = new Meters(version);
                synchronized (early) {
                    for (Consumer<Meters> one : early) {
                        one.accept(known);
                    }
                    early.clear();
                    meters = known;
                }
            }
            return known;
        }
    }

    private void tell(Consumer<Meters> news) {
        Meters known = meters;
        if (known == null) {
            synchronized (early) {
                known = meters;
                if (known == null) {
                    early.add(news);
                    return;
                }
            }
        }
        news.accept(known);
    }

    /** Returns the listener, which must subscribe to the journal before anything is claimed from it. */
    public Listener deliveries() {
        return deliveries;
    }

    /** Counts a request that this check rejected. */
    public void refused(String source, String check) {
        tell(all -> all.refusals.refused(source, check));
    }

    /** Counts a try to move a ticket of this tracker, by its result. */
    public void moved(String tracker, String result) {
        tell(all -> all.tickets.moved(tracker, result));
    }

    /** Counts a request to this tracker, by what came back. */
    public void asked(String tracker, String status, Duration took) {
        tell(all -> all.tickets.asked(tracker, status, took));
    }

    /** Counts a try to write a report to this forge, by its result. */
    public void reported(String forge, String result) {
        tell(all -> all.forges.reported(forge, result));
    }

    /** Counts a request to this forge, by what came back. */
    public void askedForge(String forge, String status, Duration took) {
        tell(all -> all.forges.asked(forge, status, took));
    }

    /** Counts a transaction of the journal, with or without a sync to disk. */
    public void committed(Duration took, boolean synced) {
        tell(all -> all.commits.committed(took, synced));
    }

    /** Adds a counter, whose value is asked for at each scrape and never becomes smaller. */
    public void counter(String name, String help, LongSupplier value) {
        tell(all -> all.counter(name, help, value));
    }

    /** Adds a metric that is read at each scrape; {@code NaN} if reading fails. */
    public void gauge(String name, String help, DoubleSupplier value) {
        tell(all -> all.gauge(name, help, value));
    }

    /** Shows several values, each with its own label, that are asked for at each scrape; leaves them out if that fails. */
    public void gauges(String name, String help, String label, Supplier<Map<String, Integer>> values) {
        tell(all -> all.gauges(name, help, label, values));
    }

    /** Returns all current values in Prometheus' text format. Blocks briefly. */
    public byte[] text() {
        return ready().scrapes.text();
    }

    /** Returns the media type of {@link #text}. */
    public String contentType() {
        return PrometheusTextFormatWriter.CONTENT_TYPE;
    }
}
