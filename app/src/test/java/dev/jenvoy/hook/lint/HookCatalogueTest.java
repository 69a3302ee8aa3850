package dev.jenvoy.hook.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.jenvoy.delivery.NamePattern;
import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.HookRule;
import dev.jenvoy.hook.HooksDir;
import dev.jenvoy.hook.Shells;
import dev.jenvoy.option.OptionValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class HookCatalogueTest {

    @TempDir
    private Path temp;

    private Path root;
    private HooksDir hooks;

    @BeforeEach
    void makeFolder() throws Exception {
        root = Files.createDirectory(temp.resolve("hooks"));
        hooks = new HooksDir(root);
    }

    private List<String> words(String path, ChildRule rule) {
        return listed(path, rule).readings().stream()
                .map(NameInterpretation::words)
                .toList();
    }

    private HookListing listed(String path, ChildRule rule) {
        return HookCatalogue.of(HooksDir.settings(root, rule)).files().stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ':', textBlock = """
                    push                        : push
                    all                         : every event
                    push-site                   : push, repository site
                    all-site                    : every event, repository site
                    push-a-b                    : push, repository a-b | push, repository a, branch b
                    push-a-b-c                  : push, repository a-b-c | push, repository a, branch b-c | push, repository a-b, branch c
                    push-site-feature/login     : push, repository site, branch feature/login
                    push-a-b/c                  : push, repository a, branch b/c
                    @acme/push                  : push, owner acme
                    @acme/all-site              : every event, owner acme, repository site
                    @group/sub/push-site        : push, owner group/sub, repository site
                    @g/push-a-b/push            : push, owner g, repository a, branch b/push | push, owner g/push-a-b
                    push+lint                   : push (child of push)
                    push_lint                   : push_lint | push (child of push)
                    all_notify                  : all_notify | every event (child of all)
                    all+1-mail                  : every event (child of all)
                    push-site+lint              : push, repository site (child of push-site)
                    push-a-b+x~y                : push, repository a-b (child of push-a-b) | push, repository a, branch b (child of push-a-b)
                    push-site-f/login+x         : push, repository site, branch f/login (child of push-site-f/login)
                    push_hook                   : push_hook
                    push_hook-site              : push_hook, repository site
                    push-site.js                : push, repository site.js
                    all-1-mail                  : every event, repository 1-mail | every event, repository 1, branch mail
                    psuh-site                   : psuh, repository site
                    """)
    void a_name_answers_to_each_of_its_readings(String path, String expected) {
        hooks.with(path);
        assertThat(words(path, ChildRule.DELIMITED)).containsExactlyInAnyOrder(expected.split(" \\| "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ':', textBlock = """
                    pushlint                    : pushlint | push (child of push)
                    push.notify                 : push (child of push)
                    all-1-mail                  : every event, repository 1-mail | every event, repository 1, branch mail | every event (child of all)
                    push-site!x                 : push, repository site (child of push-site)
                    push-site                   : push, repository site
                    """)
    void prefix_mode_reads_more(String path, String expected) {
        hooks.with(path);
        assertThat(words(path, ChildRule.PREFIX)).containsExactlyInAnyOrder(expected.split(" \\| "));
    }

    @Test
    void prefix_mode_names_the_parents_that_are_there() {
        hooks.with("push-site", "push-sitelint", "push-site.notify");
        assertThat(words("push-sitelint", ChildRule.PREFIX))
                .containsExactlyInAnyOrder("push, repository sitelint", "push, repository site (child of push-site)");
        assertThat(words("push-site.notify", ChildRule.PREFIX)).contains("push, repository site (child of push-site)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ':', textBlock = """
                    .push             : hidden files never run                          : false
                    #push#            : an editor's leftover never runs                 : false
                    push~             : the leftover of                                 : false
                    push.dpkg-old     : the leftover of                                 : false
                    push.sh           : a child's name must not end in                  : true
                    push+x.py         : a child's name must not end in                  : true
                    Deploy            : its name does not begin with an event                   : true
                    push!x            : only prefix mode would run it  : true
                    push-site!x       : only prefix mode would run it  : true
                    lib/helper        : no owner or branch has the folder lib     : false
                    push/site         : no owner or branch has the folder push    : true
                    @ac me/push       : no owner or branch has the folder @ac me  : true
                    """)
    void what_never_runs_says_why(String path, String why, boolean fault) {
        hooks.with(path);
        HookListing listed = listed(path, ChildRule.DELIMITED);
        assertThat(listed.never()).hasValueSatisfying(never -> assertThat(never).startsWith(why));
        assertThat(listed.readings()).isEmpty();
        assertThat(HookCatalogue.of(HooksDir.settings(root, ChildRule.DELIMITED))
                        .isBad())
                .isEqualTo(fault);
    }

    @Test
    void a_helper_is_first_of_all_not_executable_and_generated_files_are_not_listed() {
        hooks.file("helper.py", "rw-r--r--");
        hooks.file("__pycache__/helper.pyc", "rw-r--r--");
        hooks.file("@acme/node_modules/x/index.js", "rwxr-xr-x");
        HookCatalogue catalogue = HookCatalogue.of(HooksDir.settings(root, ChildRule.DELIMITED));
        assertThat(catalogue.files())
                .singleElement()
                .satisfies(file -> assertThat(file.never())
                        .hasValue(
                                "it is not executable, and a child's name must not end in a script's extension (.py)"));
    }

    @Test
    void files_that_are_no_scripts_are_listed_and_nothing_more() {
        hooks.file("README.md", "rw-r--r--");
        hooks.file("lib/x.py", "rw-r--r--");
        HookCatalogue catalogue = HookCatalogue.of(HooksDir.settings(root, ChildRule.PREFIX));
        assertThat(catalogue.files()).extracting(HookListing::path).containsExactly("README.md", "lib/x.py");
        assertThat(catalogue.files()).allMatch(file -> file.never().isPresent());
        assertThat(catalogue.findings()).isEmpty();
    }

    @Test
    void a_script_that_lacks_the_executable_bit_is_a_warning() throws Exception {
        hooks.file("push-site", "rw-r--r--");
        Files.writeString(hooks.file("push+teams.json", "rw-r--r--"), "{}");
        HookCatalogue catalogue = HookCatalogue.of(HooksDir.settings(root, ChildRule.DELIMITED));
        assertThat(catalogue.isBad()).isFalse();
        assertThat(catalogue.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.path()).isEqualTo("push-site");
            assertThat(finding.text()).contains("chmod +x");
        });
    }

    @Test
    void one_that_others_may_write_to_is_a_fault() {
        hooks.file("push", "rwxrwxrwx");
        HookCatalogue catalogue = HookCatalogue.of(HooksDir.settings(root, ChildRule.DELIMITED));
        assertThat(catalogue.isBad()).isTrue();
        assertThat(catalogue.finding("push").orElseThrow().text())
                .contains("o+w")
                .contains("126");
        assertThat(catalogue.files().get(0).never())
                .as("it answers, so it is no file that never runs")
                .isEmpty();
    }

    @Test
    void what_the_other_mode_would_run_besides_is_a_warning() {
        hooks.with("all-1-mail", "pushlint", "push-sitelint");
        HookCatalogue catalogue = HookCatalogue.of(HooksDir.settings(root, ChildRule.DELIMITED));
        assertThat(catalogue.isBad()).isFalse();
        assertThat(catalogue.finding("all-1-mail").orElseThrow().text())
                .contains("prefix mode")
                .contains("child of all");
        assertThat(catalogue.finding("pushlint").orElseThrow().text()).contains("child of push");
        assertThat(catalogue.finding("push-sitelint")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"psuh-site,push", "pull_requst,pull_request", "isues-x,issues"})
    void an_unknown_event_is_reported_with_the_nearest(String file, String nearest) {
        hooks.with(file);
        Finding finding = HookCatalogue.of(HooksDir.settings(root, ChildRule.DELIMITED))
                .finding(file)
                .orElseThrow();
        assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
        assertThat(finding.text()).endsWith("did you mean " + nearest + "?");
    }

    @Test
    void a_child_of_a_shorter_event_whose_name_looks_like_a_typing_error_is_reported() {
        hooks.with("pull_request_reveiw", "push_lint", "pushlint", "pusher", "all_stars");
        HookCatalogue catalogue = HookCatalogue.of(HooksDir.settings(root, ChildRule.PREFIX));
        assertThat(catalogue.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.path()).isEqualTo("pull_request_reveiw");
            assertThat(finding.text()).endsWith("did you mean pull_request_review?");
        });
    }

    @Test
    void an_extension_that_counts_as_a_name_is_reported() {
        hooks.with("push-site.sh");
        assertThat(HookCatalogue.of(HooksDir.settings(root, ChildRule.DELIMITED))
                        .finding("push-site.sh")
                        .orElseThrow()
                        .text())
                .contains("repository site.sh");
    }

    @Test
    void links_are_reported_and_loops_are_left() throws Exception {
        hooks.with("push", "../shared/push", "../elsewhere/tool");
        Files.createSymbolicLink(root.resolve("all"), Path.of("nothing"));
        Files.createSymbolicLink(root.resolve("meta"), Path.of("meta"));
        Files.createSymbolicLink(root.resolve("@acme"), Path.of("../shared"));
        Files.createSymbolicLink(root.resolve("@loop"), Path.of("."));
        Files.createSymbolicLink(root.resolve("lib"), Path.of("../elsewhere"));
        HookCatalogue catalogue = HookCatalogue.of(HooksDir.settings(root, ChildRule.DELIMITED));
        assertThat(catalogue.files())
                .extracting(HookListing::path)
                .containsExactly("@acme/push", "@loop", "all", "lib", "meta", "push");
        assertThat(catalogue.finding("all").orElseThrow().text()).contains("link to nothing");
        assertThat(catalogue.finding("meta").orElseThrow().text()).contains("loop");
        assertThat(catalogue.isBad()).isFalse();
    }

    @Test
    void a_loop_of_links_in_place_of_an_owners_folder_is_a_fault() throws Exception {
        Files.createSymbolicLink(root.resolve("@acme"), Path.of("@acme"));
        HookCatalogue catalogue = HookCatalogue.of(HooksDir.settings(root, ChildRule.DELIMITED));
        assertThat(catalogue.isBad()).isTrue();
        assertThat(catalogue.finding("@acme").orElseThrow().text()).contains("503");
    }

    @Test
    void an_owners_folder_that_cannot_be_read_is_a_fault() throws Exception {
        Path own = Files.createDirectory(root.resolve("@acme"));
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("---------"));
        try {
            if (Files.isReadable(own)) {
                abort("this test needs a user that is not root: root may read every folder");
            }
            assertThat(HookCatalogue.of(HooksDir.settings(root, ChildRule.DELIMITED))
                            .finding("@acme")
                            .orElseThrow()
                            .text())
                    .contains("503");
        } finally {
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void hidden_folders_are_not_entered() {
        hooks.with(".git/hooks/push", "push");
        assertThat(HookCatalogue.of(HooksDir.settings(root, ChildRule.PREFIX)).files())
                .extracting(HookListing::path)
                .containsExactly(".git", "push");
    }

    @Test
    void a_missing_folder_is_a_fault() {
        HookCatalogue catalogue = HookCatalogue.of(HooksDir.settings(temp.resolve("nowhere"), ChildRule.PREFIX));
        assertThat(catalogue.isBad()).isTrue();
        assertThat(catalogue.findings())
                .singleElement()
                .extracting(Finding::path)
                .isEqualTo("");
    }

    @Test
    void a_name_that_is_no_text_is_reported() throws Exception {
        Shells.run(root, "printf '#!/bin/sh\\n' > \"$(printf 'push+\\377')\"");
        assertThat(HookCatalogue.of(HooksDir.settings(root, ChildRule.PREFIX)).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("locale"));
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void ten_thousand_files_are_read_in_seconds(ChildRule rule) {
        for (int i = 0; i < 5_000; i++) {
            hooks.with("push-repo-" + i, "@acme/all-a-b-c-d-" + i + "+x");
        }
        long start = System.nanoTime();
        assertThat(HookCatalogue.of(HooksDir.settings(root, rule)).files()).hasSize(10_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "echo no shebang | cannot be started: it has no #! line and is not a program; until then, its result is 126 | true",
                "~\uFEFF#!/bin/sh~ | cannot be started: there is a byte order mark before its #! line: save it as UTF-8 without one; until then, its result is 126 | true",
                "~#!/bin/sh\\r~ | cannot be started: its first line names the interpreter \"/bin/sh\\r\": the file has Windows line ends; until then, its result is 126 | true",
                "~#!/usr/bin/env sh\\r~ | cannot be started: its first line makes env look for \"sh\\r\": the file has Windows line ends; until then, its result is 127 | true",
                "~#!/usr/bin/env sh -e~ | cannot be started: its first line makes env look for one program named \"sh -e\": several words need env -S; until then, its result is 127 | true",
                "~#!/no/such/interpreter~ | cannot be started: its interpreter /no/such/interpreter does not exist; until then, its result is 126 | true",
                "~#!/usr/bin/env nosuchprogram~ | env finds no program \"nosuchprogram\" on its PATH | false",
                "~#!/usr/bin/env~ | its first line gives env no program: it would call itself for ever | false",
                "~#!/bin/sh -e\\r~ | its first line ends in a carriage return, which its interpreter gets as a part of its argument: the file has Windows line ends | false"
            })
    void a_hook_that_cannot_be_started_is_named_with_the_reason(String line, String text, boolean fault)
            throws Exception {
        Files.writeString(hooks.file("push", "rwxr-xr-x"), line.replace("\\r", "\r") + "\n");

        HookCatalogue catalogue = HookCatalogue.of(HooksDir.settings(root, ChildRule.DELIMITED));

        assertThat(catalogue.isBad()).isEqualTo(fault);
        assertThat(catalogue.finding("push").map(Finding::text)).hasValue(text);
        assertThat(catalogue.files())
                .singleElement()
                .satisfies(file -> assertThat(file.never()).isEmpty());
    }

    @Test
    void options_without_a_file_are_reported() {
        hooks.with("push-site", "@acme/push-site+lint");

        HookCatalogue catalogue = HookCatalogue.of(HooksDir.settings(
                root,
                ChildRule.DELIMITED,
                rule("push-site"),
                rule("push*lint"),
                rule("psuh*"),
                rule("@acme/push"),
                rule("cmd:site:main"),
                rule("*site:main")));

        assertThat(catalogue.findings())
                .extracting(Finding::path, Finding::text)
                .containsExactlyInAnyOrder(
                        tuple("", "the options of \"psuh*\" apply to no hook: no file's name matches"),
                        tuple("", "the options of \"@acme/push\" apply to no hook: no file's name matches"));
        assertThat(catalogue.isBad()).isFalse();
    }

    private static HookRule rule(String pattern) {
        return new HookRule(NamePattern.parse(pattern).orElseThrow(), OptionValues.defaults(List.of(), Path.of("")));
    }

    @Test
    void a_wrong_head_is_a_fault() throws IOException {
        HooksDir hooks = new HooksDir(root).with("push", "push-site");
        Files.writeString(hooks.root.resolve("push"), "#!/bin/sh\n# jenvoy: when = acton == \"opened\"\n");
        Files.writeString(hooks.root.resolve("push-site"), "#!/bin/sh\n# jenvoy: when = action == \"opened\"\n");

        HookCatalogue catalogue = HookCatalogue.of(HooksDir.settings(root, ChildRule.DELIMITED));

        assertThat(catalogue.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.FAULT);
            assertThat(finding.path()).isEqualTo("push");
            assertThat(finding.text())
                    .startsWith("its head is wrong: line 2: when: column 1: there is no variable or function \"acton\"")
                    .endsWith("; until then, its result is 126");
        });
        assertThat(catalogue.files())
                .filteredOn(file -> file.path().equals("push-site"))
                .singleElement()
                .satisfies(file -> assertThat(file.head().lines()).hasSize(1));
    }
}
