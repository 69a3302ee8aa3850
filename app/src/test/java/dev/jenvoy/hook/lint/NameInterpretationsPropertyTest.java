package dev.jenvoy.hook.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.hook.BaseName;
import dev.jenvoy.hook.ChildRule;
import dev.jenvoy.hook.HookSelector;
import dev.jenvoy.hook.Match;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The interpretations of a name agree with what a delivery finds. */
final class NameInterpretationsPropertyTest {

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> pieces = Arbitraries.of(
                "push",
                "all",
                "pull_request",
                "star",
                "ted",
                "site",
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
                "@acme/",
                "@g/s/",
                "/",
                ".sh",
                "!");
        return pieces.list().ofMinSize(1).ofMaxSize(8).map(list -> String.join("", list));
    }

    @Property(tries = 3000)
    void each_reading_is_a_delivery_that_runs_it(@ForAll("paths") String path, @ForAll ChildRule rule) {
        for (NameInterpretation reading : NameInterpretations.of(path, rule, name -> false)) {
            HookSelector subject = new HookSelector(
                    new Event(reading.event() == null ? "anything" : reading.event()),
                    reading.owner() == null ? null : new Owner(reading.owner()),
                    reading.repository() == null ? null : new Repository(reading.repository()),
                    reading.branch() == null ? null : new RefName(reading.branch()));
            assertThat(Match.of(subject, path, rule))
                    .as("%s as %s", path, reading.words())
                    .hasValueSatisfying(match -> assertThat(match.child()).isEqualTo(reading.childOf() != null));
        }
    }

    @Provide
    Arbitrary<HookSelector> subjects() {
        List<String> events = List.of("push", "pull_request", "star", "started");
        List<String> repositories = List.of("site", "a", "a-b", "1", "1-a", "-", "b.sh", "site_a");
        List<String> branches = List.of("a", "b", "a/b", "b-a", "1", "site/a", "a.sh", "");
        return Arbitraries.of(events)
                .flatMap(event -> Arbitraries.of(repositories)
                        .flatMap(repository -> Arbitraries.of(branches)
                                .flatMap(branch -> Arbitraries.of("acme", "g/s", "g")
                                        .map(owner -> new HookSelector(
                                                new Event(event),
                                                new Owner(owner),
                                                new Repository(repository),
                                                branch.isEmpty() ? null : new RefName(branch))))));
    }

    @Provide
    Arbitrary<String> endings() {
        return Arbitraries.of("", "", "+x", "~", "=1", "_x", "-x", "-1-x", "x", ".sh", ".x", "+a~b", "!");
    }

    @Property(tries = 3000)
    void each_delivery_that_runs_it_is_one_of_its_readings(
            @ForAll("subjects") HookSelector subject, @ForAll("endings") String ending) {
        for (BaseName parent : subject.parents()) {
            String path = parent.path() + ending;
            Match.of(subject, path, ChildRule.DELIMITED).ifPresent(match -> {
                Stream<NameInterpretation> readings =
                        NameInterpretations.of(path, ChildRule.DELIMITED, name -> false).stream();
                assertThat(readings)
                        .as("%s for %s", path, subject)
                        .anyMatch(reading -> covers(reading, subject, match));
            });
        }
    }

    private static boolean covers(NameInterpretation reading, HookSelector subject, Match match) {
        return (reading.event() == null || subject.event().is(reading.event()))
                && (reading.owner() == null || new Owner(reading.owner()).equals(subject.owner()))
                && (reading.repository() == null || new Repository(reading.repository()).equals(subject.repository()))
                && (reading.branch() == null || new RefName(reading.branch()).equals(subject.branch()))
                && match.child() == (reading.childOf() != null);
    }
}
