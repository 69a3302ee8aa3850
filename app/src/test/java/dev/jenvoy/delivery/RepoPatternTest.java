package dev.jenvoy.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepoPatternTest {

    @ParameterizedTest
    @CsvSource({
        "acme/site, acme/site, true",
        "Acme/Site, aCME/sITE, true",
        "acme/site, acme/site2, false",
        "acme/*, acme/site, true",
        "ACME/*, acme/Docs, true",
        "acme/*, acme2/site, false",
        "acme/*, acme, false",
        "acme/*, acme/tools/site, true",
        "acme/tools/*, acme/site, false",
        "acme/tools/site, acme/tools/site, true",
        "~ann/site, ~ann/site, true"
    })
    void a_pattern_means_one_repository_or_all_of_an_owner(String pattern, String repo, boolean matches) {
        assertThat(RepoPattern.of(pattern).orElseThrow().matches(repo)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme",
                "*",
                "*/*",
                "*/site",
                "acme/si*e",
                "/site",
                "acme/",
                "acme//site",
                "acme/b/../../c/site",
                "acme/../site",
                "../site",
                "./site",
                "acme/.",
                "acme/..",
                "../*",
                "acme/./*",
                "ac~me/site",
                "a b/c",
                "acme/s\n"
            })
    void anything_else_is_no_pattern(String text) {
        assertThat(RepoPattern.of(text)).isEmpty();
    }
}
