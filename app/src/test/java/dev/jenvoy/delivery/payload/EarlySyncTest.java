package dev.jenvoy.delivery.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large payloads, synced and hashed while they arrive. */
final class EarlySyncTest {

    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    private final Queue<Runnable> asked = new ArrayDeque<>();

    private long nanos;

    private SyncAllowance allowance(Executor executor) {
        return new SyncAllowance(executor, () -> nanos);
    }

    @Test
    void what_strangers_may_have_synced_is_limited_and_a_good_payload_gives_it_back() throws IOException {
        SyncAllowance allowance = allowance(asked::add);
        assertThat(allowance.take(SyncAllowance.MAX_BYTES - 10L * MEGABYTE)).isTrue();
        EarlySync good = new EarlySync(Files.createFile(folder.resolve("good")), allowance);
        good.written(8 * MEGABYTE);
        runAsked();
        EarlySync stranger = new EarlySync(Files.createFile(folder.resolve("stranger")), allowance);
        stranger.written(4 * MEGABYTE);
        assertThat(asked).as("nothing is left").isEmpty();

        good.settle();
        good.settle();
        stranger.written(5 * MEGABYTE);
        assertThat(asked).hasSize(1);
        runAsked();
        stranger.written(12 * MEGABYTE);
        assertThat(asked).as("it was given back once").isEmpty();
    }

    @Test
    void what_strangers_used_up_comes_back_a_megabyte_a_second() {
        SyncAllowance allowance = allowance(asked::add);
        assertThat(allowance.take(SyncAllowance.MAX_BYTES)).isTrue();
        assertThat(allowance.take(1)).isFalse();
        nanos += TimeUnit.SECONDS.toNanos(3);
        assertThat(allowance.take(3L * MEGABYTE + 1)).isFalse();
        assertThat(allowance.take(3L * MEGABYTE)).isTrue();
        nanos += TimeUnit.DAYS.toNanos(1);
        assertThat(allowance.take(SyncAllowance.MAX_BYTES + 1)).isFalse();
    }

    private void runAsked() {
        for (Runnable sync = asked.poll(); sync != null; sync = asked.poll()) {
            sync.run();
        }
    }

    @Test
    void a_sync_is_asked_for_every_few_megabytes_and_one_at_a_time() throws IOException {
        EarlySync sync = new EarlySync(Files.createFile(folder.resolve("file")), allowance(asked::add));
        sync.written(MEGABYTE);
        assertThat(asked).isEmpty();
        sync.written(4 * MEGABYTE);
        sync.written(8 * MEGABYTE);
        assertThat(asked).hasSize(1);
        runAsked();
        sync.written(12 * MEGABYTE);
        assertThat(asked).hasSize(1);
        runAsked();
        sync.settle();
    }

    @Test
    void whoever_relies_on_the_file_syncs_it_where_nobody_else_has() throws IOException {
        EarlySync late = new EarlySync(Files.createFile(folder.resolve("late")), allowance(asked::add));
        late.written(4 * MEGABYTE);
        late.settle();
        runAsked();
        EarlySync refused = new EarlySync(Files.createFile(folder.resolve("refused")), allowance(task -> {
            throw new RejectedExecutionException("stopping");
        }));
        refused.written(4 * MEGABYTE);
        refused.written(8 * MEGABYTE);
        refused.settle();
        EarlySync none = new EarlySync(folder.resolve("nowhere"), allowance(asked::add));
        none.settle();
        none.written(4 * MEGABYTE);
        assertThatThrownBy(none::settle).isInstanceOf(IOException.class);
    }

    @Test
    void a_failure_is_told_when_the_file_is_to_be_relied_on_and_not_forgotten() {
        EarlySync sync = new EarlySync(folder.resolve("nowhere"), allowance(Runnable::run));
        sync.written(4 * MEGABYTE);
        sync.written(8 * MEGABYTE);
        assertThatThrownBy(sync::settle).isInstanceOf(IOException.class);
        assertThatThrownBy(sync::settle).isInstanceOf(IOException.class);
    }

    @Test
    void a_payload_in_a_file_brings_the_digest_of_its_bytes() throws IOException {
        byte[] bytes = new byte[9 * MEGABYTE];
        new Random(7).nextBytes(bytes);
        PayloadWriter large = new Spool(folder, MEGABYTE, Runnable::run).begin();
        for (int from = 0; from < bytes.length; from += MEGABYTE / 2) {
            large.write(bytes, from, MEGABYTE / 2);
        }
        Payload payload = large.finish();
        ((FilePayload) payload).settle();
        assertThat(payload.digest()).contains(PayloadDigest.of(bytes));
        try (InputStream in = payload.open()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        Path copy = folder.resolve("copy");
        payload.copyTo(copy);
        assertThat(copy).hasBinaryContent(bytes);
    }
}
