package dev.jenvoy.chat.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.message.Commit;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.HarmlessText;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.PlainRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.chat.text.RichText;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Messages are made as short as their service wants them. */
class FittingTest {

    private static final String TITLE = "title ".repeat(19).strip();
    private static final RichText WHOLE = new RichText(List.of(
            paragraph("alice opened issue #7: ", TITLE, " at once"),
            new Block.Bullets(Collections.nCopies(5, List.of(new Inline.Text("an item of a list")))),
            new Block.Quote(List.of(List.of(new Inline.Text("a quoted line"))))));

    @Test
    void what_fits_stays_as_it_is() {
        assertThat(Fitting.fit(WHOLE, kind(1_000))).isEqualTo(WHOLE);
    }

    @Test
    void lists_go_first_then_quotes_then_the_title_is_cut() {
        assertThat(kinds(Fitting.fit(WHOLE, kind(220)))).containsExactly("Paragraph", "Quote");
        assertThat(kinds(Fitting.fit(WHOLE, kind(170)))).containsExactly("Paragraph");

        RichText cut = Fitting.fit(WHOLE, kind(100));
        assertThat(kinds(cut)).containsExactly("Paragraph");
        assertThat(PlainRenderer.lines(cut).get(0))
                .startsWith("alice opened issue #7: title title")
                .endsWith("… at once")
                .hasSizeLessThanOrEqualTo(90)
                .hasSizeGreaterThan(80);
    }

    @Test
    void half_is_half_of_what_the_service_called_too_long() {
        RichText half = Fitting.half(WHOLE, kind(1_000));

        assertThat(size(half)).isLessThanOrEqualTo(size(WHOLE) / 2).isGreaterThan(size(WHOLE) / 4);
        assertThat(size(Fitting.half(half, kind(1_000)))).isLessThanOrEqualTo(size(half) / 2);
    }

    @Test
    void an_address_that_is_shown_is_not_cut_with_the_title() {
        Message issue = Message.about(Family.GITHUB, "issues")
                .repo("acme/site")
                .actor("alice")
                .action("opened")
                .number("7")
                .title(TITLE)
                .url("https://git.example/acme/site/issues/7")
                .build();

        RichText cut = Composer.compose(issue, Optional.empty(), Style.FULL, plain(120), Duration.ofMinutes(5))
                .text();

        assertThat(PlainRenderer.lines(cut))
                .singleElement()
                .asString()
                .hasSizeLessThanOrEqualTo(108)
                .startsWith("[acme/site] alice opened issue #7: title")
                .endsWith("… (5 min late) https://git.example/acme/site/issues/7");
    }

    @Test
    void a_list_without_a_sentence_is_cut_as_text() {
        RichText list = new RichText(List.of(WHOLE.blocks().get(1)));

        assertThat(size(Fitting.fit(list, kind(40)))).isBetween(1, 36);
    }

    @Property(tries = 200)
    void nothing_is_longer_than_the_service_wants(
            @ForAll String title, @ForAll @IntRange(min = 20, max = 400) int max) {
        Message push = Message.about(Family.GITHUB, "push")
                .repo("acme/site")
                .branch(title)
                .title(title)
                .commits(Collections.nCopies(9, new Commit("1".repeat(40), HarmlessText.line(title), "bob", "", true)))
                .build();

        for (Renderer renderer : List.of(kind(max), plain(max))) {
            RichText text = Composer.compose(push, Optional.empty(), Style.FULL, renderer, Duration.ZERO)
                    .text();
            assertThat(size(text)).isLessThanOrEqualTo(max - max / 10);
            assertThat(size(Fitting.half(text, renderer))).isLessThanOrEqualTo(max / 2);
        }
    }

    private static Renderer kind(int chars) {
        return new RichKind(5, chars);
    }

    private static Renderer plain(int chars) {
        return new PlainRenderer(chars);
    }

    private static Block paragraph(String... texts) {
        return new Block.Paragraph(
                List.of(texts).stream().<Inline>map(Inline.Text::new).toList());
    }

    private static List<String> kinds(RichText text) {
        return text.blocks().stream()
                .map(block -> block.getClass().getSimpleName())
                .toList();
    }

    private static int size(RichText text) {
        return String.join("\n", PlainRenderer.lines(text)).length();
    }
}
