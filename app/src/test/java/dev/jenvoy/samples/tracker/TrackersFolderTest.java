package dev.jenvoy.samples.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TrackersFolderTest {

    private static final Pattern VARIABLE = Pattern.compile("environ\\.get\\(\"([A-Z_]+)\"");

    private static List<Path> executables() throws IOException {
        try (Stream<Path> files = Files.list(SampleTracker.folder())) {
            return files.filter(Files::isRegularFile)
                    .filter(Files::isExecutable)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void the_two_samples_can_be_started() throws IOException {
        assertThat(executables())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("github-issues", "linear");
        for (Path file : executables()) {
            assertThat(Files.readString(file))
                    .startsWith("#!/usr/bin/env python3\n")
                    .doesNotContain("\r");
        }
    }

    @Test
    void the_page_names_every_sample_and_every_variable_that_one_reads() throws IOException {
        String page = Files.readString(SampleTracker.folder().resolve("README.md"));
        for (Path file : executables()) {
            assertThat(page).contains("## `" + file.getFileName() + "`");
            assertThat(VARIABLE.matcher(Files.readString(file)).results().map((MatchResult found) -> found.group(1)))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
        }
    }
}
