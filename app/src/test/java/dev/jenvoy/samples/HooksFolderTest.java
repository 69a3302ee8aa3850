package dev.jenvoy.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HooksFolderTest {
    private static final Pattern DOCUMENT = Pattern.compile("README\\.md|[a-z0-9+]+\\.json|\\..*");

    static List<Path> hooks() throws IOException {
        try (Stream<Path> files = Files.list(SampleHook.folder())) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            !DOCUMENT.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
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
        try (Stream<Path> files = Files.list(SampleHook.folder())) {
            assertThat(files.filter(Files::isRegularFile).filter(Files::isExecutable))
                    .containsExactlyInAnyOrderElementsOf(hooks());
        }
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
                        .anyMatch(
                                line -> line.startsWith("100755 ") && line.endsWith("\thooks/" + hook.getFileName())));
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
        try (Stream<Path> files = Files.list(SampleHook.folder())) {
            assertThat(files.filter(file -> file.toString().endsWith(".json")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(JsonParser.parseString(Files.readString(file))
                                    .isJsonObject())
                            .isTrue());
        }
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
