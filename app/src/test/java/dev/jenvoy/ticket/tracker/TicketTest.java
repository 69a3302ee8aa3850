package dev.jenvoy.ticket.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tracker says of a ticket is fit to be shown, whatever it is. */
class TicketTest {

    private static final TicketStatus DONE = TicketStatus.named("Done");

    private static Ticket ticket(String key, String url) {
        return new Ticket(key, url, DONE, new Steps.Any());
    }

    @Test
    void names_are_in_one_line_without_control_characters_and_cut() {
        TicketStatus status = new TicketStatus("1", "In\nWork\u001b[31m", "x".repeat(10_000));
        assertThat(status.name()).isEqualTo("In\\nWork\\u{1b}[31m");
        assertThat(status.untranslatedName()).hasSize(300);
        assertThat(new Step("1", "\u202eGo", DONE, false, true).name()).isEqualTo("\\u{202e}Go");
        assertThat(ticket("SOC-1\u0000", "").key()).isEqualTo("SOC-1\\u{0}");
    }

    @Test
    void names_of_people_stay_as_they_are() {
        assertThat(new TicketStatus("3", "In Bearbeitung \u00b7 \u8fdb\u884c\u4e2d", "In Progress").names())
                .containsExactly("In Bearbeitung \u00b7 \u8fdb\u884c\u4e2d", "In Progress");
        assertThat(ticket("DEV_OPS-7", "https://acme.example/browse/DEV_OPS-7?x=1&y=2")
                        .url())
                .isEqualTo("https://acme.example/browse/DEV_OPS-7?x=1&y=2");
        assertThat(ticket("DEV_OPS-7", "").project()).isEqualTo("DEV_OPS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "data:text/html,x", "//acme.example", "https://a b", "https://a\"b", "x"})
    void what_is_no_address_of_a_page_is_no_link(String url) {
        assertThat(ticket("SOC-1", url).url()).isEmpty();
    }
}
