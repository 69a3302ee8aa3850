package dev.jenvoy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.journal.JournalEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How messages are counted. */
class MessageMetricsTest {

    private final Metrics metrics = new Metrics("1.2.3");

    private void tell(JournalEvent news) {
        metrics.deliveries().on(news);
    }

    private String scrape() {
        return new String(metrics.text(), StandardCharsets.UTF_8);
    }

    private static Planned to(String room) {
        return new Planned("chat", room, Policy.apartIn("room " + room, Policy.MANY_RETRIES));
    }

    private static JournalEvent ended(int position, Outcome outcome) {
        return new JournalEvent.Ended(1, position, 1, outcome, Duration.ofMillis(5));
    }

    @Test
    void a_message_counts_by_its_room_and_its_result() {
        tell(ScriptedJournal.planned(1, to("dev"), to("ops"), to("gone"), to("board"), to("log")));
        tell(ended(0, Outcome.failed("503", RetryAdvice.ANY_TIME)));
        tell(ended(0, Outcome.done("{}")));
        tell(ended(1, Outcome.failed("404", new RetryAdvice.Never())));
        tell(ended(1, Outcome.failed("404", new RetryAdvice.Never())));
        tell(ended(2, Outcome.without(Ending.VANISHED, null, "no room")));
        tell(ended(4, Outcome.nothing("{}")));
        tell(new JournalEvent.Ended(1, 3, 0, Outcome.without(Ending.CANCELLED, null, "dropped"), Duration.ZERO));

        assertThat(scrape())
                .contains(
                        "jenvoy_chat_messages_total{result=\"retried\",room=\"dev\"} 1.0",
                        "jenvoy_chat_messages_total{result=\"sent\",room=\"dev\"} 1.0",
                        "jenvoy_chat_messages_total{result=\"failed\",room=\"ops\"} 2.0",
                        "jenvoy_chat_messages_total{result=\"nothing\",room=\"log\"} 1.0",
                        "jenvoy_chat_messages_total{result=\"vanished\",room=\"gone\"} 1.0",
                        "jenvoy_chat_messages_total{result=\"dropped\",room=\"board\"} 1.0");
    }

    @Test
    void without_messages_and_rooms_there_is_no_metric_of_chat() {
        metrics.gauges("jenvoy_chat_waiting", "Messages that wait for their room.", "room", Map::of);
        tell(ScriptedJournal.accepted(1, "push", "push"));
        tell(ScriptedJournal.exited(1, 0, 0, Duration.ofMillis(5)));

        assertThat(scrape()).doesNotContain("jenvoy_chat");
    }
}
