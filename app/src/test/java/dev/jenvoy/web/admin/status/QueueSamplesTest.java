package dev.jenvoy.web.admin.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import dev.jenvoy.dispatch.QueueLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class QueueSamplesTest {

    private static final Instant STARTED = Instant.parse("2026-03-01T12:34:56.789Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(STARTED);
    private final AtomicReference<QueueLoad> load = new AtomicReference<>(new QueueLoad(0, 0));
    private final QueueSamples samples = new QueueSamples(load::get, now::get);

    private void take(int queued, int running) {
        load.set(new QueueLoad(queued, running));
        samples.take();
        now.updateAndGet(before -> before.plus(QueueSamples.STEP));
    }

    private JsonArray last(Duration span) {
        return samples.between(now.get().minus(span), now.get());
    }

    private static int most(JsonArray points, String name) {
        return StreamSupport.stream(points.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .mapToInt(point -> point.get(name).getAsInt())
                .max()
                .orElse(-1);
    }

    @Test
    void the_first_point_is_of_the_first_sample_however_long_the_time() {
        for (int i = 0; i < 12; i++) {
            take(i, 12 - i);
        }

        for (Duration span : new Duration[] {Duration.ofHours(1), Duration.ofHours(24), Duration.ofHours(720)}) {
            JsonArray points = last(span);
            assertThat(points).hasSize(12);
            assertThat(points.get(0).getAsJsonObject().get("at").getAsString()).isEqualTo("2026-03-01T12:34:56.789Z");
        }
    }

    @Test
    void a_long_time_has_a_few_hundred_points_each_of_the_most_within_its_time() {
        for (int i = 0; i < 6_000; i++) {
            take(i == 3_000 ? 7 : 0, i == 5_999 ? 5 : 1);
        }

        JsonArray points = last(Duration.ofHours(720));

        assertThat(points).hasSizeBetween(200, 301);
        assertThat(most(points, "queued")).isEqualTo(7);
        assertThat(most(points, "running")).isEqualTo(5);
    }

    @Test
    void there_is_nothing_before_the_first_sample() {
        assertThat(last(Duration.ofHours(1))).isEmpty();
    }
}
