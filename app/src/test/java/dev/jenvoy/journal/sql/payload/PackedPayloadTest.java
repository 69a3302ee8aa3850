package dev.jenvoy.journal.sql.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackedPayloadTest {

    private static final byte[] JSON = json(8 << 10);

    private static byte[] json(int size) {
        StringBuilder text = new StringBuilder("{\"commits\":[");
        for (int number = 0; text.length() < size; number++) {
            text.append("{\"id\":")
                    .append(number * 7919L)
                    .append(",\"message\":\"Change ")
                    .append(number)
                    .append("\"},");
        }
        return Arrays.copyOf(text.toString().getBytes(StandardCharsets.UTF_8), size);
    }

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(size).nextBytes(noise);
        return noise;
    }

    @Test
    void json_takes_less_than_half_and_comes_back() throws IOException {
        byte[] packed = PackedPayload.pack(JSON);
        assertThat(packed).hasSizeLessThan(JSON.length / 2);
        assertThat(PackedPayload.unpack(packed, JSON.length)).isEqualTo(JSON);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 4096, 65_535, 65_536, 65_537, 200_000})
    void payloads_of_every_size_come_back(int size) throws IOException {
        for (byte[] payload : new byte[][] {json(size), noise(size)}) {
            byte[] stored = PackedPayload.pack(payload);
            assertThat(stored).hasSizeLessThanOrEqualTo(size);
            assertThat(PackedPayload.unpack(stored, size)).isEqualTo(payload);
        }
    }

    @Test
    void what_does_not_shrink_is_stored_as_it_is() {
        byte[] noise = noise(4096);
        assertThat(PackedPayload.pack(noise)).isSameAs(noise);
    }

    @Test
    void what_an_older_version_stored_is_read() throws IOException {
        assertThat(PackedPayload.unpack(JSON, JSON.length)).isSameAs(JSON);
    }

    @Test
    void a_damaged_payload_is_no_other_payload() {
        byte[] packed = PackedPayload.pack(JSON);
        byte[] cut = Arrays.copyOf(packed, packed.length - 1);
        byte[] changed = packed.clone();
        changed[packed.length / 2] ^= 0x10;
        assertThatIOException().isThrownBy(() -> PackedPayload.unpack(cut, JSON.length));
        assertThatIOException().isThrownBy(() -> PackedPayload.unpack(changed, JSON.length));
        assertThatIOException().isThrownBy(() -> PackedPayload.unpack(packed, JSON.length - 1));
        assertThatIOException().isThrownBy(() -> PackedPayload.unpack(packed, JSON.length + 1));
    }

    @Test
    void several_threads_pack_at_once() {
        assertThat(IntStream.range(0, 400).parallel().allMatch(number -> {
                    byte[] payload = json(2048 + number);
                    try {
                        return Arrays.equals(
                                PackedPayload.unpack(PackedPayload.pack(payload), payload.length), payload);
                    } catch (IOException e) {
                        return false;
                    }
                }))
                .isTrue();
    }
}
