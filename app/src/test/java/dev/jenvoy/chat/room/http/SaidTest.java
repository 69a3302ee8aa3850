package dev.jenvoy.chat.room.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.http.WebAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaidTest {

    @Test
    void the_secrets_of_an_address_are_masked_whole_and_in_parts() {
        WebAddress address = WebAddress.parse("https://hooks.example/hooks/abcdefgh?sig=qwertyuiop")
                .orElseThrow();
        Said said = Said.without(address, List.of("the-token"));

        assertThat(said.line("at https://hooks.example/hooks/abcdefgh?sig=qwertyuiop"))
                .isEqualTo("at ***");
        assertThat(said.line("abcdefgh qwertyuiop the-token hooks")).isEqualTo("*** *** *** hooks");
        assertThat(said.line("the-\u200btoken")).isEqualTo("***");
        assertThat(said.line("a".repeat(199) + " the-token"))
                .hasSizeLessThanOrEqualTo(200)
                .doesNotContain("the-");
        assertThat(said.line("one\r\ntwo\u202e")).isEqualTo("one two");
    }

    @Test
    void a_secret_is_masked_however_clients_write_it() {
        Said said = Said.ofLogin("bot", List.of("right pass/word+ü")).and("CHANKEY99");

        for (String text : List.of(
                "right pass/word+ü",
                "right+pass%2Fword%2B%C3%BC",
                "right%20pass%2fword%2b%c3%bc",
                base64("right pass/word+ü"),
                base64("right pass/word+ü").replace("=", ""),
                base64("right pass/word+ü").replace('+', '-').replace('/', '_'),
                base64("\0bot\0right pass/word+ü"),
                base64("bot\0bot\0right pass/word+ü"),
                base64("bot:right pass/word+ü"),
                "CHANKEY99",
                base64("CHANKEY99"))) {
            assertThat(said.line("no: " + text)).startsWith("no: ***").hasSizeLessThanOrEqualTo(9);
        }
    }

    @Test
    void the_encoded_forms_of_a_short_secret_hide_no_other_words() {
        assertThat(new Said(List.of("a")).line("YQ== is fine")).isEqualTo("YQ== is fine");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
