package dev.jenvoy.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.MDC;

class LineEncoderTest {

    private final LoggerContext context = new LoggerContext();
    private final LineEncoder encoder = new LineEncoder(context);
    private final List<String> lines = new ArrayList<>();
    private final Logger log = context.getLogger("jenvoy.http");

    @BeforeEach
    void collect() {
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
            }
        };
        appender.setContext(context);
        appender.start();
        context.setMDCAdapter(MDC.getMDCAdapter());
        context.getLogger("ROOT").setLevel(Level.TRACE);
        context.getLogger("ROOT").addAppender(appender);
    }

    @AfterEach
    void forget() {
        MDC.clear();
    }

    @Test
    void a_line_of_text_holds_time_level_message_and_logger() {
        log.warn("request rejected delivery={} status={}", "d-1", 403);

        assertThat(lines)
                .singleElement()
                .asString()
                .matches(
                        "[0-9-]{10}T[0-9:.]{12}(?:Z|[+-][0-9:]{5}) WARN  request rejected delivery=d-1 status=403 http\\R");
    }

    @Test
    void a_stack_trace_follows_its_line_of_text() {
        log.error("request failed", new IllegalStateException("why", new RuntimeException("deeper")));

        assertThat(lines.get(0).lines()).first().asString().endsWith(" ERROR request failed http");
        assertThat(lines.get(0).lines().skip(1))
                .startsWith("java.lang.IllegalStateException: why")
                .anyMatch(line -> line.startsWith("\tat dev.jenvoy.log.LineEncoderTest."))
                .contains("Caused by: java.lang.RuntimeException: deeper");
    }

    @ParameterizedTest
    @CsvSource({
        "1769850300007, Europe/Berlin, 2026-01-31T10:05:00.007+01:00",
        "1769850300007, UTC, 2026-01-31T09:05:00.007Z",
        "1769850300120, America/St_Johns, 2026-01-31T05:35:00.120-03:30"
    })
    void a_moment_is_written_as_clocks_show_it(long millis, String zone, String shown) {
        StringBuilder line = new StringBuilder();

        Timestamp.append(line, millis, ZoneId.of(zone));

        assertThat(line).hasToString(shown);
    }

    @Test
    void a_line_of_json_has_the_schema_s_names() {
        encoder.useJson();
        Instant before = Instant.now().minusSeconds(1);

        log.warn("request rejected delivery={} status={} reason=\"{}\"", "d-1", 403, "no \"signature\"");

        JsonObject line = json();
        assertThat(line.keySet())
                .containsExactly(
                        "@timestamp",
                        "log.level",
                        "message",
                        "ecs.version",
                        "service.name",
                        "log.logger",
                        "process.thread.name",
                        "labels");
        assertThat(Instant.parse(line.get("@timestamp").getAsString())).isBetween(before, Instant.now());
        assertThat(line.get("log.level").getAsString()).isEqualTo("WARN");
        assertThat(line.get("log.logger").getAsString()).isEqualTo("jenvoy.http");
        assertThat(line.get("message").getAsString())
                .isEqualTo("request rejected delivery=d-1 status=403 reason=\"no \\\"signature\\\"\"");
        assertThat(line.getAsJsonObject("labels"))
                .isEqualTo(JsonParser.parseString(
                        "{\"delivery\": \"d-1\", \"status\": \"403\", \"reason\": \"no \\\"signature\\\"\"}"));
    }

    @Test
    void an_error_is_reported_with_its_type_message_and_trace() {
        encoder.useJson();

        log.error(
                "request failed delivery={}", "d-1", new IllegalStateException("why", new RuntimeException("deeper")));

        JsonObject line = json();
        assertThat(line.get("error.type").getAsString()).isEqualTo("java.lang.IllegalStateException");
        assertThat(line.get("error.message").getAsString()).isEqualTo("why");
        assertThat(line.get("error.stack_trace").getAsString())
                .contains("LineEncoderTest", "Caused by: java.lang.RuntimeException: deeper");
        assertThat(labels(line)).containsExactly("delivery");
    }

    @Test
    void what_a_value_holds_is_no_pair_of_its_own() {
        encoder.useJson();

        log.info("warning about the configuration problem=\"{}\"", "x delivery=forged\", \"labels\": {}\n{}");

        assertThat(lines.get(0)).hasLineCount(1);
        assertThat(labels(json())).containsExactly("problem");
    }

    @Test
    void a_value_that_is_not_known_is_no_label() {
        encoder.useJson();

        log.info("delivery received delivery={} branch={} words {} and bytes={}", "d-1", null, "w", 3);

        assertThat(labels(json())).containsExactly("delivery", "bytes");
    }

    @Test
    void the_delivery_that_a_thread_works_on_is_in_every_line_once() {
        MDC.put("delivery", "d-1");

        log.warn("payload file could not be deleted folder={}", "/f");
        log.warn("hook ended delivery={} hook={}", "d-1", "push");
        log.warn("nothing to say");

        assertThat(lines)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.split("delivery=d-1", -1)).hasSize(2));
        lines.clear();
        encoder.useJson();
        log.warn("payload file could not be deleted folder={}", "/f");
        assertThat(labels(json())).containsExactly("folder", "delivery");
    }

    @Test
    void no_value_makes_a_second_line_of_text_or_speaks_to_a_terminal() {
        log.warn("listed from={}", "a\n2026-01-01 INFO  forged\u001b[2J\u0085");

        assertThat(lines.get(0)).hasLineCount(1).contains("a\\u000a2026", "forged\\u001b[2J\\u0085\" http");
    }

    @Test
    void no_value_passes_for_another_pair() {
        log.warn(
                "request answered path=\"{}\" method={} from={}",
                "/x\" status=200 from=192.30.252.1 x=\"\\",
                "GET status=200",
                "192.0.2.7");

        assertThat(lines.get(0))
                .contains(
                        " path=\"/x\\\" status=200 from=192.30.252.1 x=\\\"\\\\\" method=\"GET status=200\" from=192.0.2.7 http");
    }

    @Test
    void what_cannot_be_seen_or_turns_the_direction_of_text_is_written_as_its_number() {
        log.warn("listed from={}", "a\u202eb\u2028c\u200bd\ufeffe\udb40\udc41f\ud83d\ude00\u00fc");

        assertThat(lines.get(0))
                .contains(" from=a\\u202eb\\u2028c\\u200bd\\ufeffe\\udb40\\udc41f\ud83d\ude00\u00fc http");
    }

    @Test
    void no_error_s_message_makes_a_line_that_passes_for_another() {
        log.error("failed", new IllegalStateException("a\n2026-01-01 INFO  forged", new Error("b\r\nforged")));

        assertThat(lines.get(0).lines().skip(1)).allMatch(line -> line.matches("\t.*|(Caused by: )?java\\.lang\\..*"));
    }

    @Test
    void lines_of_libraries_have_no_labels() {
        encoder.useJson();

        context.getLogger("io.undertow").warn("UT0001 a={} {}", 1, 2);

        assertThat(json().has("labels")).isFalse();
        assertThat(json().get("message").getAsString()).isEqualTo("UT0001 a=1 2");
    }

    private JsonObject json() {
        return JsonParser.parseString(lines.get(0)).getAsJsonObject();
    }

    private static Iterable<String> labels(JsonObject line) {
        return line.getAsJsonObject("labels").keySet();
    }
}
