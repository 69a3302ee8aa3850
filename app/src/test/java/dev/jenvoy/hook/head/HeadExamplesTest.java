package dev.jenvoy.hook.head;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.change.PayloadChanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts in the documents have right heads, which decide what the documents say. */
class HeadExamplesTest {

    private static final Pattern SCRIPT = Pattern.compile("```text\n(#!.*?)```", Pattern.DOTALL);

    private static final String PULL_REQUEST =
            "{\"pull_request\":{\"draft\":%s,\"merged\":%s,\"title\":\"Fix it\",\"milestone\":null,\"changed_files\":3,"
                    + "\"labels\":[%s]}}";

    private static final String PUSH =
            "{\"commits\":[{\"message\":\"%s\",\"added\":[],\"removed\":[],\"modified\":[\"%s\"]}]}";

    private static List<String> scripts(String page) throws Exception {
        return SCRIPT.matcher(Files.readString(Path.of("..", "docs", page)))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static HeadDecision decide(String script, Facts facts, String payload) {
        HookHead head = HeadParser.parse(HeadFile.of(script.getBytes(UTF_8)));
        assertThat(head.faults()).as(script).isEmpty();
        assertThat(head.isEmpty()).as(script).isFalse();
        try (DeliveryValues values = new DeliveryValues(
                facts,
                "github",
                Optional.of(Map.of()),
                Optional.of(Payload.of(payload.getBytes(UTF_8))),
                new PayloadChanges())) {
            return new HeadCheck(head, values).decide();
        }
    }

    @Test
    void every_script_with_a_head_in_the_documents_has_a_right_one() throws Exception {
        int heads = 0;
        try (Stream<Path> pages = Files.walk(Path.of("..", "docs"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                Matcher script = SCRIPT.matcher(Files.readString(page));
                while (script.find()) {
                    HookHead head = HeadParser.parse(HeadFile.of(script.group(1).getBytes(UTF_8)));
                    assertThat(head.faults()).as(page + script.group(1)).isEmpty();
                    heads += head.isEmpty() ? 0 : 1;
                }
            }
        }
        assertThat(heads).isGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({
        "0, main, src/a.c, true",
        "0, main, README.md, true",
        "0, main, docs/drafts/a.md, false",
        "0, main, Makefile, false",
        "0, other, src/a.c, false",
        "5, main, x, true",
        "6, main, x, true",
        "6, other, x, false"
    })
    void an_example_for_pushes_runs_as_its_page_says(int number, String branch, String file, boolean runs)
            throws Exception {
        Facts facts = Facts.about(new Event("push")).branch(new RefName(branch)).build();

        HeadDecision decision =
                decide(scripts("how-to/conditions.md").get(number), facts, PUSH.formatted("Fix it", file));

        assertThat(decision).isInstanceOf(runs ? HeadDecision.Runs.class : HeadDecision.LeftOut.class);
    }

    @Test
    void an_example_for_a_word_in_a_message_runs_as_its_page_says() throws Exception {
        Facts facts = Facts.about(new Event("push")).branch(new RefName("main")).build();

        assertThat(decide(scripts("how-to/conditions.md").get(5), facts, PUSH.formatted("[skip deploy] x", "a")))
                .isInstanceOf(HeadDecision.LeftOut.class);
    }

    @ParameterizedTest
    @CsvSource({"v1.0, true", "v1.0-rc1, false", "x1, false"})
    void an_example_for_tags_runs_as_its_page_says(String tag, boolean runs) throws Exception {
        Facts facts = Facts.about(new Event("push")).tag(new RefName(tag)).build();

        assertThat(decide(scripts("how-to/conditions.md").get(1), facts, "{}"))
                .isInstanceOf(runs ? HeadDecision.Runs.class : HeadDecision.LeftOut.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2, opened, ann, false, '', true",
        "2, closed, ann, false, '', false",
        "2, opened, ann, true, '', false",
        "2, opened, renovate[bot], false, '', false",
        "3, labeled, ann, false, deploy/test, true",
        "3, labeled, ann, false, docs, false",
        "3, labeled, ann, false, wip, false",
        "4, closed, ann, false, '', true",
        "4, opened, ann, false, '', false"
    })
    void an_example_for_pull_requests_runs_as_its_page_says(
            int number, String action, String sender, boolean draft, String label, boolean runs) throws Exception {
        Facts facts = Facts.about(new Event("pull_request"))
                .action(action)
                .sender(sender)
                .build();
        String labels = label.isEmpty() ? "" : "{\"name\":\"" + label + "\"}";

        HeadDecision decision =
                decide(scripts("how-to/conditions.md").get(number), facts, PULL_REQUEST.formatted(draft, true, labels));

        assertThat(decision).isInstanceOf(runs ? HeadDecision.Runs.class : HeadDecision.LeftOut.class);
        if (runs && number == 3) {
            assertThat(((HeadDecision.Runs) decision).variables()).isEqualTo(Map.of("LABELS", "[\"deploy/test\"]"));
        }
        if (runs && number == 4) {
            assertThat(((HeadDecision.Runs) decision).variables())
                    .isEqualTo(Map.of("TITLE", "Fix it", "MILESTONE", "", "FILES", "3"));
        }
    }
}
