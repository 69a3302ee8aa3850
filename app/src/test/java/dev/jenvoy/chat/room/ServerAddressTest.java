package dev.jenvoy.chat.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.JsonText;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.option.json.ProblemCollector;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    private final ProblemCollector report = new ProblemCollector();

    @Test
    void a_host_has_the_port_of_its_kind_unless_another_is_given() {
        assertThat(read("{\"host\": \"irc.example.org\"}")).contains(new ServerAddress("irc.example.org", 6697));
        assertThat(read("{\"host\": \"2001:db8::1\", \"port\": 7000}"))
                .contains(new ServerAddress("2001:db8::1", 7000));
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void a_missing_host_is_an_error_near_the_first_key() {
        assertThat(read("{\n\"port\": 7000}")).isEmpty();

        assertThat(report.problems())
                .extracting(Problem::describe)
                .containsExactly("error at line 2, column 1: chat.accounts.a.host: this key is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\\r\\nQUIT", "https://a", "a/b", "-a", "a:1", "user@a"})
    void what_is_no_host_is_refused(String host) {
        assertThat(read("{\"host\": \"" + host + "\"}")).isEmpty();

        assertThat(report.problems()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST, true",
        "127.0.0.1, true",
        "127.9.9.9, true",
        "::1, true",
        "127.0.0.1.example.org, false",
        "localhost.example.org, false",
        "10.0.0.1, false"
    })
    void loopback_is_known_by_its_spelling(String host, boolean expected) {
        assertThat(new ServerAddress(host, 1).isLoopback()).isEqualTo(expected);
    }

    private Optional<ServerAddress> read(String json) {
        JsonNode.Members members = (JsonNode.Members)
                JsonText.read(StandardCharsets.UTF_8.encode(json), report).orElseThrow();
        return ServerAddress.read(new ObjectReader("chat.accounts.a", members.values(), report), 6697);
    }
}
