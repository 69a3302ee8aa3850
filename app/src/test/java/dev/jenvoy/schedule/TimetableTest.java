package dev.jenvoy.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.config.ToldClock;
import dev.jenvoy.hook.schedule.CronSchedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TimetableTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private final ToldClock clock = new ToldClock(NOON.plusSeconds(30));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private List<ScheduledHook> hooks = List.of();
    private boolean accepts = true;

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private Timetable timetable() {
        return new Timetable(
                () -> hooks,
                (hook, time) -> {
                    begun.add(hook + " " + time);
                    return CompletableFuture.completedFuture(accepts);
                },
                folder.resolve("schedules.json"),
                timer,
                clock);
    }

    /** Looks at the schedules, and waits until that has had its effect. */
    private void look(Timetable timetable) throws Exception {
        timetable.follow();
        timer.submit(() -> {}).get(20, TimeUnit.SECONDS);
    }

    private static ScheduledHook hook(String schedule, boolean catchesUp) {
        return new ScheduledHook("nightly", CronSchedule.parse(schedule, ZoneOffset.UTC), catchesUp);
    }

    @Test
    void a_new_schedule_makes_up_for_nothing_and_then_runs_at_each_of_its_times() throws Exception {
        hooks = List.of(hook("* * * * *", true));
        Timetable timetable = timetable();
        look(timetable);
        assertThat(begun).isEmpty();
        clock.pass(Duration.ofSeconds(31));
        look(timetable);
        look(timetable);
        clock.pass(Duration.ofSeconds(60));
        look(timetable);
        assertThat(begun).containsExactly("nightly 2026-03-01T12:01:00Z", "nightly 2026-03-01T12:02:00Z");
    }

    @Test
    void it_wakes_by_itself_when_a_time_comes() throws Exception {
        hooks = List.of(hook("* * * * *", true));
        clock.pass(Duration.ofMillis(29_900));
        Timetable timetable = timetable();
        look(timetable);
        clock.pass(Duration.ofMillis(150));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(begun).containsExactly("nightly 2026-03-01T12:01:00Z"));
    }

    @Test
    void times_that_were_missed_are_made_up_for_once() throws Exception {
        hooks = List.of(hook("0 * * * *", true));
        look(timetable());
        clock.pass(Duration.ofHours(5));
        Timetable later = timetable();
        look(later);
        look(later);
        assertThat(begun).containsExactly("nightly 2026-03-01T17:00:00Z");
    }

    @Test
    void times_that_were_missed_may_be_left_out() throws Exception {
        hooks = List.of(hook("0 * * * *", false));
        look(timetable());
        clock.pass(Duration.ofHours(5).plusMinutes(5));
        Timetable later = timetable();
        look(later);
        assertThat(begun).isEmpty();
        clock.pass(Duration.ofMinutes(55));
        look(later);
        assertThat(begun).containsExactly("nightly 2026-03-01T18:00:00Z");
    }

    @Test
    void what_cannot_begin_is_tried_again() throws Exception {
        hooks = List.of(hook("* * * * *", true));
        Timetable timetable = timetable();
        look(timetable);
        accepts = false;
        clock.pass(Duration.ofSeconds(31));
        look(timetable);
        accepts = true;
        look(timetable);
        look(timetable);
        assertThat(begun).containsExactly("nightly 2026-03-01T12:01:00Z", "nightly 2026-03-01T12:01:00Z");
    }

    @Test
    void another_schedule_counts_from_when_it_is_seen() throws Exception {
        hooks = List.of(hook("0 0 1 1 *", true));
        Timetable timetable = timetable();
        look(timetable);
        clock.pass(Duration.ofHours(1));
        hooks = List.of(hook("0 12 * * *", true));
        look(timetable);
        hooks = List.of();
        look(timetable);
        assertThat(Files.readString(folder.resolve("schedules.json"))).isEqualTo("{}");
        hooks = List.of(hook("0 12 * * *", true));
        look(timetable);
        assertThat(begun).isEmpty();
    }

    @Test
    void a_clock_that_is_set_back_stops_no_schedule() throws Exception {
        hooks = List.of(hook("0 * * * *", true));
        Timetable timetable = timetable();
        clock.pass(Duration.ofDays(400));
        look(timetable);
        clock.pass(Duration.ofDays(-400));
        look(timetable);
        clock.pass(Duration.ofHours(1));
        look(timetable);
        assertThat(begun).containsExactly("nightly 2026-03-01T13:00:00Z");
    }

    @Test
    void a_damaged_file_stops_no_schedule() throws Exception {
        Files.writeString(folder.resolve("schedules.json"), "{\"nightly\": {\"schedule\": 1}");
        hooks = List.of(hook("* * * * *", true));
        Timetable timetable = timetable();
        look(timetable);
        clock.pass(Duration.ofSeconds(31));
        look(timetable);
        assertThat(begun).containsExactly("nightly 2026-03-01T12:01:00Z");
    }
}
