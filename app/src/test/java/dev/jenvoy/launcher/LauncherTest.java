package dev.jenvoy.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LauncherTest {

    @TempDir
    private Path scratch;

    private Installation here;

    @BeforeEach
    void install() throws IOException {
        here = new Installation(scratch);
    }

    @Test
    void it_becomes_java_with_the_jar_and_the_arguments_as_they_are() throws Exception {
        here.jar(Duration.ZERO);
        here.onPath(here.java("jdk", "17.0.15", false));

        Installation.Ran ran = here.with("JENVOY_JAVA_OPTS", "-Da=* -Xmx9m").run("send", "two words", "", "*");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines())
                .startsWith("java 17.0.15")
                .containsSubsequence(
                        "[-XX:TieredStopAtLevel=1]",
                        "[-Da=*]",
                        "[-Xmx9m]",
                        "[-cp]",
                        "[" + here.jar.toRealPath() + "]",
                        "[dev.jenvoy.cli.Main]",
                        "[send]",
                        "[two words]",
                        "[]",
                        "[*]");
    }

    @Test
    void where_a_colon_is_in_its_path_the_jar_is_not_put_on_the_class_path() throws Exception {
        here = new Installation(Files.createDirectories(scratch.resolve("a:b")));
        here.jar(Duration.ZERO);
        here.with("JAVA_HOME", here.java("jdk", "17.0.15", false).toString());

        assertThat(here.run("secret").out().lines())
                .containsSubsequence("[-jar]", "[" + here.jar.toRealPath() + "]", "[secret]")
                .doesNotContain("[-cp]", "[dev.jenvoy.cli.Main]");
    }

    @Test
    void the_program_learns_how_it_was_called() throws Exception {
        here.jar(Duration.ZERO);
        here.onPath(here.java("jdk", "21.0.1", false));
        Path link = Files.createSymbolicLink(scratch.resolve("my jenvoy"), Path.of("an installation/jenvoy"));

        assertThat(Installation.await(here.start(link, "secret")).out().lines())
                .containsSubsequence("[-Djenvoy.command=" + link + "]", "[-cp]");
    }

    @Test
    void one_that_was_found_on_the_path_was_called_by_its_name() throws Exception {
        here.jar(Duration.ZERO);
        here.onPath(here.java("jdk", "21.0.1", false));
        Path link = Files.createSymbolicLink(here.bin.resolve("jenvoy"), here.top.resolve("jenvoy"));

        assertThat(Installation.await(here.start(link, "secret")).out().lines())
                .containsSubsequence("[-Djenvoy.command=jenvoy]", "[-cp]");
    }

    @Test
    void a_build_shows_that_it_goes_on() throws Exception {
        here.sources();
        here.onPath(here.java("jdk", "17.0.15", true));
        here.tool("sleep", "exit 0");
        Path seen = scratch.resolve("seen");
        here.maven("until [ -e '" + seen + "' ]; do :; done");

        Installation.Running start = here.start(here.top.resolve("jenvoy"), "secret");
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> Files.readString(start.err()).contains("still building, 40 s"));
        Files.createFile(seen);
        Installation.Ran ran = Installation.await(start);

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("java 17.0.15");
    }

    @Test
    void the_server_has_a_limit_for_its_heap_that_can_be_overridden() throws Exception {
        here.jar(Duration.ZERO);
        here.onPath(here.java("jdk", "25", false));

        assertThat(here.with("JENVOY_JAVA_OPTS", "-Xmx1g").run("serve").out().lines())
                .containsSubsequence("[-Xmx256m]", "[-XX:+ExitOnOutOfMemoryError]", "[-Xmx1g]", "[-cp]")
                .doesNotContain("[-XX:TieredStopAtLevel=1]");
        assertThat(here.with("JENVOY_JAVA_OPTS", "-Xmx1g").run("check").out().lines())
                .as("the same, as check judges what fits into the server")
                .containsSubsequence("[-Xmx256m]", "[-Xmx1g]", "[-cp]");
    }

    @ParameterizedTest(name = "Java {0}")
    @CsvSource({"17, true, false", "20, true, false", "21, false, false", "23, false, false", "24, false, true"})
    void options_that_a_release_would_warn_of_are_for_others(String release, boolean older, boolean newer)
            throws Exception {
        here.jar(Duration.ZERO);
        here.onPath(here.java("jdk", release, false));

        List<String> words = here.run("serve").out().lines().toList();

        assertThat(words.contains("[-Djava.locale.providers=COMPAT]")).isEqualTo(older);
        assertThat(words.contains("[--sun-misc-unsafe-memory-access=allow]")).isEqualTo(newer);
    }

    @Test
    void it_finds_its_home_through_links_from_any_folder() throws Exception {
        here.jar(Duration.ZERO);
        here.onPath(here.java("jdk", "21.0.1", false));
        Path far = Files.createDirectories(scratch.resolve("far/away"));
        Path relative = Files.createSymbolicLink(far.resolve("one"), Path.of("../../an installation/jenvoy"));
        Path absolute = Files.createSymbolicLink(scratch.resolve("two"), relative);

        assertThat(Installation.await(here.start(absolute, "secret")).out())
                .contains(here.jar.toRealPath().toString());
    }

    @Test
    void java_home_comes_before_the_path() throws Exception {
        here.jar(Duration.ZERO);
        here.onPath(here.java("jdk", "17.0.1", false));

        assertThat(here.with("JAVA_HOME", here.java("other", "25.0.3", false).toString())
                        .run("secret")
                        .out())
                .startsWith("java 25.0.3");
    }

    @Test
    void a_java_home_that_is_too_old_is_reported_and_passed_over() throws Exception {
        here.jar(Duration.ZERO);
        here.onPath(here.java("jdk", "17.0.1", false));

        Installation.Ran ran = here.with(
                        "JAVA_HOME", here.java("old", "1.8.0_292", false).toString())
                .run("secret");

        assertThat(ran.out()).startsWith("java 17.0.1");
        assertThat(ran.err()).contains("JAVA_HOME is Java 8");
    }

    @Test
    void without_a_java_that_will_do_it_says_what_it_found() throws Exception {
        here.jar(Duration.ZERO);
        Installation.Ran none = here.run("secret");
        here.onPath(here.java("jdk", "11.0.2", false));
        Installation.Ran old = here.with("JAVA_HOME", "/nowhere").run("secret");

        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("needs Java 17", "no java is on the PATH");
        assertThat(old.code()).isEqualTo(1);
        assertThat(old.err()).contains("JAVA_HOME is /nowhere", "Java 11");
    }

    @Test
    void a_wrapper_of_java_is_asked_for_its_release() throws Exception {
        here.jar(Duration.ZERO);
        Installation.script(here.bin.resolve("java"), """
                case $1 in
                  -XshowSettings*) printf '    java.home = /x\\n    java.version = 19.0.2\\n' >&2 ;;
                  *) echo wrapped ;;
                esac""");

        Installation.Ran ran = here.run("secret");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo("wrapped\n");
    }

    @Test
    void a_missing_jar_is_built_with_the_java_that_was_found() throws Exception {
        here.sources();
        Path jdk = here.java("jdk", "17.0.15", true);
        here.onPath(jdk);
        here.maven("");

        Installation.Ran ran = here.run("secret");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(here.builds())
                .containsExactly("mvn -B -q -Dquick -DskipTests package with " + jdk.toRealPath() + " in "
                        + here.top.toRealPath());
        assertThat(ran.out()).startsWith("java 17.0.15");
        assertThat(ran.err()).contains("building", "maven speaks");
        assertThat(here.run("secret").err()).isEmpty();
        assertThat(here.builds()).hasSize(1);
        assertThat(Files.list(here.jar.getParent())).containsExactly(here.jar);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "-1, 1"})
    void a_jar_is_built_again_only_when_something_is_newer(int minutes, int builds) throws Exception {
        here.sources();
        here.jar(Duration.ofMinutes(minutes));
        here.onPath(here.java("jdk", "17.0.15", true));
        here.maven("");

        assertThat(here.run("secret").code()).isZero();
        assertThat(here.builds()).hasSize(builds);
    }

    @Test
    void without_maven_or_a_compiler_an_older_jar_is_used_and_a_missing_one_is_reported() throws Exception {
        here.sources();
        here.onPath(here.java("jre", "17.0.15", false));
        Installation.Ran nothing = here.run("secret");
        here.jar(Duration.ofMinutes(-1));
        Installation.Ran older = here.run("secret");
        here.maven("");
        Installation.Ran runtime = here.run("secret");
        Files.delete(here.jar);
        Installation.Ran neither = here.run("secret");

        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.err()).contains("Maven", "install");
        assertThat(older.out()).startsWith("java 17");
        assertThat(older.err()).contains("older than its sources", "Maven");
        assertThat(runtime.out()).startsWith("java 17");
        assertThat(runtime.err()).contains("without javac");
        assertThat(neither.code()).isEqualTo(1);
        assertThat(neither.err()).contains("without javac");
        assertThat(here.builds()).isEmpty();
    }

    @Test
    void an_installation_without_sources_and_jar_says_so() throws Exception {
        here.onPath(here.java("jdk", "17.0.15", true));
        here.maven("");

        Installation.Ran ran = here.run("secret");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("no sources here");
    }

    @Test
    void a_failed_build_leaves_the_old_jar_and_runs_nothing() throws Exception {
        here.sources();
        here.jar(Duration.ofMinutes(-1));
        here.onPath(here.java("jdk", "17.0.15", true));
        here.maven("mkdir -p app/target; echo half > app/target/jenvoy.jar; exit 3");

        Installation.Ran ran = here.run("secret");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("mvn ended with 3");
        assertThat(here.jar).hasContent("before");
        assertThat(Files.list(here.jar.getParent())).containsExactly(here.jar);
    }

    @Test
    void starts_at_the_same_time_build_once() throws Exception {
        here.sources();
        here.onPath(here.java("jdk", "17.0.15", true));
        here.maven("sleep 1");

        List<Installation.Running> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(here.start(here.top.resolve("jenvoy"), "secret"));
        }

        for (Installation.Running start : starts) {
            assertThat(Installation.await(start).out()).startsWith("java 17.0.15");
        }
        assertThat(here.builds()).hasSize(1);
    }

    @Test
    void a_build_that_was_killed_is_made_anew() throws Exception {
        here.sources();
        here.jar(Duration.ofMinutes(1));
        here.onPath(here.java("jdk", "17.0.15", true));
        here.maven("");
        Path lock = Files.createDirectories(here.jar.resolveSibling(".jenvoy-build"));
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(lock.resolve("owner"), gone.pid() + "\nsh jenvoy secret\n");

        assertThat(here.run("secret").out()).startsWith("java 17.0.15");
        assertThat(here.builds()).hasSize(1);
        assertThat(lock).doesNotExist();
    }

    @Test
    void a_signal_during_the_build_ends_maven_and_restores_the_old_jar() throws Exception {
        here.sources();
        here.jar(Duration.ofMinutes(-1));
        here.onPath(here.java("jdk", "17.0.15", true));
        Path pid = scratch.resolve("maven.pid");
        here.maven("echo half > app/target/jenvoy.jar; echo $$ > '" + pid + ".new'; mv '" + pid + ".new' '" + pid
                + "'; exec sleep 60");

        Installation.Running start = here.start(here.top.resolve("jenvoy"), "secret");
        await().atMost(30, TimeUnit.SECONDS).until(() -> Files.exists(pid));
        start.process().destroy();
        Installation.Ran ran = Installation.await(start);

        assertThat(ran.code()).isEqualTo(128 + 15);
        assertThat(here.jar).hasContent("before");
        assertThat(here.jar.resolveSibling(".jenvoy-build")).doesNotExist();
        long maven = Long.parseLong(Files.readString(pid).strip());
        await().atMost(10, TimeUnit.SECONDS)
                .until(() ->
                        ProcessHandle.of(maven).filter(ProcessHandle::isAlive).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', LANG=none LC_ALL=none LC_CTYPE=C.UTF-8",
        "C, '', LANG=C LC_ALL=none LC_CTYPE=C.UTF-8",
        "C.UTF-8, '', LANG=C.UTF-8 LC_ALL=none LC_CTYPE=none",
        "C.UTF-8, C, LANG=C LC_ALL=none LC_CTYPE=C.UTF-8",
        "xx_YY.UTF-8, '', LANG=C.UTF-8 LC_ALL=none LC_CTYPE=C.UTF-8",
    })
    void java_gets_a_locale_in_which_it_can_open_every_file(String lang, String all, String expected) throws Exception {
        here.jar(Duration.ZERO);
        here.onPath(here.java("jdk", "17.0.15", false));
        if (!lang.isEmpty()) {
            here.with("LANG", lang);
        }
        if (!all.isEmpty()) {
            here.with("LC_ALL", all);
        }

        assertThat(here.run("serve").out()).contains("locale " + expected);
    }

    @Test
    void the_native_memory_is_one_pool_unless_told_otherwise() throws Exception {
        here.jar(Duration.ZERO);
        here.onPath(here.java("jdk", "17.0.15", false));

        assertThat(here.run("serve").out()).contains("pools 1");
        assertThat(here.with("MALLOC_ARENA_MAX", "4").run("serve").out()).contains("pools 4");
    }

    @Test
    void the_real_jar_runs_and_gets_the_signals() throws Exception {
        Path jar = Installation.launcher().resolveSibling("app/target/jenvoy.jar");
        if (!Files.exists(jar)) {
            Assumptions.abort("the jar is not built yet: the launcher was not tried with it");
        }
        Files.createDirectories(here.jar.getParent());
        Files.copy(jar, here.jar);
        here.with("JAVA_HOME", System.getProperty("java.home")).with("JENVOY_ARCHIVE", "off");
        Path config = Files.writeString(
                scratch.resolve("config.json"),
                "{\"http_port\": 0, \"admin_port\": 0, \"http_host\": \"127.0.0.1\", \"hooks_path\": \".\", \"github_ips_only\": false}");

        Installation.Ran secret = here.run("secret");
        Installation.Running serve = here.start(here.top.resolve("jenvoy"), "serve", "--config", config.toString());
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> !serve.process().isAlive()
                        || Files.readString(serve.out()).contains(" listens on "));
        serve.process().destroy();
        Installation.Ran served = Installation.await(serve);

        assertThat(secret.code()).as(secret.err()).isZero();
        assertThat(secret.out()).matches("[0-9a-f]{64}\\R");
        assertThat(secret.err()).isEmpty();
        assertThat(served.code()).as(served.out() + served.err()).isZero();
    }

    @Test
    void shellcheck_finds_no_fault() throws Exception {
        Process check = new ProcessBuilder(
                        Installation.installed("shellcheck").toString(),
                        Installation.launcher().toString())
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("found").toFile())
                .start();

        assertThat(check.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(scratch.resolve("found"))).isEmpty();
    }
}
