package dev.jenvoy.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NameRuleTest {

    @ParameterizedTest
    @ValueSource(strings = {"push", "push.conf", "#push", "push#", "push.swpx", "old", "push+.dpkg", "push-a.b.c"})
    void other_names_may_run(String name) {
        assertThat(NameRule.never(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"push.sh,true", "push.PY,true", "a.b.js,true", "push.json,false", "push.sh+x,false", "sh,false"})
    void script_extensions_are_known(String name, boolean extension) {
        assertThat(NameRule.hasExtension(name)).isEqualTo(extension);
    }

    @Test
    void the_longer_event_is_named() {
        assertThat(KnownEvents.longerIn("pull_request_review", "pull_request")).contains("pull_request_review");
        assertThat(KnownEvents.longerIn("push_hook-site", "push")).contains("push_hook");
        assertThat(KnownEvents.longerIn("push_lint", "push")).isEmpty();
        assertThat(KnownEvents.longerIn("push", "push")).isEmpty();
        assertThat(KnownEvents.longerIn("all_x", BaseName.ALL)).isEmpty();
    }

    @Test
    void every_known_event_is_one() {
        assertThat(KnownEvents.names())
                .hasSizeGreaterThan(150)
                .allMatch(Event::isName)
                .isSorted()
                .contains("push", "pull_request", "push_hook", "repo_push");
        assertThat(KnownEvents.contains("psuh")).isFalse();
    }
}
