package dev.jenvoy.metrics;

import dev.jenvoy.journal.Listener;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All metrics of one server. What is counted here costs well under a microsecond, blocks nothing and takes bounded memory,
 * whatever names arrive. Safe for use by several threads.
 *
 * <p>Prometheus' classes take a tenth of a second to load, which the server's start need not wait for: until {@link
 * #begin} has made them, or the first scrape, what is told is kept in its order and counted then.
 */
public final class Metrics {

    private final String version;
    private final Object making = new Object();
    private final Queue<Consumer<Meters>> told = new ArrayDeque<>();
    private final Listener deliveries = news -> tell(meters -> meters.deliveries.on(news));
    private volatile @Nullable Meters meters;

    /** @param version the server's */
    public Metrics(String version) {
        this.version = version;
    }

    /** Makes ready to count. Blocks for about a tenth of a second, and none but its caller; a second call does nothing. */
    public void begin() {
        ready();
    }

    private Meters ready() {
        synchronized (making) {
            Meters known = meters;
            if (known == null) {
                known = new Meters(version);
                synchronized (told) {
                    for (Consumer<Meters> one : told) {
                        one.accept(known);
                    }
                    told.clear();
                    meters = known;
                }
            }
            return known;
        }
    }

    private void tell(Consumer<Meters> news) {
        Meters known = meters;
        if (known == null) {
            synchronized (told) {
                known = meters;
                if (known == null) {
                    told.add(news);
                    return;
                }
            }
        }
        news.accept(known);
    }

    /** To be subscribed to the journal before anything is claimed from it. */
    public Listener deliveries() {
        return deliveries;
    }

    /** A request was turned away by this check. */
    public void refused(String source, String check) {
        tell(all -> all.refusals.refused(source, check));
    }

    /** The journal made a transaction, with a sync to disk or without one. */
    public void committed(Duration took, boolean synced) {
        tell(all -> all.commits.committed(took, synced));
    }

    /** Shows a value that is asked for at each scrape; {@code NaN} when that fails. */
    public void gauge(String name, String help, DoubleSupplier value) {
        tell(all -> all.gauge(name, help, value));
    }

    /** Everything as it stands now, in Prometheus' text form. Blocks for a moment. */
    public byte[] text() {
        return ready().scrapes.text();
    }

    /** The media type of {@link #text}. */
    public String contentType() {
        return PrometheusTextFormatWriter.CONTENT_TYPE;
    }
}
