package dev.jenvoy.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example/a/b?c=d",
                "HTTPS://hooks.example",
                "http://localhost:8065/hooks/x",
                "http://127.0.0.1/x",
                "http://127.8.8.8/x",
                "http://[::1]:80/x"
            })
    void encrypted_and_loopback_addresses_are_taken(String text) {
        assertThat(WebAddress.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example",
                "http://hooks.example/",
                "http://127.0.0.1.evil.example/",
                "http://localhost.evil.example/",
                "http://0.0.0.0/",
                "http://127.1/",
                "https://user:password@hooks.example/",
                "http://evil.example#@127.0.0.1/",
                "https://hooks.example/#fragment",
                "https:///path",
                "https:opaque",
                "file:///etc/passwd",
                "ftp://127.0.0.1/",
                "https://hooks.example/a b",
                "https://hooks.example/\u00e4",
                "https://hooks.example/\r\nX: y"
            })
    void every_other_address_is_refused(String text) {
        assertThat(WebAddress.parse(text)).isEmpty();
    }

    @Test
    void where_encryption_is_waived_other_machines_are_taken_without_it() {
        assertThat(WebAddress.parse("http://jira.example/jira", WebAddress.Encryption.WAIVED)
                        .map(address -> address.below("/rest").with("a", "b").uri()))
                .hasToString("Optional[http://jira.example/jira/rest?a=b]");
        assertThat(WebAddress.parse("ftp://jira.example/", WebAddress.Encryption.WAIVED))
                .isEmpty();
        assertThat(WebAddress.parse("http://user@jira.example/", WebAddress.Encryption.WAIVED))
                .isEmpty();
    }

    @Test
    void its_text_form_shows_only_the_host() {
        assertThat(WebAddress.parse("https://hooks.example/services/T1/SECRET?sig=SECRET"))
                .hasToString("Optional[https://hooks.example/***]");
    }

    @Test
    void addresses_below_are_encoded_by_the_part() {
        WebAddress base = WebAddress.parse("https://m.example/").orElseThrow();

        assertThat(base.below("/rooms/" + WebAddress.encode("!a b:/?#"))
                        .with("user_id", "@x:y")
                        .uri())
                .hasToString("https://m.example/rooms/%21a%20b%3A%2F%3F%23?user_id=%40x%3Ay");
    }
}
