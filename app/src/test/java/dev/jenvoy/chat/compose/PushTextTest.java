package dev.jenvoy.chat.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.message.Commit;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.message.MessageBuilder;
import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.PlainRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.chat.text.RichText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a push says: every sentence of it, the list of commits, both layouts. */
class PushTextTest {

    private static final Renderer PLAIN = new PlainRenderer();

    @Test
    void seven_commits_of_two_people_are_forced_to_a_branch_with_slashes() {
        assertThat(plain(sevenForced())).isEqualTo("""
                [acme/site] alice force-pushed feature/x/y to 7777777 (was 0123456) https://git.example/acme/site/compare/0...7
                  1111111 change 1
                  2222222 change 2 (bob)
                  3333333 change 3
                  4444444 change 4 (bob)
                  5555555 change 5
                  … and 2 more""");
    }

    @Test
    void the_rich_layout_links_the_repository_the_branch_and_each_commit() {
        RichText text =
                compose(sevenForced(), Style.FULL, new RichKind(5, 4_000)).text();

        assertThat(text.blocks()).hasSize(2);
        assertThat(text.blocks().get(0))
                .isEqualTo(new Block.Paragraph(List.of(
                        new Inline.Text("["),
                        link("https://git.example/acme/site", "acme/site"),
                        new Inline.Text("] alice force-pushed "),
                        link("https://git.example/acme/site/compare/0...7", "feature/x/y"),
                        new Inline.Text(" to "),
                        new Inline.Code("7777777"),
                        new Inline.Text(" (was "),
                        new Inline.Code("0123456"),
                        new Inline.Text(")"))));
        List<List<Inline>> items = ((Block.Bullets) text.blocks().get(1)).items();
        assertThat(items).hasSize(6);
        assertThat(items.get(1))
                .containsExactly(
                        link("https://git.example/acme/site/commit/2", "2222222"), new Inline.Text(" change 2 (bob)"));
        assertThat(items.get(5)).containsExactly(new Inline.Text("… and 2 more"));
    }

    @Test
    void a_kind_may_list_fewer_commits() {
        RichText text =
                compose(sevenForced(), Style.FULL, new RichKind(3, 4_000)).text();

        assertThat(PlainRenderer.lines(text)).hasSize(5).endsWith("  … and 4 more");
    }

    @Test
    void the_short_style_has_no_list() {
        assertThat(PlainRenderer.lines(
                        compose(sevenForced(), Style.SHORT, PLAIN).text()))
                .hasSize(1);
    }

    @Test
    void commits_that_are_not_new_are_counted_and_not_listed() {
        Message merge = push().commits(
                        List.of(commit(1, "alice", true), commit(2, "bob", false), commit(3, "bob", false)))
                .build();

        assertThat(plain(merge)).isEqualTo("""
                [acme/site] alice pushed 3 commits (1 new) to main https://git.example/acme/site/compare/0...7
                  1111111 change 1""");
    }

    @Test
    void of_2_048_commits_five_are_listed_and_the_others_counted() {
        List<Commit> many = new ArrayList<>();
        for (int at = 0; at < 2_048; at++) {
            many.add(commit(1, "alice", true));
        }

        assertThat(plain(push().commits(many).build()))
                .startsWith("[acme/site] alice pushed 2048 commits to main ")
                .endsWith("\n  … and 2043 more");
    }

    @Test
    void commits_beyond_those_in_the_payload_are_counted() {
        Message many = push().commits(List.of(commit(1, "alice", true)))
                .count(30)
                .distinct(30)
                .build();

        assertThat(plain(many)).contains("pushed 30 commits to main").endsWith("\n  … and 29 more");
    }

    @Test
    void every_kind_of_push_has_its_sentence() {
        Message one = push().commits(List.of(commit(1, "alice", true))).build();
        assertThat(sentence(one)).isEqualTo("alice pushed 1 commit to main");
        assertThat(sentence(one.but().created(true).build())).isEqualTo("alice created branch main with 1 commit");
        assertThat(sentence(push().created(true).build())).isEqualTo("alice created branch main at 7777777");
        assertThat(sentence(push().deleted(true).build())).isEqualTo("alice deleted branch main (was 0123456)");
        assertThat(sentence(push().forced(true).build())).isEqualTo("alice force-pushed main to 7777777 (was 0123456)");
        assertThat(sentence(push().build())).isEqualTo("alice pushed main to 7777777");
        assertThat(sentence(push().branch("").tag("v1").build())).isEqualTo("alice pushed tag v1 at 7777777");
        assertThat(sentence(push().branch("").tag("v1").deleted(true).build())).isEqualTo("alice deleted tag v1");
        assertThat(sentence(about("create").branch("x/y").build())).isEqualTo("alice created branch x/y");
        assertThat(sentence(about("delete").tag("v1").build())).isEqualTo("alice deleted tag v1");
    }

    @Test
    void a_redelivery_and_a_late_message_say_so_before_the_address() {
        Message again = push().again(true).build();

        assertThat(Composer.compose(again, Optional.empty(), Style.FULL, PLAIN, Duration.ofSeconds(421)))
                .extracting(composed -> PLAIN.render(composed.text()), Composed::subject)
                .containsExactly(
                        "[acme/site] alice pushed main to 7777777 (again) (7 min late)"
                                + " https://git.example/acme/site/compare/0...7",
                        "[acme/site] alice pushed main to 7777777 (again) (7 min late)");
    }

    @Test
    void a_minute_is_not_late() {
        assertThat(Composer.compose(push().build(), Optional.empty(), Style.FULL, PLAIN, Duration.ofSeconds(60))
                        .subject())
                .doesNotContain("late");
    }

    @Test
    void a_message_without_addresses_has_no_links() {
        Message bare = Message.about(Family.GITHUB, "push")
                .repo("acme/site")
                .branch("main")
                .commits(List.of(new Commit("1".repeat(40), "change", "", "", true)))
                .build();

        assertThat(compose(bare, Style.FULL, new RichKind(5, 4_000)).text())
                .isEqualTo(new RichText(List.of(
                        new Block.Paragraph(List.of(
                                new Inline.Text("[acme/site] somebody pushed 1 commit to "), new Inline.Code("main"))),
                        new Block.Bullets(List.of(List.of(new Inline.Text("1111111 change")))))));
    }

    private static Message sevenForced() {
        List<Commit> commits = new ArrayList<>();
        for (int at = 1; at <= 7; at++) {
            commits.add(commit(at, at % 2 == 0 ? "bob" : "alice", true));
        }
        return push().branch("feature/x/y").forced(true).commits(commits).build();
    }

    private static Commit commit(int digit, String author, boolean distinct) {
        return new Commit(
                String.valueOf(digit).repeat(40),
                "change " + digit,
                author,
                "https://git.example/acme/site/commit/" + digit,
                distinct);
    }

    private static MessageBuilder push() {
        return about("push")
                .branch("main")
                .before("0123456789abcdef0123456789abcdef01234567")
                .sha("7".repeat(40));
    }

    private static MessageBuilder about(String event) {
        return Message.about(Family.GITHUB, event)
                .repo("acme/site")
                .repoUrl("https://git.example/acme/site")
                .actor("alice")
                .url("https://git.example/acme/site/compare/0...7");
    }

    private static Inline link(String address, String text) {
        return new Inline.Link(address, List.of(new Inline.Text(text)));
    }

    private static Composed compose(Message message, Style style, Renderer renderer) {
        return Composer.compose(message, Optional.empty(), style, renderer, Duration.ZERO);
    }

    private static String plain(Message message) {
        return PLAIN.render(compose(message, Style.FULL, PLAIN).text());
    }

    private static String sentence(Message message) {
        return compose(message, Style.FULL, PLAIN).subject().replace("[acme/site] ", "");
    }
}
