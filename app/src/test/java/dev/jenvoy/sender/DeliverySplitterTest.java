package dev.jenvoy.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadWriter;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.sender.request.InvalidPayload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand deliveries of one request hold one payload. */
final class DeliverySplitterTest {

    private static final int SIZE = 100_000;
    private static final List<Facts> THOUSAND = Collections.nCopies(1000, Facts.of(new Event("push")));

    @TempDir
    Path folder;

    private Payload spooled() throws IOException {
        PayloadWriter writer = new Spool(folder.resolve("spool"), 1000, Runnable::run).begin();
        writer.write(new byte[SIZE]);
        return writer.finish();
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("spool"))) {
            return all.count();
        }
    }

    @Test
    void one_file_lies_in_the_spool_until_the_last_of_them_gives_it_up() throws Exception {
        DeliveryKey key = new DeliveryKey("bitbucket", "", "d");
        List<Delivery> all = DeliverySplitter.of(key, THOUSAND, spooled(), Instant.EPOCH);

        assertThat(files()).isEqualTo(1);
        assertThat(all.get(0).id()).isEqualTo("d");
        assertThat(all.get(999).id()).isEqualTo("d.1000");
        for (Delivery delivery : all.subList(0, 999)) {
            delivery.payload().discard();
            delivery.payload().discard();
        }
        try (InputStream bytes = all.get(999).payload().open()) {
            assertThat(bytes.readAllBytes()).hasSize(SIZE);
        }
        all.get(999).payload().discard();
        assertThat(files()).isZero();
    }

    @Test
    void an_id_with_no_room_for_a_number_is_refused_and_the_payload_stays_the_caller_s() throws Exception {
        Payload payload = spooled();
        DeliveryKey key = new DeliveryKey("bitbucket", "", "d".repeat(125));

        assertThat(DeliverySplitter.of(key, THOUSAND.subList(0, 9), payload, Instant.EPOCH))
                .hasSize(9);
        assertThatThrownBy(() -> DeliverySplitter.of(key, THOUSAND, payload, Instant.EPOCH))
                .isInstanceOf(InvalidPayload.class);
        assertThat(files()).isEqualTo(1);
    }
}
