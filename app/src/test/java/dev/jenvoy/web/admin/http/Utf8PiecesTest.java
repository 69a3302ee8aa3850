package dev.jenvoy.web.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8PiecesTest {

    @Test
    void characters_that_are_cut_anywhere_come_whole() {
        byte[] bytes = "aä€😀b".getBytes(StandardCharsets.UTF_8);
        Utf8Pieces pieces = new Utf8Pieces();
        StringBuilder text = new StringBuilder();
        for (byte one : bytes) {
            text.append(pieces.next(new byte[] {one}));
        }

        assertThat(text.toString()).isEqualTo("aä€😀b");
    }

    @Test
    void what_is_no_utf_8_becomes_replacement_characters() {
        assertThat(new Utf8Pieces().next(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xc3, '('}))
                .isEqualTo("a\ufffdb\ufffd(");
    }
}
