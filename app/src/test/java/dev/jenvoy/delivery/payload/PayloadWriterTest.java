package dev.jenvoy.delivery.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadWriterTest {

    private static final int IN_MEMORY = 100_000;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} bytes, said to be {1}, in pieces of {2}")
    @CsvSource({
        "0, -1, 1",
        "0, 5, 1",
        "1, -1, 1",
        "1, 1, 1",
        "5000, 5000, 5000",
        "5000, 5000, 1000",
        "5000, 5001, 999",
        "5000, 4999, 999",
        "5000, 0, 1",
        "99999, 99999, 1000",
        "100000, 100000, 1000",
        "100000, 1, 33333",
        "100001, 100001, 1000",
        "100001, -1, 100001",
        "250000, 7, 4096",
        "250000, 9223372036854775807, 4096"
    })
    void it_keeps_the_bytes_and_their_digest_whatever_length_was_told(int size, long expected, int piece)
            throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        PayloadWriter writer = new Spool(folder, IN_MEMORY, Runnable::run).begin(expected);
        for (int at = 0; at < size; at += piece) {
            writer.write(bytes, at, Math.min(piece, size - at));
        }
        assertThat(writer.size()).isEqualTo(size);

        Payload payload = writer.finish();
        assertThat(payload).isInstanceOf(size <= IN_MEMORY ? MemoryPayload.class : FilePayload.class);
        assertThat(payload.size()).isEqualTo(size);
        assertThat(payload.open().readAllBytes()).isEqualTo(bytes);
        assertThat(payload.digest()).contains(PayloadDigest.known(Sha256.hex(bytes)));
        payload.discard();
    }

    @Test
    void a_length_that_is_only_said_takes_little_memory() throws IOException {
        PayloadWriter writer = new Spool(folder, 1 << 20, Runnable::run).begin(1 << 20);
        assertThat(writer.room()).isZero();
        writer.write(1);
        assertThat(writer.room()).isEqualTo(8192);
        writer.write(new byte[16_384], 0, 16_384);
        assertThat(writer.room()).isEqualTo(2 * 16_385);
    }

    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({"1", "8192", "8193", "16384"})
    void what_comes_at_once_as_it_was_said_takes_what_it_has(int size) throws IOException {
        PayloadWriter writer = new Spool(folder, 1 << 20, Runnable::run).begin(size);
        writer.write(new byte[size], 0, size);
        assertThat(writer.room()).isEqualTo(size);
    }

    @Test
    void what_was_read_into_a_buffer_that_is_used_again_stays_as_it_was() throws IOException {
        byte[] buffer = {1, 2, 3};
        PayloadWriter writer = new Spool(folder, IN_MEMORY, Runnable::run).begin(3);
        writer.write(buffer, 0, 3);
        buffer[0] = 9;
        assertThat(writer.finish().open().readAllBytes()).containsExactly(1, 2, 3);
    }
}
