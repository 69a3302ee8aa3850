package dev.jenvoy.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import dev.jenvoy.app.Settings;
import dev.jenvoy.config.Config;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.lint.HookCatalogue;
import dev.jenvoy.hook.lint.HookListing;
import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HooksFolderTest {
    private static final Pattern DOCUMENT = Pattern.compile("README\\.md|[a-z0-9+]+\\.json|\\..*");

    static List<Path> hooks() throws IOException {
        return files().stream()
                .filter(file -> !DOCUMENT.matcher(file.getFileName().toString()).matches())
                .toList();
    }

    /** Returns the files of the project in the folder; a developer's own hooks are not among them. */
    private static List<Path> files() throws IOException {
        List<Path> all = new ArrayList<>(regular(SampleHook.folder().resolve("samples")));
        Stream.of("README.md", "all+1-log", ".gitignore")
                .map(SampleHook.folder()::resolve)
                .forEach(all::add);
        return all.stream().sorted().toList();
    }

    private static List<Path> regular(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void the_three_samples_are_there() throws IOException {
        assertThat(hooks())
                .map(hook -> hook.getFileName().toString())
                .contains("all+1-log", "all+teams", "push+mirror");
    }

    @ParameterizedTest
    @MethodSource("hooks")
    void a_sample_hook_can_be_started(Path hook) throws IOException {
        assertThat(hook).isExecutable();
        assertThat(hook.getFileName().toString()).as("no file extension").doesNotContain(".");
        String text = Files.readString(hook);
        assertThat(text).matches(Pattern.compile("#!(/bin/sh|/usr/bin/env python3)\n.*", Pattern.DOTALL));
        assertThat(text).as("line ends").doesNotContain("\r");
    }

    @Test
    void nothing_but_the_hooks_is_executable() throws IOException {
        assertThat(files().stream().filter(Files::isExecutable)).containsExactlyInAnyOrderElementsOf(hooks());
    }

    @Test
    void git_keeps_the_executable_bits() throws Exception {
        Component.need("git");
        Path top = SampleHook.folder().getParent();
        assumeTrue(Files.exists(top.resolve(".git")), "this is not a git checkout");
        List<String> listed =
                output(top, "git", "ls-files", "-s", "hooks").lines().toList();
        assertThat(hooks())
                .allSatisfy(hook -> assertThat(listed)
                        .anyMatch(line -> line.startsWith("100755 ") && line.endsWith("\t" + top.relativize(hook))));
    }

    @Test
    void only_the_line_of_facts_is_on() {
        HookSettings settings =
                Settings.hooks(Config.defaults(SampleHook.folder().getParent()), Map.of("JENVOY_STRICT_MODES", "warn"));
        HookCatalogue catalogue = HookCatalogue.of(settings);

        assertThat(catalogue.files().stream()
                        .filter(file -> file.never().isEmpty())
                        .map(HookListing::path))
                .contains("all+1-log")
                .noneMatch(path -> path.startsWith("samples/"));
        assertThat(catalogue.findings()).noneMatch(finding -> finding.path().startsWith("samples"));
        assertThat(catalogue.files()).anySatisfy(file -> assertThat(file.path()).isEqualTo("samples/push+mirror"));
    }

    @Test
    void git_ignores_what_is_added_and_keeps_what_is_the_project_s() throws Exception {
        Component.need("git");
        Path top = SampleHook.folder().getParent();
        assumeTrue(Files.exists(top.resolve(".git")), "this is not a git checkout");
        String listed = output(
                top,
                "git",
                "check-ignore",
                "--no-index",
                "hooks/push-site",
                "hooks/@acme/push",
                "hooks/all+teams",
                "hooks/samples/mine",
                "hooks/secret.json");

        assertThat(listed.lines()).hasSize(5);
        for (Path file : files()) {
            Process ignored = new ProcessBuilder(
                            "git",
                            "check-ignore",
                            "--quiet",
                            "--no-index",
                            top.relativize(file).toString())
                    .directory(top.toFile())
                    .start();
            assertThat(ignored.waitFor()).as(file.toString()).isEqualTo(1);
        }
    }

    @Test
    void shellcheck_has_no_complaint_about_any_shell_hook() throws Exception {
        Component.need("shellcheck");
        List<String> command = new ArrayList<>(List.of("shellcheck", "--severity=style"));
        for (Path hook : hooks()) {
            if (Files.readString(hook).startsWith("#!/bin/sh\n")) {
                command.add(hook.toString());
            }
        }
        assertThat(command).as("there are shell hooks").hasSizeGreaterThan(2);
        assertThat(output(SampleHook.folder(), command.toArray(String[]::new))).isEmpty();
    }

    @Test
    void every_settings_file_is_one_json_object() throws IOException {
        assertThat(files().stream().filter(file -> file.toString().endsWith(".json")))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(
                                JsonParser.parseString(Files.readString(file)).isJsonObject())
                        .isTrue());
    }

    @Test
    void the_readme_names_every_sample_and_every_variable_that_one_reads() throws IOException {
        String readme = Files.readString(SampleHook.folder().resolve("README.md"));
        Pattern variable = Pattern.compile("JENVOY_MIRROR_[A-Z_]+|(?<!_)(TEAMS|MIRROR)_[A-Z_]+");
        for (Path hook : hooks()) {
            assertThat(readme).contains("`" + hook.getFileName() + "`");
            assertThat(variable.matcher(Files.readString(hook)).results().map(found -> found.group()))
                    .filteredOn(name -> !name.equals("JENVOY_MIRROR_ASKED"))
                    .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
        }
    }

    private static String output(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
