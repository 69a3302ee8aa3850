package dev.jenvoy.chat.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.compose.template.Templates;
import dev.jenvoy.chat.message.Commit;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.PlainRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.chat.text.RichText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's template in place of the built-in text, and the built-in text in place of a template that fails. */
class ComposerTest {

    private static final String HOSTILE =
            "<!here> @everyone [x](https://evil.example) *b*\r\nQUIT :bye\r\nPRIVMSG #a :b\u202e\u2066\u0007";
    private static final String SHOWN = "<!here> @everyone [x](https://evil.example) *b* QUIT :bye PRIVMSG #a :b";
    private static final Renderer RICH = new RichKind(5, 4_000);
    private static final Renderer PLAIN = new PlainRenderer();

    @TempDir
    Path folder;

    @Test
    void a_hostile_title_is_text_in_a_template() throws IOException {
        write("issues.mustache", "[{{repo}}]({{repo_url}}): **{{actor}}** opened [{{title}}]({{url}})");

        assertThat(compose(hostile(), Style.FULL, RICH).text())
                .isEqualTo(RichText.of(
                        new Inline.Link("https://git.example/acme/site", List.of(new Inline.Text("acme/site"))),
                        new Inline.Text(": "),
                        new Inline.Strong(List.of(new Inline.Text("al`ice"))),
                        new Inline.Text(" opened "),
                        new Inline.Link("https://git.example/acme/site/issues/7", List.of(new Inline.Text(SHOWN)))));
    }

    @Test
    void a_hostile_title_is_text_in_a_built_in_sentence() {
        Composed composed = Composer.compose(hostile(), Optional.empty(), Style.FULL, RICH, Duration.ZERO);

        assertThat(composed.subject()).isEqualTo("[acme/site] al`ice opened issue #7: " + SHOWN);
        assertThat(((Block.Paragraph) composed.text().blocks().get(0)).content())
                .endsWith(new Inline.Text(": "), new Inline.Text(SHOWN));
    }

    @Test
    void a_value_that_a_template_shows_is_cut() throws IOException {
        write("default.mustache", "{{title}}");

        assertThat(plain(compose(hostile().but().title("x".repeat(1 << 20)).build(), Style.FULL, RICH)))
                .hasSize(120)
                .endsWith("…");
    }

    @Test
    void a_template_that_writes_nothing_means_no_message() throws IOException {
        write("issues.mustache", "{{#draft}}a draft{{/draft}}\n{{! nothing else }}\n");

        Composed composed = compose(hostile(), Style.FULL, RICH);

        assertThat(composed.text().isEmpty()).isTrue();
        assertThat(composed.templateTrouble()).isEmpty();
    }

    @Test
    void a_template_that_fails_is_replaced_and_the_reason_names_no_value() throws IOException {
        write("issues.mustache", "{{title}}{{>issues}}");

        Composed composed = compose(hostile(), Style.FULL, PLAIN);

        assertThat(plain(composed)).startsWith("[acme/site] al`ice opened issue #7: ");
        assertThat(composed.templateTrouble()).contains("issues.mustache: partials are nested deeper than 20");
    }

    @Test
    void the_short_style_leaves_lists_and_quotes_of_templates_out() throws IOException {
        write("issues.mustache", "said\n\n- {{title}}\n\n> {{title}}\n");

        assertThat(compose(hostile(), Style.SHORT, RICH).text()).isEqualTo(RichText.of(new Inline.Text("said")));
    }

    @Test
    void lateness_and_redelivery_follow_the_first_paragraph_of_a_template() throws IOException {
        write("issues.mustache", "said\n\n- item\n");
        Message again = hostile().but().again(true).build();

        assertThat(Composer.compose(again, Optional.of(Templates.read(folder)), Style.FULL, RICH, Duration.ofMinutes(3))
                        .text()
                        .blocks())
                .first()
                .isEqualTo(new Block.Paragraph(
                        List.of(new Inline.Text("said"), new Inline.Text(" (again) (3 min late)"))));
    }

    @Test
    void a_service_without_links_gets_the_address_that_the_template_links_to() throws IOException {
        write("issues.mustache", "[{{repo}}]({{repo_url}}) **[issue]({{url}})**");
        assertThat(plain(compose(hostile(), Style.FULL, PLAIN)))
                .isEqualTo("acme/site issue https://git.example/acme/site/issues/7");

        write("issues.mustache", "[{{repo}}]({{repo_url}}) issue");
        assertThat(plain(compose(hostile(), Style.FULL, PLAIN))).isEqualTo("acme/site issue");
    }

    @Test
    void a_template_lists_as_many_commits_as_the_service_shows() throws IOException {
        write(
                "push.mustache",
                "{{count}} to `{{branch}}`\n\n{{#commits}}\n- [{{short_sha}}]({{url}}) {{message}}\n{{/commits}}\n{{#more}}\n- and {{more}} more\n{{/more}}\n");
        Commit commit = new Commit("1".repeat(40), "*x*", "bob", "https://git.example/1", true);
        Message push = Message.about(Family.GITHUB, "push")
                .branch("main")
                .commits(List.of(commit, commit, commit))
                .build();

        assertThat(plain(compose(push, Style.FULL, new RichKind(2, 4_000))))
                .isEqualTo("3 to main\n  1111111 *x*\n  1111111 *x*\n  and 1 more");
    }

    @Test
    void a_text_that_is_too_long_for_the_service_is_fitted() throws IOException {
        write("issues.mustache", "said\n\n- {{title}}\n\n> {{title}}\n");

        assertThat(plain(compose(hostile(), Style.FULL, new RichKind(5, 60)))).isEqualTo("said");
    }

    private Composed compose(Message message, Style style, Renderer renderer) {
        Templates templates = Templates.read(folder);
        assertThat(templates.flaws()).isEmpty();
        return Composer.compose(message, Optional.of(templates), style, renderer, Duration.ZERO);
    }

    private static String plain(Composed composed) {
        return String.join("\n", PlainRenderer.lines(composed.text()));
    }

    private static Message hostile() {
        return Message.about(Family.GITHUB, "issues")
                .repo("acme/site")
                .repoUrl("https://git.example/acme/site")
                .actor("al`ice")
                .action("opened")
                .number("7")
                .title(HOSTILE)
                .url("https://git.example/acme/site/issues/7")
                .build();
    }

    private void write(String name, String template) throws IOException {
        Files.writeString(folder.resolve(name), template);
    }
}
