package dev.jenvoy.chat.compose.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.RichText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A template is markup; a value in it never is. */
class TemplateMarkupTest {

    private static final String HOSTILE =
            "<!here> @everyone [x](https://evil.example) *b* **c** `d` <b>e</b> ![f](https://evil.example) &lt; \\* {{g}} > h - i";

    @Test
    void the_small_markup_becomes_blocks() {
        RichText text = fill("""
                **strong** and *emphasis*, `code`, [a link](https://a.example)\\
                second line

                - one
                - two *three*
                1. four

                > quoted
                > also quoted\\
                > next
                """);

        assertThat(text.blocks())
                .containsExactly(
                        new Block.Paragraph(List.of(
                                new Inline.Strong(List.of(new Inline.Text("strong"))),
                                new Inline.Text(" and "),
                                new Inline.Emphasis(List.of(new Inline.Text("emphasis"))),
                                new Inline.Text(", "),
                                new Inline.Code("code"),
                                new Inline.Text(", "),
                                linked("https://a.example", "a link"),
                                new Inline.Break(),
                                new Inline.Text("second line"))),
                        new Block.Bullets(List.of(
                                List.of(new Inline.Text("one")),
                                List.of(
                                        new Inline.Text("two "),
                                        new Inline.Emphasis(List.of(new Inline.Text("three")))))),
                        new Block.Bullets(List.of(List.of(new Inline.Text("four")))),
                        new Block.Quote(List.of(
                                List.of(new Inline.Text("quoted also quoted")), List.of(new Inline.Text("next")))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# heading",
                "---",
                "<b>html</b>",
                "<script>alert(1)</script>",
                "| a | b |",
                "```fence```x",
                "<https:/x>",
                "[no address](javascript:alert)",
                "[relative](/path)",
                "~~struck~~"
            })
    void all_the_rest_is_text(String template) {
        for (Block block : fill(template).blocks()) {
            Block.Paragraph paragraph = (Block.Paragraph) block;
            assertThat(paragraph.content())
                    .allSatisfy(part -> assertThat(part).isInstanceOfAny(Inline.Text.class, Inline.Code.class));
        }
    }

    @Test
    void images_are_their_text_and_indented_lines_are_no_code() {
        assertThat(fill("![a *cat*](https://a.example/cat.png)").blocks())
                .containsExactly(new Block.Paragraph(
                        List.of(new Inline.Text("a "), new Inline.Emphasis(List.of(new Inline.Text("cat"))))));
        assertThat(fill("    indented").blocks())
                .containsExactly(new Block.Paragraph(List.of(new Inline.Text("indented"))));
    }

    @Test
    void lists_in_lists_become_one_list_and_quotes_in_quotes_one_quote() {
        assertThat(fill("- one\n  - two\n    - three\n- four").blocks())
                .containsExactly(new Block.Bullets(List.of(line("one"), line("two"), line("three"), line("four"))));
        assertThat(fill("> one\n> > two\n>\n> - three").blocks())
                .containsExactly(new Block.Quote(List.of(line("one"), line("two"), line("three"))));
    }

    @Test
    void a_hostile_title_is_text_wherever_it_is_put() {
        RichText text = fill("""
                {{title}} and **{{title}}** and *{{title}}* and `{{title}}` and [{{title}}]({{url}})

                - {{title}}

                > {{title}}
                """, Map.of("title", HOSTILE, "url", "https://a.example/1"));

        Inline title = new Inline.Text(HOSTILE);
        assertThat(text.blocks())
                .containsExactly(
                        new Block.Paragraph(List.of(
                                new Inline.Text(HOSTILE + " and "),
                                new Inline.Strong(List.of(title)),
                                new Inline.Text(" and "),
                                new Inline.Emphasis(List.of(title)),
                                new Inline.Text(" and "),
                                new Inline.Code(HOSTILE),
                                new Inline.Text(" and "),
                                new Inline.Link("https://a.example/1", List.of(title)))),
                        new Block.Bullets(List.of(List.of(title))),
                        new Block.Quote(List.of(List.of(title))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"- x", "* x", "1. x", "> x", "# x", "    x", "---", "[x]: https://evil.example", "<b>"})
    void a_value_at_the_beginning_of_a_line_is_text(String value) {
        assertThat(fill("{{title}}", Map.of("title", value)).blocks())
                .singleElement()
                .isInstanceOfSatisfying(
                        Block.Paragraph.class,
                        paragraph -> assertThat(
                                        Inline.plain(paragraph.content()).strip())
                                .isEqualTo(value.strip()));
    }

    @Test
    void lines_of_a_value_stay_in_the_block_where_it_is() {
        Map<String, Object> body = Map.of("body", "one\n- two\n\n# three");

        assertThat(fill("> {{body}}", body).blocks())
                .containsExactly(new Block.Quote(List.of(line("one"), line("- two"), line("# three"))));
        assertThat(fill("{{body}}", body).blocks()).singleElement().isInstanceOf(Block.Paragraph.class);
        assertThat(fill("`{{body}}`", body).blocks())
                .containsExactly(new Block.Paragraph(List.of(new Inline.Code("one - two # three"))));
    }

    @Test
    void an_empty_value_leaves_nothing_behind() {
        Map<String, Object> empty = Map.of("title", "", "url", "");

        assertThat(fill("a **{{title}}** `{{title}}` [{{title}}]({{url}}) b", empty)
                        .blocks())
                .singleElement()
                .isInstanceOfSatisfying(
                        Block.Paragraph.class,
                        paragraph -> assertThat(
                                        Inline.plain(paragraph.content()).replaceAll(" +", " "))
                                .isEqualTo("a b"));
        assertThat(fill("- {{title}}\n\n> {{title}}\n\n**{{title}}**", empty).isEmpty())
                .isTrue();
        assertThat(fill("[seen]({{url}})", empty).blocks()).containsExactly(new Block.Paragraph(line("seen")));
    }

    @Test
    void a_value_within_an_address_is_encoded_and_one_at_its_beginning_is_not() {
        assertThat(address("[x]({{url}}/tree/{{branch}})", "a b/é?#)"))
                .isEqualTo("https://a.example/tree/a%20b/%C3%A9%3F%23%29");
        assertThat(address("[x]({{url}})", "")).isEqualTo("https://a.example");
        assertThat(fill("[x]({{title}})", Map.of("title", "javascript:alert(1)"))
                        .blocks())
                .containsExactly(new Block.Paragraph(line("x")));
        assertThat(fill("[x]({{title}})", Map.of("title", "https://a.example) *b*"))
                        .blocks())
                .containsExactly(new Block.Paragraph(line("x")));
    }

    @Test
    void values_of_lists_and_numbers_have_their_place_too() {
        Map<String, Object> model = Map.of(
                "count",
                3,
                "draft",
                true,
                "labels",
                List.of("*a*", "b"),
                "commits",
                List.of(Map.of("message", "[m](https://evil.example)", "short_sha", "1234567")));

        assertThat(fill("{{count}}{{draft}}{{commits}}{{labels}}", model).blocks())
                .containsExactly(new Block.Paragraph(line("3true")));
        assertThat(fill("{{#labels}}- {{.}}\n{{/labels}}", model).blocks())
                .containsExactly(new Block.Bullets(List.of(line("*a*"), line("b"))));
        assertThat(fill("{{#commits}}\n- `{{short_sha}}` {{message}}\n{{/commits}}", model)
                        .blocks())
                .containsExactly(new Block.Bullets(
                        List.of(List.of(new Inline.Code("1234567"), new Inline.Text(" [m](https://evil.example)")))));
    }

    @Test
    void marks_in_a_template_or_a_value_are_not_filled_in() {
        String mark = "\uFDD00\uFDD1";

        assertThat(Slots.withoutMarks(mark + "x")).isEqualTo(" 0 x");
        assertThat(Inline.plain(((Block.Paragraph) fill("{{title}}", Map.of("title", mark))
                                .blocks()
                                .get(0))
                        .content()))
                .isEqualTo(mark);
    }

    @Test
    void hidden_characters_of_a_template_are_left_out() {
        assertThat(fill("a&#x202E;b\u200Bc\u0007").blocks()).containsExactly(new Block.Paragraph(line("abc")));
    }

    /** Whatever the values are, the tree is the one that harmless values give. */
    @Property(tries = 2_000)
    void no_value_changes_the_tree(@ForAll("hostile") String title, @ForAll("hostile") String body) {
        String template = """
                [{{repo}}]({{repo_url}}) {{title}}*{{title}}*_{{body}}_ **{{title}}** `{{body}}` <{{title}}> [{{title}}]({{body}}) ![{{body}}]({{title}})
                {{title}}
                - {{body}}
                {{body}}

                {{title}}

                > {{body}}
                {{title}}

                &{{title}}; \\{{title}} {{title}}: {{body}}
                """;

        assertThat(shape(template, Map.of("title", title, "body", body)))
                .isEqualTo(shape(template, Map.of("title", "x", "body", "y")));
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(
                "*",
                "_",
                "`",
                "[",
                "]",
                "(",
                ")",
                "<",
                ">",
                "!",
                "#",
                "-",
                "+",
                "1.",
                "\\",
                "&lt;",
                "\n",
                "\n\n",
                " ",
                "    ",
                "https://evil.example",
                "{{title}}",
                "{{{x}}}",
                "}}",
                "\uFDD0",
                "\uFDD1",
                "0",
                "\uFDD01\uFDD1",
                "|",
                "~~~",
                "```",
                "---",
                "===",
                "<b>",
                "<!--",
                "a",
                "\u202E",
                "\uD800",
                "\u0000");
        return pieces.list().ofMinSize(1).ofMaxSize(12).map(list -> String.join("", list));
    }

    private static String shape(String template, Map<String, Object> model) {
        Slots slots = new Slots();
        String marked = TemplateFile.of("t.mustache", template, Map.of()).run(slots.model(model), () -> 0);
        StringBuilder shape = new StringBuilder();
        BlockReader.parse(marked).accept(new AbstractVisitor() {
            @Override
            protected void visitChildren(Node parent) {
                shape.append(parent.getClass().getSimpleName()).append('(');
                super.visitChildren(parent);
                shape.append(')');
            }
        });
        return shape.toString();
    }

    private static String address(String template, String branch) {
        Block.Paragraph paragraph =
                (Block.Paragraph) fill(template, Map.of("url", "https://a.example", "branch", branch))
                        .blocks()
                        .get(0);
        return ((Inline.Link) paragraph.content().get(0)).address();
    }

    private static Inline linked(String address, String text) {
        return new Inline.Link(address, line(text));
    }

    private static List<Inline> line(String text) {
        return List.of(new Inline.Text(text));
    }

    private static RichText fill(String template) {
        return fill(template, Map.of());
    }

    private static RichText fill(String template, Map<String, Object> model) {
        TemplateFile file = TemplateFile.of("t.mustache", template, Map.of());
        assertThat(file.flaw()).isEmpty();
        return ((TemplateResult.Filled) file.fill(new LinkedHashMap<>(model))).text();
    }
}
