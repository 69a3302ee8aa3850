package dev.jenvoy.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTimeTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private static Duration wait(Map<String, String> headers, String body) {
        Map<String, List<String>> lists = new HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return RetryTime.of(HttpHeaders.of(lists, (name, value) -> true), JsonBody.read(body), NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After | 30 | 30s",
                "Retry-After | 1.5 | 1.5s",
                "Retry-After | Sat, 28 Nov 2026 12:00:45 GMT | 45s",
                "Retry-After | Sat, 28 Nov 2026 11:00:00 GMT | 0.1s",
                "Retry-After | 0 | 0.1s",
                "Retry-After | 999999999 | 86400s",
                "Retry-After | -5 | 10s",
                "Retry-After | soon | 10s",
                "Retry-After | 99999999999999999999999 | 10s",
                "X-RateLimit-Reset-After | 2.25 | 2.25s",
                "X-Ratelimit-Reset | 4 | 4s",
                "X-RateLimit-Reset | 1795867230 | 30s",
                "X-RateLimit-Reset | 2026-11-28T12:02Z | 120s",
                "X-RateLimit-Reset | 2026-11-28T13:01:30+01:00 | 90s",
                "X-RateLimit-Reset | 2026-11-28 | 10s",
                "Other | 5 | 10s"
            })
    void a_header_says_when(String name, String value, String expected) {
        assertThat(wait(Map.of(name, value), "")).isEqualTo(Duration.parse("PT" + expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"retry_after\":64.57} | 64.57s",
                "{\"retry_after\":\"3\"} | 3s",
                "{\"retry_after_ms\":2345} | 2.345s",
                "{\"parameters\":{\"retry_after\":35}} | 35s",
                "{\"retry_after\":{}} | 10s",
                "{\"retry_after\":1e9} | 10s",
                "[] | 10s",
                "no json | 10s"
            })
    void a_body_says_when(String body, String expected) {
        assertThat(wait(Map.of(), body)).isEqualTo(Duration.parse("PT" + expected));
    }

    @ParameterizedTest
    @CsvSource({"64, 64.57, 64.57s", "65, 64.57, 65s"})
    void the_longest_counts(String header, String body, String expected) {
        assertThat(wait(Map.of("Retry-After", header), "{\"retry_after\":" + body + "}"))
                .isEqualTo(Duration.parse("PT" + expected));
    }

    @Property(tries = 300)
    void no_text_gives_a_wait_out_of_bounds(@ForAll String value) {
        assertThat(wait(Map.of("Retry-After", value, "X-RateLimit-Reset", value), value))
                .isBetween(Duration.ofMillis(100), Duration.ofDays(1));
    }
}
