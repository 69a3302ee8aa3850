package dev.jenvoy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.sender.github.GitHubOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    @TempDir
    Path temp;

    private final FirstConfig first = new FirstConfig(new SecureRandom());

    @Test
    void the_option_comes_first_then_the_variable_then_the_working_folder() {
        Map<String, String> variable = Map.of("JENVOY_CONFIG", "v.json");

        assertThat(ConfigFile.locate(Path.of("o.json"), variable, temp).path()).isEqualTo(temp.resolve("o.json"));
        assertThat(ConfigFile.locate(null, variable, temp).path()).isEqualTo(temp.resolve("v.json"));
        assertThat(ConfigFile.locate(null, Map.of(), temp).path()).isEqualTo(temp.resolve("config.json"));
        assertThat(ConfigFile.locate(null, Map.of("JENVOY_CONFIG", ""), temp).path())
                .isEqualTo(temp.resolve("config.json"));
    }

    @Test
    void two_dots_behind_a_link_lead_where_the_file_system_says() throws IOException {
        Files.createDirectories(temp.resolve("far/away"));
        Files.createSymbolicLink(temp.resolve("link"), Path.of("far/away"));
        Files.writeString(temp.resolve("far/config.json"), "{\"hooks_path\": \"../link/../hooks\"}");

        assertThat(ConfigFile.locate(Path.of("link/../config.json"), Map.of(), temp)
                        .load())
                .isInstanceOfSatisfying(
                        LoadResult.Loaded.class,
                        loaded -> assertThat(
                                        loaded.config().get(HooksOptions.GROUP).folder())
                                .isEqualTo(temp.resolve("link/../../link/../hooks")));
    }

    @Test
    void only_the_option_must_exist() {
        assertThat(ConfigFile.locate(Path.of("o.json"), Map.of(), temp).mustExist())
                .isTrue();
        assertThat(ConfigFile.locate(null, Map.of("JENVOY_CONFIG", "v.json"), temp)
                        .mustExist())
                .isFalse();
        assertThat(ConfigFile.locate(null, Map.of(), temp).mustExist()).isFalse();
    }

    @Test
    void a_first_configuration_loads_without_a_complaint_and_has_a_fresh_secret() throws IOException {
        ConfigFile file = ConfigFile.locate(null, Map.of(), temp);
        assertThat(file.isMissing()).isTrue();

        String secret = first.create(file.path(), Map.of()).orElseThrow();

        assertThat(file.isMissing()).isFalse();
        assertThat(secret).matches("[0-9a-f]{64}");
        assertThat(file.load()).isInstanceOfSatisfying(LoadResult.Loaded.class, loaded -> {
            assertThat(loaded.warnings()).isEmpty();
            assertThat(loaded.config().get(GitHubOptions.GROUP).secrets()).containsExactly(secret);
            assertThat(loaded.config().get(HooksOptions.GROUP).childRule()).isEqualTo(ChildRule.DELIMITED);
            assertThat(loaded.config().get(GitHubOptions.GROUP).allowedIps()).hasToString("[127.0.0.1/32, ::1/128]");
        });
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files).containsExactly(file.path());
        }
    }

    @Test
    void two_first_configurations_have_different_secrets() throws IOException {
        assertThat(first.create(temp.resolve("a.json"), Map.of()))
                .isNotEqualTo(first.create(temp.resolve("b.json"), Map.of()));
    }

    @Test
    void nothing_that_is_there_is_overwritten() throws IOException {
        Path file = Files.writeString(temp.resolve("config.json"), "mine");
        Path link = Files.createSymbolicLink(temp.resolve("link.json"), temp.resolve("nowhere"));
        Path folder = Files.createDirectory(temp.resolve("folder"));

        assertThat(List.of(first.create(file, Map.of()), first.create(link, Map.of()), first.create(folder, Map.of())))
                .containsOnly(Optional.empty());
        assertThat(file).hasContent("mine");
        assertThat(Files.exists(temp.resolve("nowhere"))).isFalse();
        assertThat(ConfigFile.locate(link, Map.of(), temp).isMissing()).isFalse();
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files).containsExactlyInAnyOrder(file, link, folder);
        }
    }

    @Test
    void a_missing_folder_is_told_by_an_exception() {
        assertThatThrownBy(() -> first.create(temp.resolve("no/config.json"), Map.of()))
                .isInstanceOf(NoSuchFileException.class);
    }
}
