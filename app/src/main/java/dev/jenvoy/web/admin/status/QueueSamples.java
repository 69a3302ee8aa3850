package dev.jenvoy.web.admin.status;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.dispatch.QueueLoad;
import dev.jenvoy.web.admin.http.ApiJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Samples the queue every ten seconds and keeps a day of samples, in memory only. Safe for use by several threads. */
public final class QueueSamples {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.admin");

    static final Duration STEP = Duration.ofSeconds(10);

    /** After a longer pause, samples do not continue those before. */
    static final Duration LONGEST_STEP = STEP.multipliedBy(3);

    private static final int MAX_SAMPLES = 8_640;

    /** The number of points to show, each with the maximum of its time span. */
    private static final int POINTS = 300;

    private final Supplier<QueueLoad> load;
    private final InstantSource clock;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Instant at, QueueLoad load) {}

    public QueueSamples(Supplier<QueueLoad> load, InstantSource clock) {
        this.load = load;
        this.clock = clock;
    }

    /** Takes a sample every {@link #STEP} from now on, until the timer ends. */
    public void begin(ScheduledExecutorService timer) {
        Future<?> unusedTask = timer.scheduleWithFixedDelay(this::takeOrLog, 0, STEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void takeOrLog() {
        try {
            take();
        } catch (RuntimeException e) {
            // The executor would silently take no more.
            LOG.error("the queue cannot be sampled", e);
        }
    }

    /** Takes a sample. */
    void take() {
        Sample now = new Sample(clock.instant(), load.get());
        synchronized (samples) {
            if (samples.size() == MAX_SAMPLES) {
                samples.removeFirst();
            }
            samples.addLast(now);
        }
    }

    /**
     * Returns the samples of a time span, oldest first. Each point says from when {@code until} when it holds; nothing was
     * sampled between one that ends and the next that begins more than {@link #LONGEST_STEP} later.
     */
    JsonArray between(Instant from, Instant to) {
        List<Sample> within;
        synchronized (samples) {
            within = samples.stream()
                    .filter(sample ->
                            !sample.at().isBefore(from) && !sample.at().isAfter(to))
                    .toList();
        }
        JsonArray array = new JsonArray();
        if (within.isEmpty()) {
            return array;
        }
        Instant first = within.get(0).at();
        long width = Math.max(STEP.toMillis(), Duration.between(first, to).toMillis() / POINTS);
        List<Sample> bucket = new ArrayList<>();
        for (Sample sample : within) {
            if (!bucket.isEmpty()
                    && (isApart(bucket.get(0), sample, width) || isGap(bucket.get(bucket.size() - 1), sample))) {
                array.add(point(bucket));
                bucket.clear();
            }
            bucket.add(sample);
        }
        array.add(point(bucket));
        return array;
    }

    private static boolean isApart(Sample first, Sample next, long width) {
        return Duration.between(first.at(), next.at()).toMillis() >= width;
    }

    /** Returns whether nothing was sampled between two samples, for example while the machine slept. */
    private static boolean isGap(Sample one, Sample next) {
        return Duration.between(one.at(), next.at()).compareTo(LONGEST_STEP) > 0;
    }

    private static JsonObject point(List<Sample> bucket) {
        return ApiJson.object()
                .add("at", bucket.get(0).at())
                .add("until", bucket.get(bucket.size() - 1).at())
                .add(
                        "queued",
                        bucket.stream()
                                .mapToInt(sample -> sample.load().queued())
                                .max()
                                .orElse(0))
                .add(
                        "running",
                        bucket.stream()
                                .mapToInt(sample -> sample.load().running())
                                .max()
                                .orElse(0))
                .done();
    }
}
