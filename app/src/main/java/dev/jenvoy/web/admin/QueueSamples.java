package dev.jenvoy.web.admin;

import com.google.gson.JsonArray;
import dev.jenvoy.dispatch.Load;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** How much there was to do over the last day, looked at every ten seconds. In memory alone. Safe for several threads. */
final class QueueSamples {

    static final Duration STEP = Duration.ofSeconds(10);
    private static final int MOST = 8_640;

    /** So many points are shown, each the most within its time. */
    private static final int POINTS = 300;

    private final Supplier<Load> load;
    private final InstantSource clock;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Instant at, Load load) {}

    QueueSamples(Supplier<Load> load, InstantSource clock) {
        this.load = load;
        this.clock = clock;
    }

    /** To be called every {@link #STEP}. */
    void take() {
        Sample now = new Sample(clock.instant(), load.get());
        synchronized (samples) {
            if (samples.size() == MOST) {
                samples.removeFirst();
            }
            samples.addLast(now);
        }
    }

    /** Those of the time between, oldest first. */
    JsonArray between(Instant from, Instant to) {
        long width = Math.max(STEP.toMillis(), Duration.between(from, to).toMillis() / POINTS);
        JsonArray array = new JsonArray();
        synchronized (samples) {
            long bucket = -1;
            int queued = 0;
            int running = 0;
            for (Sample sample : samples) {
                if (sample.at().isBefore(from) || sample.at().isAfter(to)) {
                    continue;
                }
                long next = sample.at().toEpochMilli() / width;
                if (next != bucket && bucket >= 0) {
                    array.add(point(bucket * width, queued, running));
                    queued = 0;
                    running = 0;
                }
                bucket = next;
                queued = Math.max(queued, sample.load().queued());
                running = Math.max(running, sample.load().running());
            }
            if (bucket >= 0) {
                array.add(point(bucket * width, queued, running));
            }
        }
        return array;
    }

    private static com.google.gson.JsonObject point(long millis, int queued, int running) {
        return Json.object()
                .add("at", Instant.ofEpochMilli(millis))
                .add("queued", queued)
                .add("running", running)
                .done();
    }
}
