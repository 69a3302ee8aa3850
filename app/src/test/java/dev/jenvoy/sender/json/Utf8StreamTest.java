package dev.jenvoy.sender.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which the bytes may come in pieces has the same result. */
final class Utf8StreamTest {

    private static final String TEXT = "a\u00e9\u20ac\ud83d\ude80\u0000\u007f\uffff\udbff\udfffz";

    /** Reads all bytes, with at most so many bytes offered and asked for at a time. */
    private static byte[] read(byte[] bytes, int brought, int asked) throws IOException {
        InputStream pieces = new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, brought));
            }
        };
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (InputStream checked = new Utf8Stream(pieces)) {
            byte[] buffer = new byte[asked];
            for (int count = checked.read(buffer); count >= 0; count = checked.read(buffer)) {
                all.write(buffer, 0, count);
            }
        }
        return all.toByteArray();
    }

    @Test
    void what_is_utf_8_comes_through_as_it_is() throws IOException {
        byte[] bytes = TEXT.repeat(3000).getBytes(StandardCharsets.UTF_8);
        assertThat(read(bytes, 8192, 8192)).isEqualTo(bytes);
        byte[] few = TEXT.getBytes(StandardCharsets.UTF_8);
        for (int brought = 1; brought < 6; brought++) {
            for (int asked = 1; asked < 6; asked++) {
                assertThat(read(few, brought, asked)).isEqualTo(few);
            }
        }
        assertThat(read(new byte[0], 1, 1)).isEmpty();
        assertThat(read(new byte[] {'a'}, 1, 1)).containsExactly('a');
    }

    @Test
    void a_mark_is_left_out_at_the_beginning_and_nowhere_else() throws IOException {
        byte[] marked = "\ufeffa\ufeff".getBytes(StandardCharsets.UTF_8);
        byte[] unmarked = "a\ufeff".getBytes(StandardCharsets.UTF_8);
        for (int brought = 1; brought < 5; brought++) {
            assertThat(read(marked, brought, 4)).isEqualTo(unmarked);
            assertThat(read(unmarked, brought, 4)).isEqualTo(unmarked);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff",
                "80",
                "c3",
                "c080",
                "c1bf",
                "e08080",
                "e09fbf",
                "eda080",
                "edbfbf",
                "f0808080",
                "f08fbfbf",
                "f4908080",
                "f5808080",
                "e282",
                "f09f9a",
                "c328",
                "e228a1",
                "efbb",
                "efbb41"
            })
    void what_is_not_is_told_at_the_latest_at_the_end(String hex) {
        byte[] wrong = HexFormat.of().parseHex(hex);
        for (String before : new String[] {"", "a", "\u20ac", "abc"}) {
            byte[] start = before.getBytes(StandardCharsets.UTF_8);
            byte[] bytes = new byte[start.length + wrong.length];
            System.arraycopy(start, 0, bytes, 0, start.length);
            System.arraycopy(wrong, 0, bytes, start.length, wrong.length);
            for (int brought = 1; brought < 6; brought++) {
                int most = brought;
                assertThatThrownBy(() -> read(bytes, most, 5)).isInstanceOf(CharacterCodingException.class);
            }
        }
    }
}
