package dev.jenvoy.chat.compose.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.Inline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which file counts for a message, what is rejected when the files are read, and the limits of a run. */
class TemplatesTest {

    @TempDir
    Path folder;

    @Test
    void the_most_exact_file_counts_and_those_of_the_family_first() throws IOException {
        write("default.mustache", "7");
        assertThat(found()).isEqualTo("default.mustache");
        write("issues.mustache", "6");
        assertThat(found()).isEqualTo("issues.mustache");
        write("issues.opened.mustache", "5");
        assertThat(found()).isEqualTo("issues.opened.mustache");
        write("github/default.mustache", "4");
        assertThat(found()).isEqualTo("github/default.mustache");
        write("github/issues.mustache", "3");
        assertThat(found()).isEqualTo("github/issues.mustache");
        write("github/issues.opened.mustache", "2");
        assertThat(found()).isEqualTo("github/issues.opened.mustache");
    }

    @Test
    void files_of_other_families_events_and_endings_do_not_count() throws IOException {
        write("gitlab/issues.mustache", "x");
        write("issues.closed.mustache", "x");
        write("issues.txt", "x");
        write("issues.opened.mustache.bak", "x");

        assertThat(Templates.read(folder).find(opened())).isEmpty();
    }

    @Test
    void an_event_is_never_a_path() throws IOException {
        Files.writeString(folder.resolveSibling("secret.mustache"), "secret");
        write("github/x.mustache", "x");

        Templates templates = Templates.read(folder);

        assertThat(templates.find(Message.about(Family.GITHUB, "../secret").build()))
                .isEmpty();
        assertThat(templates.find(Message.about(Family.GITHUB, "x")
                        .action("/../../secret")
                        .build()))
                .map(TemplateFile::name)
                .contains("github/x.mustache");
    }

    @Test
    void partials_are_found_by_name_those_of_the_family_first() throws IOException {
        write("github/issues.mustache", "{{>who}} and {{> what }}");
        write("github/who.mustache", "ours");
        write("who.mustache", "all");
        write("what.mustache", "common {{>who}}");

        assertThat(filled(Map.of())).isEqualTo("ours and common ours");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'a\n  {{{title}}}'    | 2 | 3  | values are always shown as text: {{{…}}} and {{&…}} are not possible, write {{title}}
            {{&title}}            | 1 | 1  | values are always shown as text: {{{…}}} and {{&…}} are not possible, write {{title}}
            {{ & title }}         | 1 | 1  | values are always shown as text: {{{…}}} and {{&…}} are not possible, write {{title}}
            '{{#a}}\n{{b}}'       | 1 | 1  | section a has no end
            '{{#a}}{{#b}}{{/a}}'  | 1 | 13 | section b has to end before a
            x{{/a}}               | 1 | 2  | section a has no beginning
            ab {{title            | 1 | 4  | this tag has no end
            {{}}                  | 1 | 1  | this tag has no name
            {{a b}}               | 1 | 1  | no name of a value: a b
            {{title.length()}}    | 1 | 1  | no name of a value: title.length()
            {{a {{b}}             | 1 | 1  | no name of a value: a {{b
            {{=<% %>=}}           | 1 | 1  | delimiters cannot be changed
            {{<parent}}{{/parent}} | 1 | 1 | templates cannot inherit; use a partial, {{>name}}
            {{>missing}}          | 1 | 1  | there is no template missing
            {{>../secret}}        | 1 | 1  | no name of a template: ../secret
            {{! a {{b}} }}        | 1 | 1  | a comment contains no tag
            """)
    void what_is_not_possible_is_rejected_with_line_and_column(String template, int line, int column, String text)
            throws IOException {
        write("github/issues.mustache", template);

        assertThat(Templates.read(folder).flaws())
                .containsExactly(new TemplateFlaw("github/issues.mustache", line, column, text));
        assertThat(Templates.read(folder).flaws().get(0))
                .hasToString("github/issues.mustache:" + line + ":" + column + ": " + text);
    }

    @Test
    void a_file_with_a_flaw_counts_and_gives_trouble_and_the_others_are_used() throws IOException {
        write("issues.mustache", "{{{x}}}");
        write("push.mustache", "fine");

        Templates templates = Templates.read(folder);

        assertThat(templates.find(opened()).orElseThrow().fill(Map.of()))
                .isInstanceOfSatisfying(
                        TemplateResult.Trouble.class,
                        trouble -> assertThat(trouble.reason()).startsWith("issues.mustache:1:1: values are"));
        assertThat(templates
                        .find(Message.about(Family.GITHUB, "push").build())
                        .orElseThrow()
                        .fill(Map.of()))
                .isInstanceOf(TemplateResult.Filled.class);
    }

    @Test
    void a_flaw_of_a_partial_is_reported_and_gives_trouble_where_it_is_used() throws IOException {
        write("issues.mustache", "{{>who}}");
        write("who.mustache", "{{&x}}");

        assertThat(Templates.read(folder).flaws())
                .extracting(TemplateFlaw::file)
                .containsExactly("who.mustache");
        assertThat(trouble(Map.of())).startsWith("issues.mustache: who.mustache:1:1: values are");
    }

    @Test
    void a_folder_or_file_that_cannot_be_read_is_a_flaw() throws IOException {
        assertThat(Templates.read(folder.resolve("nowhere")).flaws())
                .extracting(TemplateFlaw::text)
                .containsExactly("cannot be read");

        write("large.mustache", "x".repeat((64 << 10) + 1));
        Files.write(folder.resolve("latin.mustache"), "é".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Templates.read(folder).flaws())
                .extracting(TemplateFlaw::toString)
                .containsExactly("large.mustache: larger than 64 KB", "latin.mustache: not UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/etc/passwd | a link leads out of the folder of templates",
                "/dev/zero | a link leads out of the folder of templates",
                "../nowhere | cannot be read",
                "../aside.mustache | a link leads out of the folder of templates",
                "github | not a regular file"
            })
    void a_link_leads_to_a_file_in_the_folder_alone(String target, String why) throws IOException {
        Path own = Files.createDirectories(folder.resolve("templates/github")).getParent();
        Files.writeString(folder.resolve("aside.mustache"), "secret");
        Files.writeString(own.resolve("default.mustache"), "usual");
        Files.createSymbolicLink(own.resolve("issues.mustache"), Path.of(target));

        Templates templates = Templates.read(own);

        assertThat(templates.flaws()).extracting(String::valueOf).containsExactly("issues.mustache: " + why);
        assertThat(templates.find(opened()).orElseThrow().fill(Map.of()))
                .isInstanceOfSatisfying(
                        TemplateResult.Trouble.class,
                        trouble -> assertThat(trouble.toString()).contains(why));
    }

    @Test
    void links_within_the_folder_and_a_folder_that_is_a_link_are_followed() throws IOException {
        Path own = Files.createDirectories(folder.resolve("templates"));
        Path data = Files.createDirectories(own.resolve("..data-1/github"));
        Files.writeString(data.resolve("x.mustache"), "text");
        Files.createSymbolicLink(own.resolve("..data"), Path.of("..data-1"));
        Files.createSymbolicLink(own.resolve("issues.mustache"), Path.of("..data/github/x.mustache"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("templates"));

        Templates templates = Templates.read(link);

        assertThat(templates.flaws()).isEmpty();
        assertThat(templates.find(opened()).orElseThrow().name()).isEqualTo("issues.mustache");
    }

    @Test
    void missing_names_are_empty_and_objects_show_nothing_but_their_values() throws IOException {
        write(
                "issues.mustache",
                "a{{nothing}}{{nothing.at.all}}{{title.class}}{{title.bytes}}{{commits.size}}b{{#nothing}}c{{/nothing}}{{^nothing}}d{{/nothing}}");

        assertThat(filled(Map.of("title", "t", "commits", List.of()))).isEqualTo("abd");
    }

    @Test
    void empty_texts_zero_and_false_are_false_in_sections() throws IOException {
        write(
                "issues.mustache",
                "{{#text}}1{{/text}}{{^text}}2{{/text}}{{#n}}3{{/n}}{{^n}}4{{/n}}{{#flag}}5{{/flag}}{{^flag}}6{{/flag}}");

        assertThat(filled(Map.of("text", "", "n", 0, "flag", false))).isEqualTo("246");
        assertThat(filled(Map.of("text", "x", "n", 1, "flag", true))).isEqualTo("135");
    }

    @Test
    void a_template_that_includes_itself_is_ended() throws IOException {
        write("issues.mustache", "x{{>issues}}");

        assertThat(trouble(Map.of())).isEqualTo("issues.mustache: partials are nested deeper than 20");
    }

    @Test
    void a_template_that_doubles_itself_is_ended() throws IOException {
        write("issues.mustache", "{{#list}}{{>issues}}{{>issues}}{{/list}}");

        assertThat(trouble(Map.of("list", Collections.nCopies(10, "x"))))
                .isIn(
                        "issues.mustache: partials are nested deeper than 20",
                        "issues.mustache: takes longer than 100 ms");
    }

    @Test
    void a_million_characters_are_not_written() throws IOException {
        write("issues.mustache", "{{#list}}{{#list}}{{#list}}0123456789{{/list}}{{/list}}{{/list}}");

        assertThat(trouble(Map.of("list", Collections.nCopies(47, "x"))))
                .isEqualTo("issues.mustache: writes more than 64 KB");
    }

    @Test
    void a_loop_that_writes_nothing_is_ended_by_its_time() throws IOException {
        write("issues.mustache", "{{#list}}".repeat(20) + "{{/list}}".repeat(20));

        assertThat(trouble(Map.of("list", Collections.nCopies(50, "x"))))
                .isEqualTo("issues.mustache: takes longer than 100 ms");
    }

    @Test
    void time_is_the_time_of_the_processor_and_ends_at_100_ms() throws IOException {
        write("issues.mustache", "{{#list}}a{{/list}}");
        TemplateFile file = Templates.read(folder).find(opened()).orElseThrow();
        AtomicLong clock = new AtomicLong();

        Map<String, Object> hundred = Map.of("list", Collections.nCopies(100, "x"));
        assertThat(file.fill(hundred, () -> clock.addAndGet(900_000))).isInstanceOf(TemplateResult.Filled.class);
        assertThat(file.fill(hundred, () -> clock.addAndGet(1_000_000))).isInstanceOf(TemplateResult.Trouble.class);
    }

    @Test
    void sections_nest_twenty_deep_and_no_deeper() throws IOException {
        write("issues.mustache", "{{#x}}".repeat(20) + "{{/x}}".repeat(20));
        assertThat(Templates.read(folder).flaws()).isEmpty();

        write("issues.mustache", "{{#x}}".repeat(5_000) + "{{/x}}".repeat(5_000));
        assertThat(Templates.read(folder).flaws())
                .hasToString("[issues.mustache:1:121: sections are nested deeper than 20]");
    }

    @Test
    void quotes_nested_a_thousand_deep_do_no_harm() throws IOException {
        write(
                "issues.mustache",
                "> ".repeat(1_000) + "x\n\n" + "*".repeat(10_000) + "[".repeat(10_000) + "\n\n" + "- ".repeat(1_000)
                        + "y");

        assertThat(Templates.read(folder).find(opened()).orElseThrow().fill(Map.of()))
                .isInstanceOf(TemplateResult.Filled.class);
    }

    private String found() {
        return Templates.read(folder).find(opened()).orElseThrow().name();
    }

    private String filled(Map<String, Object> model) {
        TemplateResult result =
                Templates.read(folder).find(opened()).orElseThrow().fill(model);
        assertThat(result.trouble()).isEmpty();
        return ((TemplateResult.Filled) result)
                .text().blocks().stream()
                        .map(block -> Inline.plain(((Block.Paragraph) block).content()))
                        .reduce("", String::concat);
    }

    private String trouble(Map<String, Object> model) {
        return Templates.read(folder)
                .find(opened())
                .orElseThrow()
                .fill(model)
                .trouble()
                .orElseThrow();
    }

    private static Message opened() {
        return Message.about(Family.GITHUB, "issues").action("opened").build();
    }

    private void write(String name, String template) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, template);
    }
}
