package dev.jenvoy.dispatch;

import static dev.jenvoy.dispatch.DispatchFixture.await;
import static dev.jenvoy.dispatch.DispatchFixture.delivery;
import static dev.jenvoy.dispatch.DispatchFixture.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadWriter;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A waiting delivery takes little memory, and an ended one takes no memory. */
@Timeout(60)
final class MemoryTest {

    private static final int LARGE = 100_000;

    @TempDir
    Path folder;

    private DispatchFixture house;

    @BeforeEach
    void open() throws Exception {
        house = new DispatchFixture(folder.resolve("data"));
    }

    @AfterEach
    void close() throws Exception {
        house.abandon();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    private static Delivery push(String id, Payload payload) {
        return delivery(id, facts("push", "site", null), payload, id);
    }

    private static void awaitCollected(WeakReference<?> reference) {
        Awaitility.await().pollInterval(20, TimeUnit.MILLISECONDS).until(() -> {
            System.gc();
            return reference.get() == null;
        });
    }

    private DeliveryProgress acceptForgetting(String id, byte[] bytes) throws Exception {
        return house.accept(push(id, Payload.of(bytes)));
    }

    @Test
    void a_large_payload_is_not_held_while_its_delivery_waits_and_its_hook_reads_it_whole() throws Exception {
        house.accept(push("before", Payload.of(bytes(10))));
        house.scripts.awaitStart("before/hook");
        house.plan(Scripts.of("hook", DispatchFixture.ORDERED, (name, context) -> {
            try (InputStream payload = context.delivery().payload().open()) {
                byte[] read = payload.readAllBytes();
                return Arrays.equals(read, bytes(LARGE)) ? Scripts.GOOD : Scripts.BAD;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
        byte[][] large = {bytes(LARGE)};
        WeakReference<byte[]> reference = new WeakReference<>(large[0]);
        DeliveryProgress progress = acceptForgetting("large", large[0]);
        large[0] = new byte[0];
        awaitCollected(reference);
        house.scripts.end("before/hook");
        Outcome outcome = await(progress).get(0).outcome();
        assertThat(outcome.returncode()).isZero();
    }

    @Test
    void a_delivery_that_has_ended_is_not_retained() throws Exception {
        house.scripts.end("d/hook");
        DeliveryProgress[] progress = {house.accept(DispatchFixture.push("d"))};
        await(progress[0]);
        WeakReference<DeliveryProgress> reference = new WeakReference<>(progress[0]);
        progress[0] = null;
        awaitCollected(reference);
    }

    @Test
    void a_spooled_payload_is_discarded_whatever_becomes_of_its_delivery() throws Exception {
        Path spooled = folder.resolve("spool");
        Spool spool = new Spool(spooled, 1000, Runnable::run);
        DeliveryProgress accepted = house.accept(push("d", spooled(spool)));
        house.scripts.awaitStart("d/hook");
        assertThat(files(spooled))
                .as("while it runs the journal's file is enough")
                .isZero();
        house.accept(push("d", spooled(spool)));
        house.submit(delivery("d", facts("release", "site", null), spooled(spool), "d"));
        house.submit(delivery("ping", facts("ping", "site", null), spooled(spool), "p"));
        house.plan();
        house.submit(push("nothing", spooled(spool)));
        house.plan("hook", DispatchFixture.ORDERED);
        house.settings.set(new DispatchOptions(1, 0));
        house.submit(push("waits", spooled(spool)));
        house.submit(push("full", spooled(spool)));
        house.scripts.end("d/hook");
        house.scripts.end("waits/hook");
        await(accepted);
        Dispatcher dispatcher = house.begun();
        dispatcher.stopAccepting();
        dispatcher.submit(push("late", spooled(spool)), Map.of());
        Awaitility.await().until(() -> files(spooled) == 0);
        assertThat(house.detail("d").payload().orElseThrow().size()).isEqualTo(LARGE);
    }

    private static Payload spooled(Spool spool) throws IOException {
        PayloadWriter writer = spool.begin();
        writer.write(bytes(LARGE), 0, LARGE);
        return writer.finish();
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
