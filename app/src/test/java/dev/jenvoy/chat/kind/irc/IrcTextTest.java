package dev.jenvoy.chat.kind.irc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IrcTextTest {

    @Property
    void no_line_is_too_long_and_none_holds_a_control(
            @ForAll String text, @ForAll @IntRange(min = 8, max = 500) int most) {
        for (String line : IrcText.lines(text, most)) {
            assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(most);
            assertThat(line).isNotEmpty().doesNotContainPattern("\\p{Cntrl}");
        }
    }

    @Test
    void a_long_line_is_cut_at_a_blank_and_never_inside_a_character() {
        assertThat(IrcText.lines("one two three four", 14)).containsExactly("one two three", "… four");
        assertThat(IrcText.lines("ééééé", 8)).containsExactly("éééé", "… é");
        assertThat(IrcText.lines("aaaaaa👩‍🚀b", 12)).containsExactly("aaaaaa", "… 👩‍", "… 🚀b");
    }

    @Property
    void no_text_begins_another_line_than_its_first(@ForAll @IntRange(min = 8, max = 60) int most) {
        String title = "x ".repeat(30) + "!op mallory " + "y".repeat(most) + "!op mallory";

        List<String> lines = IrcText.lines(title, most);

        assertThat(lines.subList(1, lines.size())).isNotEmpty().allMatch(line -> line.startsWith("… "));
    }

    @Test
    void a_second_command_is_only_another_line() {
        assertThat(IrcText.lines("title\r\nQUIT :bye\r\u0001ACTION x\u0001\u0002\u0003", 400))
                .containsExactly("title", "QUIT :bye", "ACTION x");
    }

    @Test
    void who_is_present_is_not_woken_and_addresses_stay_whole() {
        assertThat(IrcText.disarm(
                        "Alice, see https://git.example/alice/x and malice", Set.of("Alice", "alice")::contains))
                .isEqualTo("A\u200Blice, see https://git.example/alice/x and malice");
    }

    @Test
    void lines_of_a_server_are_read_with_tags_source_and_text() {
        IrcLine line =
                IrcLine.parse("@time=2026-01-01T00:00:00Z;account=al\\sice;bot :a!b@c PRIVMSG #dev  :!repohook :x ");

        assertThat(line.tag("account")).contains("al ice");
        assertThat(line.tag("bot")).contains("");
        assertThat(line.nick()).isEqualTo("a");
        assertThat(line.command()).isEqualTo("PRIVMSG");
        assertThat(line.params()).isEqualTo(List.of("#dev", "!repohook :x "));
    }

    @Property
    void no_line_makes_the_reader_throw(@ForAll String text) {
        assertThat(IrcLine.parse(text).params()).isNotNull();
    }
}
