package dev.jenvoy.hook.lint;

import static dev.jenvoy.hook.HooksDir.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.change.ChangesReader;
import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.HookFolder;
import dev.jenvoy.hook.HookSelector;
import dev.jenvoy.hook.HooksDir;
import dev.jenvoy.hook.head.DeliveryValues;
import dev.jenvoy.hook.head.HeadCheck;
import dev.jenvoy.hook.head.HookHeads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExplanationTest {

    @TempDir
    private Path root;

    private Explanation explain(String subject, ChildRule rule) {
        return explain(root, HooksDir.subject(subject), rule);
    }

    private static Explanation explain(Path folder, HookSelector subject, ChildRule rule) {
        Clock clock = Clock.systemUTC();
        Facts facts = Facts.about(subject.event())
                .repository(subject.repository())
                .branch(subject.branch())
                .build();
        try (DeliveryValues values =
                new DeliveryValues(facts, "github", Optional.empty(), Optional.empty(), ChangesReader.NONE)) {
            return Explanation.of(
                    new HookFolder(clock), new HookHeads(clock), HooksDir.settings(folder, rule), subject, values);
        }
    }

    @Test
    void each_part_of_a_head_is_shown_with_its_value() throws IOException {
        HooksDir hooks = new HooksDir(root).with("push", "push-site", "push-site-main", "push-site+c");
        Files.writeString(
                hooks.root.resolve("push"),
                "#!/bin/sh\n# jenvoy: when = branch == \"main\" && event == \"tag\" && payload.size > 1\n");
        Files.writeString(
                hooks.root.resolve("push-site"),
                "#!/bin/sh\n# jenvoy: branches = main\n# jenvoy: paths = src/**\n"
                        + "# jenvoy: when = payload.size > 1\n# jenvoy: env.TOKEN = \"planted-token\"\n");
        Files.writeString(hooks.root.resolve("push-site-main"), "#!/bin/sh\n# jenvoy: branches = other\n");
        Files.writeString(hooks.root.resolve("push-site+c"), "#!/bin/sh\n# jenvoy: brunches = other\n");

        Explanation explanation = explain("push acme/site main", ChildRule.DELIMITED);

        assertThat(explanation.steps()).hasSize(2);
        assertThat(explanation.steps().get(0).hook()).isEqualTo("push-site");
        assertThat(explanation.steps().get(0).head())
                .extracting(HeadCheck.Part::describe)
                .containsExactly(
                        "branches: main: true: main",
                        "paths: src/**: depends on the payload",
                        "when: payload.size > 1: depends on the payload",
                        "env.TOKEN: a text");
        assertThat(explanation.steps().get(1).fault())
                .isEqualTo("its head is wrong: line 2: unknown key \"brunches\"; did you mean \"branches\"?");
        assertThat(explanation.steps().get(1).returncode()).isEqualTo(126);
        assertThat(explanation.misses())
                .extracting(Explanation.Miss::why)
                .containsExactly(
                        "its head leaves it out: branches: other: false: main",
                        "its head leaves it out: when: event == \"tag\": false");
        assertThat(explanation.misses().get(1).head())
                .extracting(HeadCheck.Part::value)
                .containsExactly("true", "false", "depends on the payload");
    }

    private Map<String, String> misses(String subject, ChildRule rule) {
        return explain(subject, rule).misses().stream()
                .collect(Collectors.toMap(Explanation.Miss::path, Explanation.Miss::why));
    }

    @Test
    void hooks_are_reported_with_the_name_that_they_matched_by() {
        HooksDir hooks = new HooksDir(root).with("push", "push-site+lint", "@acme/all");
        hooks.file("push-site", "rwxrwxrwx");
        Explanation explanation = explain("push acme/site main", ChildRule.DELIMITED);
        String fault = "others may write to it (mode o+w); remove that permission with chmod o-w";
        assertThat(explanation.steps())
                .containsExactly(
                        new Explanation.Step("@acme/all", "@acme/all", false, false, null, 0, null, List.of()),
                        new Explanation.Step("push-site", "push-site", false, false, null, 126, fault, List.of()),
                        new Explanation.Step("push-site+lint", "push-site", true, false, null, 0, null, List.of()),
                        new Explanation.Step("push", "push", false, false, null, 0, null, List.of()));
        assertThat(explanation.misses()).isEmpty();
        assertThat(explanation.more()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ':', textBlock = """
                    push.sh                   : no child of push: a child's name must not end in
                    push-site+x.py            : no child of push-site: a child's name must not end in
                    push_hook                 : no child of push: it begins with the longer event push_hook
                    push-site~                : the leftover of
                    .push                     : hidden files never run
                    pushlint                  : only in prefix mode a child of push
                    push-sitelint             : only in prefix mode a child of push-site
                    all-1-mail                : only in prefix mode a child of all
                    push-Site                 : differs in capital letters from push-site
                    Push                      : differs in capital letters from push
                    @Acme/push                : differs in capital letters from @acme/push
                    @other/push-site          : it is for owner other; this one's is acme
                    push-site-staging         : it is for a branch staging; this one's is main
                    all-site-f/x              : it is for a branch f/x; this one's is main
                    """)
    void a_near_miss_says_why(String file, String why) {
        new HooksDir(root).with(file, "unrelated", "push-another", "push-another~", "release");
        Explanation explanation = explain("push acme/site main", ChildRule.DELIMITED);
        assertThat(explanation.steps()).isEmpty();
        assertThat(explanation.misses()).singleElement().satisfies(miss -> {
            assertThat(miss.path()).isEqualTo(file);
            assertThat(miss.why()).startsWith(why);
        });
    }

    @Test
    void what_lacks_only_a_right_comes_first() {
        HooksDir hooks = new HooksDir(root).with("all-site-x");
        hooks.file("push-site", "rw-r--r--");
        assertThat(explain("push site main", ChildRule.PREFIX).misses())
                .extracting(Explanation.Miss::path)
                .containsExactly("push-site", "all-site-x");
        assertThat(misses("push site main", ChildRule.PREFIX).get("push-site")).contains("chmod +x");
    }

    @Test
    void a_delivery_without_branch_says_so() {
        new HooksDir(root).with("push-site-main", "push-site-main+x", "push-site-a=b");
        assertThat(misses("push site", ChildRule.DELIMITED).get("push-site-main"))
                .contains("a tag is not a branch");
        assertThat(misses("push site a=b", ChildRule.DELIMITED).get("push-site-a=b"))
                .isEqualTo("a branch whose name contains + or = has no hooks of its own");
    }

    @Test
    void misses_are_bounded() {
        HooksDir hooks = new HooksDir(root);
        for (int i = 0; i < 80; i++) {
            hooks.with("push-site-b" + i);
        }
        Explanation explanation = explain("push site main", ChildRule.PREFIX);
        assertThat(explanation.misses()).hasSize(Explanation.MAX_NEAR_MISSES);
        assertThat(explanation.more()).isEqualTo(30);
    }

    @Test
    void an_unreadable_folder_says_so() {
        assertThat(explain(root.resolve("nowhere"), subject("push"), ChildRule.PREFIX)
                        .unreadable())
                .isEqualTo("the hooks folder is missing");
    }

    @Test
    void a_hook_that_cannot_be_started_says_so_as_it_is_answered() throws IOException {
        HooksDir hooks = new HooksDir(root).with("all+1", "push+1", "push+2");
        Files.writeString(hooks.root.resolve("push+1"), "#!/usr/bin/env sh\r\n");
        Files.writeString(hooks.root.resolve("push+2"), "echo x\n");

        assertThat(explain("push", ChildRule.DELIMITED).steps())
                .extracting(Explanation.Step::hook, Explanation.Step::returncode, Explanation.Step::fault)
                .containsExactly(
                        tuple(
                                "push+1",
                                127,
                                "its first line makes env look for \"sh\\r\": the file has Windows line ends"),
                        tuple("push+2", 126, "it has no #! line and is not a program"),
                        tuple("all+1", 0, null));
    }
}
