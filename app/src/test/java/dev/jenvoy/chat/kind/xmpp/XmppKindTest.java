package dev.jenvoy.chat.kind.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.room.RoomFixture;
import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.RichText;
import dev.jenvoy.option.json.Problem;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XmppKindTest {

    private final XmppKind kind = new XmppKind();

    @Test
    void markup_of_ours_is_styled_and_text_of_others_is_not() {
        RichText text = new RichText(List.of(
                new Block.Paragraph(List.of(
                        new Inline.Strong(List.of(new Inline.Text("acme/site"))),
                        new Inline.Text(" *b* _i_ a_b_c **c** "),
                        new Inline.Code("main"),
                        new Inline.Text(" https://a.example/_x_ "),
                        new Inline.Link("https://a.example", List.of(new Inline.Text("more"))))),
                new Block.Bullets(List.of(List.of(new Inline.Text("one")))),
                new Block.Quote(List.of(List.of(new Inline.Text("> two"))))));

        assertThat(kind.renderer().render(text))
                .isEqualTo(
                        "*acme/site* \u2060*b* \u2060_i_ a_b_c \u2060*\u2060*c*\u2060* `main` https://a.example/_x_ more\n"
                                + "  one\n> \u2060> two");
    }

    @Property
    void no_text_can_end_the_stream_or_begin_an_action(@ForAll String text) {
        assertThat(kind.renderer().render(RichText.of(new Inline.Text(text))))
                .doesNotContainPattern("[^\\t\\n\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]")
                .doesNotStartWith("/me");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"password\": \"rightpassword\"} | jid",
                "{\"jid\": \"bot@example.org\"} | password",
                "{\"jid\": \"example.org\", \"password\": \"rightpassword\"} | jid",
                "{\"jid\": \"bot@example.org/x\", \"password\": \"rightpassword\"} | jid",
                "{\"jid\": \"bot@example.org\", \"password\": \"rightpassword\", \"tls\": \"off\"} | tls",
                "{\"jid\": \"bot@example.org\", \"password\": \"rightpassword\", \"tls\": \"off\", \"host\": \"a.example\"} | tls",
                "{\"jid\": \"bot@example.org\", \"password\": \"rightpassword\", \"port\": 5222} | host",
                "{\"jid\": \"bot@example.org\", \"password\": \"rightpassword\", \"nick\": \"a/b\"} | nick"
            })
    void a_login_that_cannot_work_is_an_error(String json, String key) {
        List<Problem> problems = new ArrayList<>();

        boolean read = RoomFixture.read(kind, json, problems).isPresent();

        assertThat(problems)
                .filteredOn(Problem::isError)
                .extracting(Problem::key)
                .containsExactly("chat.accounts.a." + key);
        assertThat(read).isEqualTo(key.equals("nick"));
    }

    @Test
    void a_login_shows_no_password_and_an_address_is_the_jid_of_a_room() {
        assertThat(RoomFixture.login(kind, "{\"jid\": \"bot@example.org\", \"password\": \"rightpassword\"}")
                        .toString())
                .doesNotContain("rightpassword");
        assertThat(kind.addressFlaw("dev@conference.example.org")).isEmpty();
        assertThat(kind.addressFlaw("dev@conference.example.org secret word")).isEmpty();
        assertThat(kind.addressFlaw("conference.example.org")).isPresent();
        assertThat(kind.addressFlaw("dev@conference.example.org/nick")).isPresent();
        assertThat(kind.addressFlaw("")).isPresent();
        assertThat(String.valueOf(
                        XmppRoom.parse("dev@conference.example.org secret").orElseThrow()))
                .doesNotContain("secret");
    }
}
