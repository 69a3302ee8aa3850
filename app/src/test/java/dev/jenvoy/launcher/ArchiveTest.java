package dev.jenvoy.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveTest {

    @TempDir
    Path scratch;

    private Installation here;
    private Path jdk;

    @BeforeEach
    void install() throws IOException {
        here = new Installation(scratch);
        here.jar(Duration.ZERO);
        jdk = here.archiving(here.java("jdk", "17.0.15", false), "17.0.15", "");
        here.with("JAVA_HOME", jdk.toString());
    }

    private Path beside() {
        return here.jar.resolveSibling("jenvoy-17.0.15+6-x.jsa");
    }

    private void awaitMade(Path archive) {
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> Files.exists(archive) && !Files.exists(Path.of(archive + ".making")));
    }

    @Test
    void a_server_has_an_archive_made_and_later_starts_use_it() throws Exception {
        Installation.Ran first = here.run("serve");
        awaitMade(beside());
        Installation.Ran second = here.run("serve");

        assertThat(first.err()).isEmpty();
        assertThat(first.out()).doesNotContain("SharedArchiveFile");
        assertThat(second.err()).isEmpty();
        assertThat(second.out().lines())
                .containsSubsequence("[-XX:SharedArchiveFile=" + beside().toRealPath() + "]", "[-cp]", "[serve]");
        assertThat(here.archives()).isOne();
    }

    @Test
    void other_commands_use_an_archive_and_make_none() throws Exception {
        assertThat(here.run("secret").out()).doesNotContain("Archive");
        assertThat(here.run("rehearse").code()).isZero();
        assertThat(here.run("secret").out()).contains("-XX:SharedArchiveFile=");
        assertThat(here.archives()).isOne();
    }

    @Test
    void from_java_25_on_it_is_a_cache_of_the_newer_kind() throws Exception {
        here.archiving(jdk, "25.0.3", "");

        assertThat(here.run("rehearse").code()).isZero();

        assertThat(here.run("serve").out())
                .contains("[-XX:AOTCache="
                        + here.jar.resolveSibling("jenvoy-25.0.3+6-x.aot").toRealPath() + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"an installation/app/target/jenvoy.jar", "jdk/lib/server/classes.jsa"})
    void a_newer_jar_or_java_makes_an_archive_out_of_date(String newer) throws Exception {
        here.run("rehearse");
        Files.setLastModifiedTime(
                scratch.resolve(newer), FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(here.run("secret").out()).doesNotContain("Archive");
    }

    @Test
    void another_java_has_an_archive_of_its_own() throws Exception {
        here.run("rehearse");
        here.archiving(jdk, "17.0.16", "");

        assertThat(here.run("secret").out()).doesNotContain("Archive");
    }

    @Test
    void where_the_folder_is_read_only_it_lies_in_the_users_cache() throws Exception {
        if ("root".equals(System.getProperty("user.name"))) {
            // Root may write everywhere, so a file in the folder's place prevents it.
            Files.createDirectories(beside().resolveSibling(beside().getFileName() + ".making"));
        } else {
            Files.setPosixFilePermissions(here.jar.getParent(), PosixFilePermissions.fromString("r-xr-xr-x"));
        }
        Path cached = Files.createDirectories(scratch.resolve(".cache/jenvoy")).resolve(beside().getFileName());
        Files.writeString(cached, "archive");

        assertThat(here.run("secret").out()).contains("[-XX:SharedArchiveFile=" + cached.toRealPath() + "]");
    }

    @ParameterizedTest
    @CsvSource({"JENVOY_ARCHIVE, off", "JENVOY_JAVA_OPTS, -Xshare:off", "JAVA_TOOL_OPTIONS, -XX:AOTMode=off"})
    void it_can_be_done_without(String variable, String value) throws Exception {
        here.run("rehearse");

        assertThat(here.with(variable, value).run("serve").out()).doesNotContain("SharedArchiveFile");
        assertThat(here.archives()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit 1", "argument=/dev/null", "echo half > \"${argument#*=}\"; exit 1"})
    void one_that_cannot_be_made_keeps_nothing_from_starting(String fault) throws Exception {
        here.archiving(jdk, "17.0.15", fault);

        Installation.Ran served = here.run("serve");
        Path making = Path.of(beside() + ".making");
        await().atMost(30, TimeUnit.SECONDS).until(() -> here.archives() == 1 && !Files.exists(making));

        assertThat(served.code()).isZero();
        assertThat(served.err()).isEmpty();
        assertThat(served.out()).startsWith("java");
        assertThat(beside()).doesNotExist();
    }

    @Test
    void starts_at_the_same_time_make_one_archive() throws Exception {
        here.archiving(jdk, "17.0.15", "sleep 1");
        List<Installation.Running> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(here.start(here.top.resolve("jenvoy"), "serve"));
        }
        for (Installation.Running start : starts) {
            assertThat(Installation.await(start).code()).isZero();
        }
        awaitMade(beside());

        assertThat(here.archives()).isOne();
    }

    @Test
    void a_making_that_was_killed_does_not_keep_the_next_one_back_for_long() throws Exception {
        Path making = Files.createDirectories(Path.of(beside() + ".making"));
        assertThat(here.run("rehearse").code()).isOne();
        Files.setLastModifiedTime(making, FileTime.from(Instant.now().minus(Duration.ofMinutes(7))));

        assertThat(here.run("rehearse").code()).isZero();
        assertThat(beside()).exists();
    }

    @Test
    void the_real_java_makes_one_of_the_real_jar_and_starts_with_it_without_a_word() throws Exception {
        Path jar = Installation.launcher().resolveSibling("app/target/jenvoy.jar");
        if (!Files.exists(jar) || isOlder(jar, Installation.launcher().resolveSibling("app/src/main"))) {
            abort("the jar is not built yet, or older than its sources: no archive of it was tried");
        }
        Files.delete(here.jar);
        Files.copy(jar, here.jar);
        here.with("JAVA_HOME", System.getProperty("java.home"));

        Installation.Ran made = here.run("rehearse");
        Installation.Ran secret = here.run("secret");

        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out() + made.err()).isEmpty();
        assertThat(secret.out()).matches("[0-9a-f]{64}\\R");
        assertThat(secret.err()).isEmpty();
    }

    private static boolean isOlder(Path jar, Path sources) throws IOException {
        FileTime built = Files.getLastModifiedTime(jar);
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
