package dev.jenvoy.chat.kind.irc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.room.RoomFixture;
import dev.jenvoy.option.json.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IrcKindTest {

    private final IrcKind kind = new IrcKind();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"nick\": \"jenvoy\"} | host",
                "{\"host\": \"irc.example.org\"} | nick",
                "{\"host\": \"irc.example.org\", \"nick\": \"a b\"} | nick",
                "{\"host\": \"irc.example.org\", \"nick\": \"a\\r\\nQUIT\"} | nick",
                "{\"host\": \"irc.example.org\", \"nick\": \"jenvoy\", \"tls\": false} | tls",
                "{\"host\": \"irc.example.org\", \"nick\": \"jenvoy\", \"password\": \"right\\npassword 123\"} | password",
                "{\"host\": \"irc.example.org\", \"nick\": \"jenvoy\", \"server_password\": \"right\\npassword 123\"} | server_password"
            })
    void a_login_that_cannot_work_is_an_error(String json, String key) {
        List<Problem> problems = new ArrayList<>();

        assertThat(RoomFixture.read(kind, json, problems)).isEmpty();

        assertThat(problems)
                .filteredOn(Problem::isError)
                .extracting(Problem::key)
                .containsExactly("chat.accounts.a." + key);
    }

    @Test
    void a_login_shows_no_password() {
        assertThat(RoomFixture.login(
                                kind,
                                "{\"host\": \"irc.example.org\", \"nick\": \"jenvoy\", \"password\": \"rightpassword\", \"server_password\": \"otherpassword\"}")
                        .toString())
                .doesNotContain("rightpassword", "otherpassword");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dev", "#", "#a,#b", "#a\r\nQUIT", "#a key more", "#a ,", "alice", "#a\u0007"})
    void an_address_is_one_channel(String address) {
        assertThat(kind.addressFlaw(address)).isPresent();
        assertThat(kind.addressFlaw("#dev")).isEmpty();
        assertThat(kind.addressFlaw("#dev key")).isEmpty();
    }
}
