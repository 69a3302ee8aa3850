package dev.jenvoy.dispatch.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.dispatch.RedeliveryPart;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.OperatorRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class BulkTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static Bulk of(int deliveries) {
        List<Chosen> chosen = LongStream.rangeClosed(1, deliveries)
                .mapToObj(entry -> new Chosen(entry, new DeliveryKey("github", "", "d" + entry)))
                .toList();
        OperatorRequest asked =
                new OperatorRequest(OperatorRequest.Kind.REDELIVER, NOON, OperatorRequest.Way.TOKEN, "127.0.0.1");
        return new Bulk(1, chosen, new RedeliveryPart.Whole(), asked, () -> NOON);
    }

    @Test
    void a_bulk_that_is_abandoned_is_over_whatever_was_under_way() {
        Bulk bulk = of(3);
        assertThat(bulk.take()).isPresent();
        bulk.began(11);
        assertThat(bulk.take()).isPresent();
        assertThat(bulk.underWay()).isEqualTo(2);

        bulk.abandon();
        bulk.began(12);

        assertThat(bulk.isOver()).isTrue();
        assertThat(bulk.ended(11, DeliveryState.SUCCEEDED)).isFalse();
        BulkStatus status = bulk.status();
        assertThat(status.begun()).isEqualTo(1);
        assertThat(status.running()).isZero();
        assertThat(status.leftOut()).isEqualTo(Map.of(BulkStatus.Reason.FAULT, 2));
    }

    @Test
    void a_bulk_is_not_over_while_an_answer_is_late() {
        Bulk bulk = of(2);
        assertThat(bulk.take()).isPresent();
        assertThat(bulk.take()).isPresent();
        bulk.leave(BulkStatus.Reason.NO_HOOK);
        assertThat(bulk.isOver()).isFalse();

        bulk.began(11);
        assertThat(bulk.ended(11, DeliveryState.SUCCEEDED)).isTrue();

        assertThat(bulk.isOver()).isTrue();
    }
}
