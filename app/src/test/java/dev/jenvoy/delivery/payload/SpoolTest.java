package dev.jenvoy.delivery.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all payloads that arrive take together. */
final class SpoolTest {

    private static final int IN_MEMORY = 100_000;
    private static final long MEMORY = 250_000;
    private static final int FILES = 4;

    @TempDir
    Path folder;

    private final AtomicLong disk = new AtomicLong(10L * PayloadWriter.STEP);

    private Spool spool() throws IOException {
        return new Spool(folder, IN_MEMORY, new Spool.Limits(MEMORY, disk::get, FILES), Runnable::run);
    }

    private static PayloadWriter written(Spool spool, int size) throws IOException {
        PayloadWriter writer = spool.begin(size);
        writer.write(new byte[size], 0, size);
        return writer;
    }

    @Test
    void a_payload_goes_to_a_file_where_memory_is_used_up() throws IOException {
        Spool spool = spool();
        PayloadWriter first = written(spool, IN_MEMORY);
        PayloadWriter second = written(spool, IN_MEMORY);
        PayloadWriter third = written(spool, IN_MEMORY);
        assertThat(spool.memoryUsed()).isEqualTo(2L * IN_MEMORY);
        assertThat(third.finish()).isInstanceOf(FilePayload.class);
        assertThat(second.finish()).isInstanceOf(MemoryPayload.class);
        first.discard();
        assertThat(spool.memoryUsed()).isEqualTo(IN_MEMORY);
        assertThat(written(spool, IN_MEMORY).finish()).isInstanceOf(MemoryPayload.class);
    }

    @Test
    void it_is_counted_until_it_was_accepted_or_discarded_and_given_back_once() throws IOException {
        Spool spool = spool();
        MemoryPayload small = (MemoryPayload) written(spool, 1000).finish();
        assertThat(spool.memoryUsed()).isEqualTo(1000);
        small.arrived();
        small.discard();
        assertThat(spool.memoryUsed()).isZero();

        Payload large = written(spool, IN_MEMORY + 1).finish();
        assertThat(spool.diskUsed()).isEqualTo(PayloadWriter.STEP);
        large.discard();
        large.discard();
        assertThat(spool.diskUsed()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_payload_that_grew_more_room_than_it_needs_gives_the_rest_back() throws IOException {
        Spool spool = spool();
        PayloadWriter writer = spool.begin(-1);
        writer.write(1);
        assertThat(spool.memoryUsed()).isEqualTo(8192);
        writer.finish();
        assertThat(spool.memoryUsed()).isEqualTo(1);
    }

    @Test
    void memory_is_given_back_when_a_payload_goes_on_in_a_file() throws IOException {
        Spool spool = spool();
        PayloadWriter writer = written(spool, IN_MEMORY);
        writer.write(1);
        assertThat(spool.memoryUsed()).isZero();
        assertThat(writer.onDisk()).isEqualTo(PayloadWriter.STEP);
        writer.discard();
        writer.discard();
        assertThat(spool.diskUsed()).isZero();
        assertThat(spool.memoryUsed()).isZero();
    }

    @Test
    void beyond_the_disks_share_a_payload_is_refused_and_a_later_one_fits_again() throws IOException {
        Spool spool = spool();
        PayloadWriter most = written(spool, 10 * PayloadWriter.STEP);
        PayloadWriter more = spool.begin();
        assertThatThrownBy(() -> more.write(new byte[IN_MEMORY + 1], 0, IN_MEMORY + 1))
                .isInstanceOf(SpoolFullException.class);
        more.discard();
        most.discard();
        assertThat(spool.diskUsed()).isZero();
        written(spool, 10 * PayloadWriter.STEP).finish().discard();
        assertThat(spool.diskUsed()).isZero();
    }

    @Test
    void so_many_files_are_open_and_no_more() throws IOException {
        Spool spool = spool();
        List<PayloadWriter> open = new ArrayList<>();
        for (int file = 0; file < FILES; file++) {
            open.add(written(spool, IN_MEMORY + 1));
        }
        assertThat(spool.excess()).isPositive();
        PayloadWriter more = spool.begin();
        assertThatThrownBy(() -> more.write(new byte[IN_MEMORY + 1], 0, IN_MEMORY + 1))
                .isInstanceOf(SpoolFullException.class);
        more.discard();
        Payload whole = open.get(0).finish();
        open.get(1).discard();
        written(spool, IN_MEMORY + 1);
        written(spool, IN_MEMORY + 1);
        whole.discard();
    }

    @Test
    void it_says_how_much_is_to_be_given_back_before_all_is_used() throws IOException {
        Spool spool = spool();
        PayloadWriter writer = written(spool, 7 * PayloadWriter.STEP);
        assertThat(spool.excess()).isNotPositive();
        writer.write(new byte[PayloadWriter.STEP], 0, PayloadWriter.STEP);
        assertThat(spool.excess()).isPositive().isLessThan(PayloadWriter.STEP);
    }
}
