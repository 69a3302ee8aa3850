package dev.jenvoy.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No form of a secret is shown. */
class SecretMaskTest {

    private static final String SECRET = "a+b/\"\\?>~\u00e9=";
    private static final SecretMask MASK = new SecretMask(List.of(SECRET, "abc", " ", ""));

    @ParameterizedTest
    @ValueSource(
            strings = {
                SECRET,
                "YStiLyJcPz5+w6k9",
                "YStiLyJcPz5-w6k9",
                "a%2Bb%2F%22%5C%3F%3E~%C3%A9%3D",
                "a%2bb%2f%22%5c%3f%3e~%c3%a9%3d",
                "a+b/\\\"\\\\?\\u003e~\u00e9\\u003d",
                "a+b\\/\\\"\\\\?>~\u00e9=",
            })
    void every_form_of_a_secret_is_masked(String form) {
        assertThat(MASK.masked("x " + form + " y")).isEqualTo("x *** y");
    }

    @Test
    void base64_is_masked_with_and_without_its_padding() {
        SecretMask mask = new SecretMask(List.of("secret7"));

        assertThat(mask.masked("c2VjcmV0Nw== c2VjcmV0Nw")).isEqualTo("*** ***");
    }

    @Test
    void other_forms_of_a_short_secret_are_no_secrets() {
        assertThat(MASK.masked("abc YWJj")).isEqualTo("*** YWJj");
    }

    @Test
    void a_secret_is_masked_in_each_name_and_text_of_a_value() {
        SecretMask mask = new SecretMask(List.of("secret7"));

        assertThat(mask.masked(JsonParser.parseString(
                        "{\"secret7\": [\"a secret7\", {\"b\": \"\\u0073ecret7\"}, 7, true, null], \"c\": \"d\"}")))
                .hasToString("{\"***\":[\"a ***\",{\"b\":\"***\"},7,true,null],\"c\":\"d\"}");
    }

    @Test
    void of_a_secret_that_was_cut_nothing_is_left() {
        SecretMask mask = new SecretMask(List.of("not-a-real-token"));
        String rest = "x".repeat(100);

        for (int cut = 0; cut < "not-a-real-token".length(); cut++) {
            String end = mask.maskedEnd("not-a-real-token".substring(cut) + rest + " not-a-real-token");
            assertThat(end).matches("\\**x+ \\*\\*\\*");
        }
        assertThat(mask.maskedEnd("ken")).isEmpty();
        assertThat(new SecretMask(List.of()).maskedEnd("ken")).isEqualTo("ken");
    }
}
