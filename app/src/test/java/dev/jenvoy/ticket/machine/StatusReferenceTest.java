package dev.jenvoy.ticket.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusReferenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "In Progress|In Progress",
                "In Progress|in progress",
                "in progress| IN  PROGRESS ",
                "In Progress|In\u00a0Progress",
                "In Progress|In\tProgress",
                "Geprüft|Gepru\u0308ft",
                "GEPRU\u0308FT|geprüft",
                "STRASSE|Straße",
                "进行中|进行中",
                "ΣΊΣΥΦΟΣ|Σίσυφος",
                "İptal|i\u0307ptal",
            })
    void a_name_is_the_same_in_any_case_form_and_with_other_blanks(String alias, String name) {
        assertThat(new StatusReference(alias).matches("", List.of(name))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"In Progress, InProgress", "Done, Done2", "Done, D one", "Fertig, Done"})
    void another_name_is_another_status(String alias, String name) {
        assertThat(new StatusReference(alias).matches("1", List.of(name))).isFalse();
    }

    @Test
    void the_name_may_be_any_of_those_that_the_tracker_says() {
        assertThat(new StatusReference("In Progress").matches("3", List.of("In Arbeit", "In Progress")))
                .isTrue();
    }

    @Test
    void a_name_of_a_megabyte_of_combining_marks_takes_no_time_and_is_another_status() {
        String name = "a" + "\u0301\u0316".repeat(250_000);

        assertThat(assertTimeoutPreemptively(
                        Duration.ofSeconds(5), () -> new StatusReference("a").matches("", List.of(name))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id:10001", " id: 10001 "})
    void an_id_names_the_status_whatever_its_name(String alias) {
        StatusReference status = new StatusReference(alias);

        assertThat(status.isId()).isTrue();
        assertThat(status.matches("10001", List.of("Fertig"))).isTrue();
        assertThat(status.matches("1000", List.of("10001", "id:10001"))).isFalse();
        assertThat(status.matches("", List.of("id:10001"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "\t\n"})
    void a_blank_text_names_no_status(String text) {
        assertThatThrownBy(() -> new StatusReference(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
