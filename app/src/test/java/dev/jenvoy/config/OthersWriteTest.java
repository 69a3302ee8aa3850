package dev.jenvoy.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.hook.HooksOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration, or a file with a secret, that others than root and the server's user may change. */
class OthersWriteTest {
    private static final String SECRET = "\"enforce_secret\": \"correct horse battery staple\"";
    private static final String IN_FOLDER = "others may write to a folder that contains it (mode o+w)";

    @TempDir
    Path temp;

    private ConfigFolder folder = new ConfigFolder(Path.of("."), Map.of());
    private ConfigFolder warned = folder;

    @BeforeEach
    void open() throws IOException {
        Path real = Files.createDirectory(temp.toRealPath().resolve("etc"));
        folder = new ConfigFolder(real, Map.of());
        warned = new ConfigFolder(real, Map.of("JENVOY_STRICT_MODES", "warn"));
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Test
    void a_file_that_others_may_write_to_is_not_used() throws IOException {
        folder.write("config.json", "{" + SECRET + "}");
        mode(folder.config(), "rw-rw-rw-");

        assertThat(folder.file().load()).isInstanceOf(LoadResult.Broken.class);
        assertThat(ConfigFolder.described(folder.file().load()))
                .containsExactly(
                        "error: not used: others may write to it (mode o+w); remove that permission with chmod o-w");
        assertThat(warned.file().load()).isInstanceOf(LoadResult.Loaded.class);
        assertThat(ConfigFolder.described(warned.file().load()))
                .containsExactly("warning: others may write to it (mode o+w); remove that permission with chmod o-w");
    }

    @Test
    void nor_one_in_a_folder_that_they_may_write_to_which_the_operator_alone_is_told() throws IOException {
        folder.write("config.json", "{" + SECRET + "}");
        mode(temp.resolve("etc"), "rwxrwxrwx");

        assertThat(folder.file().load().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.describe()).isEqualTo("error: not used: " + IN_FOLDER + ": " + folder.path());
            assertThat(problem.describeToAll()).isEqualTo("error: not used: " + IN_FOLDER);
        });
    }

    @Test
    void a_secret_from_a_file_that_others_may_write_to_is_none() throws IOException {
        mode(folder.write("secret", "correct horse battery staple"), "rw-r--rw-");
        String json = "{\"enforce_secret\": \"file:secret\"}";

        assertThat(folder.problems(json))
                .containsExactly("error at line 1, column 20: enforce_secret: this file: others may write to it (mode"
                        + " o+w); remove that permission with chmod o-w");
        assertThat(warned.problems(json)).singleElement().asString().startsWith("warning at line 1, column 20");
        mode(folder.path().resolve("secret"), "r--r--r--");
        assertThat(folder.problems(json)).isEmpty();
    }

    @Test
    void a_secret_that_a_container_platform_mounts_is_taken() throws IOException {
        // As Kubernetes lays it out: a sticky folder, a link to a folder of this version, a link into that.
        Path mounted = Files.createDirectory(folder.path().resolve("mounted"));
        Path version = Files.createDirectory(mounted.resolve("..2026_11_28"));
        mode(Files.writeString(version.resolve("webhook"), "correct horse battery staple"), "r--r--r--");
        Files.createSymbolicLink(mounted.resolve("..data"), Path.of("..2026_11_28"));
        Files.createSymbolicLink(mounted.resolve("webhook"), Path.of("..data/webhook"));
        Files.setAttribute(mounted, "unix:mode", 03777);

        assertThat(folder.problems("{\"enforce_secret\": \"file:mounted/webhook\"}"))
                .isEmpty();
    }

    @Test
    void what_others_write_into_it_does_not_become_live() throws IOException {
        ToldClock clock = new ToldClock(Instant.parse("2026-03-01T12:00:00Z"));
        folder.write("config.json", "{" + SECRET + "}");
        LiveConfig live =
                new LiveConfig(folder.file(), (LoadResult.Loaded) folder.file().load(), clock, config -> {});
        assertThat(live.get().get(HooksOptions.GROUP).folder())
                .isEqualTo(folder.path().resolve("hooks"));

        mode(folder.config(), "rw-r--rw-");
        folder.write("config.json", "{" + SECRET + ", \"hooks_path\": \"/tmp/theirs\"}");
        Files.setLastModifiedTime(folder.config(), FileTime.from(clock.instant()));
        clock.pass(Duration.ofSeconds(5));

        assertThat(live.get().get(HooksOptions.GROUP).folder())
                .isEqualTo(folder.path().resolve("hooks"));
        assertThat(live.isBroken()).isTrue();

        mode(folder.config(), "rw-r--r--");
        assertThat(live.get().get(HooksOptions.GROUP).folder()).isEqualTo(Path.of("/tmp/theirs"));
        assertThat(live.problems()).isEmpty();
    }
}
