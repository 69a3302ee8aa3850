package dev.jenvoy.hook.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {

    private static List<String> times(String schedule, String after, int count) {
        CronSchedule parsed = CronSchedule.parse(schedule, ZoneOffset.UTC);
        List<String> times = new ArrayList<>();
        Instant time = Instant.parse(after);
        for (int at = 0; at < count; at++) {
            time = parsed.next(time);
            times.add(time.toString());
        }
        return times;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            * * * * *,          2026-03-01T12:00:00Z, 2026-03-01T12:01:00Z
            * * * * *,          2026-03-01T12:00:59.9Z, 2026-03-01T12:01:00Z
            */15 * * * *,       2026-03-01T12:46:00Z, 2026-03-01T13:00:00Z
            '5,35 9-17/4 * * *',  2026-03-01T09:35:00Z, 2026-03-01T13:05:00Z
            30 2 * * *,         2026-03-01T02:30:00Z, 2026-03-02T02:30:00Z
            0 0 1 * *,          2026-03-01T00:00:00Z, 2026-04-01T00:00:00Z
            0 0 31 * *,         2026-03-31T00:00:00Z, 2026-05-31T00:00:00Z
            0 0 29 2 *,         2026-03-01T00:00:00Z, 2028-02-29T00:00:00Z
            0 0 29 2 *,         2096-03-01T00:00:00Z, 2104-02-29T00:00:00Z
            0 0 * * mon,        2026-03-01T00:00:00Z, 2026-03-02T00:00:00Z
            0 0 * * 7,          2026-03-02T00:00:00Z, 2026-03-08T00:00:00Z
            0 0 * * 5-7,        2026-03-02T00:00:00Z, 2026-03-06T00:00:00Z
            0 0 * JAN-FEB SUN,  2026-03-01T00:00:00Z, 2027-01-03T00:00:00Z
            0 0 13 * fri,       2026-03-01T00:00:00Z, 2026-03-06T00:00:00Z
            0 0 13 * fri,       2026-03-06T00:00:00Z, 2026-03-13T00:00:00Z
            0 0 */2 * mon,      2026-03-01T00:00:00Z, 2026-03-09T00:00:00Z
            0 12 * * * Europe/Vienna, 2026-03-01T00:00:00Z, 2026-03-01T11:00:00Z
            0 12 * * * +02:00,  2026-03-01T00:00:00Z, 2026-03-01T10:00:00Z
            """)
    void the_next_time(String schedule, String after, String next) {
        assertThat(times(schedule, after, 1)).containsExactly(next);
    }

    @Test
    void a_time_that_the_clock_leaves_out_is_the_moment_after_the_gap_and_once() {
        assertThat(times("15,45 2 * * * Europe/Vienna", "2026-03-28T12:00:00Z", 3))
                .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:15:00Z", "2026-03-30T00:45:00Z");
    }

    @Test
    void a_time_that_comes_twice_counts_the_first_time() {
        assertThat(times("30 2 * * * Europe/Vienna", "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void a_pace_within_each_hour_is_kept_when_the_clock_is_changed() {
        assertThat(times("*/30 * * * * Europe/Vienna", "2026-03-29T00:00:00Z", 4))
                .containsExactly(
                        "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:00:00Z");
        assertThat(times("*/30 * * * * Europe/Vienna", "2026-10-24T23:30:00Z", 6))
                .containsExactly(
                        "2026-10-25T00:00:00Z",
                        "2026-10-25T00:30:00Z",
                        "2026-10-25T01:00:00Z",
                        "2026-10-25T01:30:00Z",
                        "2026-10-25T02:00:00Z",
                        "2026-10-25T02:30:00Z");
    }

    @Test
    void midnight_may_be_in_the_gap() {
        assertThat(times("0 0 * * * America/Asuncion", "2023-09-30T12:00:00Z", 2))
                .containsExactly("2023-10-01T04:00:00Z", "2023-10-02T03:00:00Z");
    }

    @Test
    void the_last_of_many_missed_times_is_found_fast() {
        CronSchedule each = CronSchedule.parse("* * * * *", ZoneId.of("UTC"));
        Instant until = Instant.parse("2026-03-01T12:00:30Z");
        assertThat(each.last(Instant.parse("2020-01-01T00:00:00Z"), until))
                .contains(Instant.parse("2026-03-01T12:00:00Z"));

        CronSchedule yearly = CronSchedule.parse("0 0 1 1 *", ZoneId.of("UTC"));
        assertThat(yearly.last(Instant.parse("2020-02-01T00:00:00Z"), until))
                .contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(yearly.last(Instant.parse("2026-01-01T00:00:00Z"), until)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * UTC more",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "5-1 * * * *",
                "*/0 * * * *",
                "5/10 * * * *",
                "1,,2 * * * *",
                "-1 * * * *",
                "1-2-3 * * * *",
                "*/5/5 * * * *",
                "* * * foo *",
                "* * * * * Mars/Base",
                "0 0 30 2 *",
                "@daily",
                "999999999999 * * * *"
            })
    void a_wrong_one_is_refused(String text) {
        assertThatThrownBy(() -> CronSchedule.parse(text, ZoneOffset.UTC)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_message_names_the_field() {
        assertThatThrownBy(() -> CronSchedule.parse("* 25 * * *", ZoneOffset.UTC))
                .hasMessageStartingWith("the hour \"25\"")
                .hasMessageContaining("0 to 23");
    }
}
