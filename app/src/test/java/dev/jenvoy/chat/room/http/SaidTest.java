package dev.jenvoy.chat.room.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.http.WebAddress;
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
}
