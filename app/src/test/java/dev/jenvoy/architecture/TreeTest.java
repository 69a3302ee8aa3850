package dev.jenvoy.architecture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the rules for the tree of sources: small folders, and unique class names. */
class TreeTest {

    private static final int MAX_FILES_IN_FOLDER = 25;

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    @Test
    void no_folder_holds_more_than_25_sources() throws IOException {
        Map<Path, List<Path>> folders = sources().stream().collect(groupingBy(Path::getParent, TreeMap::new, toList()));

        assertThat(folders)
                .allSatisfy((folder, files) ->
                        assertThat(files).as("sources in %s", folder).hasSizeLessThanOrEqualTo(MAX_FILES_IN_FOLDER));
    }

    @Test
    void no_class_name_occurs_twice() throws IOException {
        Map<String, List<Path>> names = sources().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(groupingBy(
                        file -> file.getFileName().toString(), TreeMap::new, mapping(file -> file, toList())));

        assertThat(names).allSatisfy((name, files) -> assertThat(files).as(name).hasSize(1));
    }
}
