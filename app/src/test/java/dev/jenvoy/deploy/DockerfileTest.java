package dev.jenvoy.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the Dockerfile by rules that matter, because an engine may not be available to build it. */
final class DockerfileTest {
    private static final BuildContext CONTEXT = new BuildContext(Checkout.read(".dockerignore"));

    /** Returns the instructions, with continuation lines joined and comments left out. */
    private static List<String> instructions() {
        String text = Checkout.read("Dockerfile").replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n\\s*", " ");
        return text.lines().map(String::trim).filter(line -> !line.isEmpty()).toList();
    }

    private static List<String> of(String instruction) {
        return instructions().stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1).trim())
                .toList();
    }

    private static String last(String instruction) {
        List<String> found = of(instruction);
        assertThat(found).as(instruction).isNotEmpty();
        return found.get(found.size() - 1);
    }

    static Stream<String> copiedFromTheContext() {
        return of("COPY").stream()
                .filter(line -> !line.startsWith("--from="))
                .map(line -> Arrays.asList(line.split(" +")))
                .flatMap(words -> words.subList(0, words.size() - 1).stream())
                .map(path -> path.replaceAll("/$", ""));
    }

    @ParameterizedTest
    @MethodSource("copiedFromTheContext")
    void what_it_copies_exists_and_reaches_the_builder(String path) {
        assertThat(Checkout.root().resolve(path)).exists();
        assertThat(CONTEXT.sends(path))
                .as("%s is kept back by .dockerignore", path)
                .isTrue();
    }

    @Test
    void the_archive_for_openshift_holds_what_it_copies() {
        String script = Checkout.read("deploy_openshift.sh");
        String archive =
                script.substring(script.indexOf("Dockerfile .dockerignore"), script.indexOf("context: the files"));

        assertThat(Arrays.asList(archive.split("\\s+")))
                .containsAll(copiedFromTheContext().toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "data",
                "data/journal.db",
                "backup/20260101-000000-push",
                ".git/config",
                "app/target/jenvoy.jar",
                "app/src/test/java/X.java",
                "secrets/webhook",
                "hooks/__pycache__/x.pyc"
            })
    void no_secret_journal_or_leftover_reaches_the_builder(String path) {
        assertThat(CONTEXT.sends(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hooks/@site/push", "app/src/main/java/dev/X.java", "app/pom.xml", ".mvn/jvm.config"})
    void what_the_image_is_made_of_reaches_the_builder(String path) {
        assertThat(CONTEXT.sends(path)).isTrue();
    }

    @Test
    void every_module_of_the_build_is_copied() {
        // The quick build of the image leaves out goals of a profile.
        assertThat(of("RUN")).filteredOn(line -> line.startsWith("mvn")).allMatch(line -> line.contains(" -Dquick "));
        Pattern.compile("<module>(.*?)</module>")
                .matcher(Checkout.read("pom.xml").split("<profiles>")[0])
                .results()
                .map(match -> match.group(1) + "/pom.xml")
                .forEach(pom -> assertThat(copiedFromTheContext()).contains(pom));
    }

    @Test
    void every_base_is_pinned_by_digest_and_names_no_registry() {
        assertThat(of("ARG"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.split("=", 2)[1])
                        .matches("[a-z0-9-]+:[A-Za-z0-9._-]+@sha256:[0-9a-f]{64}")
                        .doesNotContain(":latest"));
        assertThat(of("FROM"))
                .containsExactly("${BUILDER} AS build", "${RUNTIME} AS base", "base AS tools", "base AS run");
    }

    @Test
    void every_variant_runs_as_the_same_user() {
        String tools = String.join("\n", instructions()).split("FROM base AS tools")[1];

        assertThat(tools)
                .contains("--no-install-recommends", " jq ", " openssh-client ")
                .contains("USER 10001:0");
    }

    @Test
    void the_image_runs_on_a_runtime_without_compiler_or_maven() {
        assertThat(of("ARG"))
                .filteredOn(line -> line.startsWith("RUNTIME="))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("-jre-").doesNotContain("maven", "-jdk"));
        assertThat(of("COPY"))
                .filteredOn(line -> line.startsWith("--from="))
                .containsExactly("--from=build /build/app/target/jenvoy.jar app/target/jenvoy.jar");
    }

    @Test
    void it_adds_nothing_from_the_network() {
        assertThat(of("ADD")).isEmpty();
        assertThat(of("RUN")).noneMatch(line -> line.contains("http://") || line.contains("https://"));
    }

    @Test
    void it_runs_as_a_number_that_is_not_root_in_group_0() {
        assertThat(last("USER")).matches("[1-9][0-9]*:0");
        assertThat(String.join("\n", of("RUN")))
                .contains("chown -R 0:0 .", "chmod -R g=u backup data home", "chmod -R go-w .");
    }

    @Test
    void it_starts_in_exec_form_under_an_init_that_reaps() {
        assertThat(last("ENTRYPOINT")).isEqualTo("[\"/usr/bin/tini\", \"--\", \"/opt/jenvoy/jenvoy\"]");
        assertThat(last("CMD")).isEqualTo("[\"serve\"]");
    }

    @Test
    void it_is_healthy_when_the_script_that_follows_the_configuration_says_so() {
        assertThat(last("HEALTHCHECK")).endsWith("CMD [\"/opt/jenvoy/health.sh\"]");
        assertThat(last("EXPOSE")).isEqualTo("5000");
    }

    @Test
    void it_has_what_the_sample_hooks_call_and_keeps_no_package_lists() {
        String packages = of("RUN").stream()
                .filter(line -> line.contains("apt-get install"))
                .findFirst()
                .orElseThrow();

        assertThat(packages)
                .contains("--no-install-recommends", " git ", " python3 ", " curl ", " tini ")
                .contains("rm -rf /var/lib/apt/lists/*");
    }

    @Test
    void it_sets_a_locale_and_a_home_and_no_secret() {
        assertThat(String.join("\n", of("ENV"))).contains("LANG=C.UTF-8", "HOME=/opt/jenvoy/home");
        assertThat(String.join("\n", instructions())).doesNotContainIgnoringCase("secret");
        assertThat(of("ARG")).noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("token"));
    }

    @Test
    void the_ignored_files_are_an_allowlist() {
        assertThat(Files.exists(Checkout.root().resolve(".dockerignore"))).isTrue();
        assertThat(CONTEXT.sends("anything-new")).isFalse();
    }
}
