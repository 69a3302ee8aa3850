package dev.jenvoy.sender.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.delivery.payload.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    private static void tooMuch(String json, JsonPaths wanted, String says) {
        assertThatThrownBy(() -> JsonScan.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), wanted))
                .isInstanceOf(JsonScan.TooMuch.class)
                .hasMessageContaining(says);
    }

    /** An object of so many keys of this length. */
    private static String keys(int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(number -> "\"" + "k".repeat(length - 7) + String.format("%07d", number) + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void a_name_or_a_number_is_64_kb_at_most() throws Exception {
        scan("{\"" + "n".repeat(65_000) + "\":1}");
        scan("{\"n\":" + "1".repeat(65_000) + "}");
        tooMuch("{\"" + "n".repeat(70_000) + "\":1}", NOTHING, "a name of more than 65536 bytes");
        tooMuch("{\"a\":[{\"" + "\u00e4".repeat(40_000) + "\":1}]}", NOTHING, "a name of more than 65536 bytes");
        tooMuch("{\"n\":" + "1".repeat(70_000) + "}", NOTHING, "a number of more than 65536 digits");
    }

    @Test
    void names_of_open_objects_are_4_mb_together_at_most() throws Exception {
        scan(keys(40_000, 100));
        // One after the other they are not held.
        scan("{\"a\":[" + keys(30_000, 100) + "," + keys(30_000, 100) + "]}");
        tooMuch(keys(45_000, 100), NOTHING, "4194304 characters");
        String open = keys(30_000, 100).replace("}", ",\"a\":");
        tooMuch(open + keys(30_000, 100) + "}", NOTHING, "4194304 characters");
    }

    @Test
    void long_names_are_4_mb_together_at_most_for_they_stay_in_the_table() {
        String objects = IntStream.range(0, 45)
                .mapToObj(number -> "{\"" + "n".repeat(60_000) + number + "\":1}")
                .collect(Collectors.joining(","));
        tooMuch("{\"a\":[" + objects + "," + objects.replace("n", "m") + "]}", NOTHING, "4194304 characters");
    }

    @Test
    void a_value_that_is_wanted_has_a_limit_and_one_that_is_not_has_none() throws Exception {
        String json = "{\"a\":\"" + "v".repeat(600_000) + "\"}";
        scan(json);
        tooMuch(json, JsonPaths.of("a"), "a fact of more than 524288 characters");
    }

    @Test
    void lists_that_are_looked_through_have_10_000_elements_together_at_most() throws Exception {
        JsonPaths wanted = JsonPaths.of("a.*.b.*.c");
        String inner = "{\"b\":[" + "{},".repeat(99) + "{}]}";
        String most = "{\"a\":[" + (inner + ",").repeat(98) + inner + "]}";
        assertThat(JsonScan.read(new ByteArrayInputStream(most.getBytes(StandardCharsets.UTF_8)), wanted)
                        .size("a"))
                .isEqualTo(99);
        tooMuch(most.replace("[{\"b\"", "[" + (inner + ",").repeat(2) + "{\"b\""), wanted, "10000 branches");
        scan("{\"a\":[" + "1,".repeat(1_000_000) + "1]}");
    }

    @Test
    void what_nothing_vouches_for_has_a_thousand_keys_at_most() throws Exception {
        Payload few = Payload.of(keys(1000, 10).getBytes(StandardCharsets.UTF_8));
        Payload many =
                Payload.of(("{\"a\":[" + (keys(100, 10) + ",").repeat(10) + "{}]}").getBytes(StandardCharsets.UTF_8));
        assertThat(JsonScan.readUnproven(few, NOTHING)).isNotNull();
        assertThatThrownBy(() -> JsonScan.readUnproven(many, NOTHING))
                .isInstanceOf(JsonScan.TooMuch.class)
                .hasMessageContaining("1000 keys");
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

    @Test
    void an_optional_text_is_cut_and_one_that_is_too_long_rejects_nothing() throws Exception {
        JsonPaths wanted = JsonPaths.withOptional(Set.of("a", "list.*.id"), Set.of("title", "list.*.title"));

        JsonFacts cut = JsonScan.read(payload("{\"title\":\"" + "x".repeat(5_000) + "\",\"a\":\"b\"}"), wanted);
        assertThat(cut.textIfAny("title")).hasSize(1_000);
        assertThat(cut.text("a")).isEqualTo("b");

        String endless =
                "{\"title\":\"" + "x".repeat(600_000) + "\",\"list\":[{\"id\":\"1\",\"title\":\"t\"}],\"a\":\"b\"}";
        JsonFacts left = JsonScan.read(payload(endless), wanted);
        assertThat(left.textIfAny("title")).isNull();
        assertThat(left.text("a")).isEqualTo("b");
        assertThat(left.text("list.0.id")).isEqualTo("1");
        assertThat(left.textIfAny("list.0.title")).isNull();
    }

    @Test
    void optional_texts_in_a_list_have_no_share_in_its_limit() throws Exception {
        JsonPaths wanted = JsonPaths.withOptional(Set.of("a"), Set.of("list.*.title"));
        String many = "{\"a\":\"b\",\"list\":[" + "{\"title\":\"t\"},".repeat(20_000) + "{\"title\":\"t\"}]}";

        JsonFacts read = JsonScan.read(payload(many), wanted);

        assertThat(read.text("a")).isEqualTo("b");
        assertThat(read.textIfAny("list.99.title")).isEqualTo("t");
        assertThat(read.textIfAny("list.100.title")).isNull();
        assertThat(read.sizeIfAny("list")).isEqualTo(20_001);
    }

    private static Payload payload(String json) {
        return Payload.of(json.getBytes(StandardCharsets.UTF_8));
    }
}
