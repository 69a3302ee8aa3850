package dev.jenvoy.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

final class NamesPropertyTest {

    private static final List<String> NASTY = List.of(
            "..",
            ".",
            "/",
            "\\",
            "../../../../bin/sh",
            "/bin/sh",
            "\0",
            "\n",
            "%2e%2e%2f",
            "~",
            "$(id)",
            "-rf",
            "@",
            "@{",
            "push",
            "all",
            "site",
            "main",
            "a",
            "-",
            "_",
            "+",
            "=",
            "hooks",
            "outside",
            ".lock",
            "\ud800",
            "\u202e",
            "\u2215");

    private Path temp = Path.of("");

    @BeforeProperty
    void makeFolders() throws IOException {
        temp = Files.createTempDirectory("names");
        // The targets of names that leave the folder: executable, and named like hooks.
        for (String place : List.of("", "bin/", "hooks/", "hooks/push-site-main/", "hooks/@a/", "hooks/@a/b/")) {
            for (String name :
                    List.of("push", "all", "sh", "outside", "main", "push-site", "push-a-b", "push-site-x")) {
                if (Files.notExists(temp.resolve(place + name))) {
                    new HooksDir(temp).with(place + name);
                }
            }
        }
    }

    @AfterProperty
    void removeFolders() throws IOException {
        try (Stream<Path> files = Files.walk(temp)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> pieces = Arbitraries.of(NASTY);
        return Arbitraries.oneOf(
                pieces.list().ofMinSize(1).ofMaxSize(6).map(list -> String.join("", list)),
                pieces.list().ofMinSize(1).ofMaxSize(5).map(list -> String.join("/", list)),
                Arbitraries.strings().ofMaxLength(30),
                Arbitraries.strings().withChars("abs./-_+@~").ofMaxLength(12));
    }

    /** Returns the value of a text that may be a name, null for others, because senders also reject them. */
    private static <T> @Nullable T value(String text, Predicate<String> isName, Function<String, T> make) {
        return isName.test(text) ? make.apply(text) : null;
    }

    @Property(tries = 4000)
    void no_text_makes_a_path_outside_the_hooks_folder(
            @ForAll("hostile") String event,
            @ForAll("hostile") String owner,
            @ForAll("hostile") String repository,
            @ForAll("hostile") String branch,
            @ForAll ChildRule rule)
            throws IOException {
        Path root = temp.resolve("hooks");
        HookSelector subject = new HookSelector(
                Event.isName(event) ? new Event(event) : new Event("push"),
                value(owner, Owner::isName, Owner::new),
                value(repository, Repository::isName, Repository::new),
                value(branch, RefName::isName, RefName::new));
        for (BaseName parent : subject.parents()) {
            Path path = root.resolve(parent.folder() + parent.name());
            assertThat(path.normalize()).isEqualTo(path).startsWithRaw(root).isNotEqualTo(root);
        }
        for (String name : new HooksDir(root).find(subject, rule)) {
            assertThat(root.resolve(name).toRealPath()).startsWith(root.toRealPath());
        }
    }

    @Provide
    Arbitrary<String> files() {
        Arbitrary<String> pieces = Arbitraries.of(
                "push",
                "all",
                "pull_request",
                "push_hook",
                "site",
                "sitelint",
                "main",
                "a",
                "b",
                "-",
                "-",
                "-",
                "+",
                "~",
                "=",
                "_",
                ".",
                "1",
                "@",
                "@acme/",
                "/",
                ".sh",
                "x");
        return pieces.list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(list -> String.join("", list))
                .filter(file -> !file.startsWith("/") && !file.endsWith("/") && !file.contains("//"))
                .filter(file -> Stream.of(file.split("/")).noneMatch(part -> part.matches("\\.+")));
    }

    @Provide
    Arbitrary<String> repositories() {
        return Arbitraries.of("site", "sitelint", "a", "a-b", "1", "1-main", "main", "site.sh", "b_x", "-", "push");
    }

    @Provide
    Arbitrary<String> branches() {
        return Arbitraries.of("main", "b", "a/b", "main+x", "x=1", "1-a", "site", "a/main", "lint", "", "b-b");
    }

    @Provide
    Arbitrary<String> events() {
        return Arbitraries.of("push", "pull_request", "push_hook", "x", "a");
    }

    @Property(tries = 3000)
    void in_delimited_mode_a_hook_runs_only_by_one_of_the_six_names_or_with_a_delimiter_after_it(
            @ForAll("files") String file,
            @ForAll("events") String event,
            @ForAll("repositories") String repository,
            @ForAll("branches") String branch) {
        HookSelector subject = new HookSelector(
                new Event(event),
                new Owner("acme"),
                new Repository(repository),
                branch.isEmpty() ? null : new RefName(branch));
        // Written from the documentation, independent of the classes that search.
        boolean named = !branch.isEmpty() && branch.indexOf('+') < 0 && branch.indexOf('=') < 0;
        Set<String> bare = Set.of(event, "all", "@acme/" + event, "@acme/all");
        Set<String> six = Stream.of(event, "all")
                .flatMap(first -> named
                        ? Stream.of(first, first + "-" + repository, first + "-" + repository + "-" + branch)
                        : Stream.of(first, first + "-" + repository))
                .flatMap(name -> Stream.of(name, "@acme/" + name))
                .collect(Collectors.toSet());
        boolean may = six.stream()
                .anyMatch(name -> file.equals(name)
                        || Stream.of("+", "~", "=").anyMatch(next -> isChildOf(file, name + next))
                        || (bare.contains(name) && isChildOf(file, name + "_")));
        HookFolder.Found found = inFolderOf(file, subject);
        if (found instanceof HookFolder.Found.Hooks hooks && !hooks.hooks().isEmpty()) {
            assertThat(may).as("%s runs for %s", file, subject).isTrue();
        } else if (may) {
            // Then one of the few documented exceptions must be the reason.
            String name = file.substring(file.lastIndexOf('/') + 1);
            assertThat(NameRule.never(name).isPresent() || NameRule.hasExtension(name) || name.startsWith("push_hook"))
                    .as("%s does not run for %s", file, subject)
                    .isTrue();
        }
    }

    private static boolean isChildOf(String file, String beginning) {
        return file.startsWith(beginning) && file.indexOf('/', beginning.length()) < 0;
    }

    private HookFolder.Found inFolderOf(String file, HookSelector subject) {
        try {
            Path root = Files.createTempDirectory(temp, "one");
            new HooksDir(root).with(file);
            return new HooksDir(root).search(subject, ChildRule.DELIMITED);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
