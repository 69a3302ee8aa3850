package dev.jenvoy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What no payload may leave behind. What payloads are taken is shown at the server, in {@code PayloadTest}. */
final class JsonScanTest {

    private static final JsonPaths NOTHING = JsonPaths.of();
    private static final int KILOBYTES_64 = 1 << 16;

    private static long held() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void scan(String json) throws Exception {
        JsonScan.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), NOTHING);
    }

    @Test
    void long_names_do_not_stay_in_memory_whether_their_payload_is_taken_or_not() throws Exception {
        scan("{}");
        long before = held();
        for (int number = 0; number < 1500; number++) {
            String name = (number + "x").repeat(KILOBYTES_64 / 6);
            scan("{\"" + name + "\":1}");
            String refused = "{\"" + name + "y\":1,";
            assertThatThrownBy(() -> scan(refused)).isInstanceOf(JsonScan.NotJson.class);
        }
        assertThat(held() - before).isLessThan(30L << 20);
    }

    @Test
    void a_stream_that_cannot_be_read_is_no_fault_of_the_payload() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }
        };
        assertThatThrownBy(() -> JsonScan.read(broken, NOTHING))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
    }
}
