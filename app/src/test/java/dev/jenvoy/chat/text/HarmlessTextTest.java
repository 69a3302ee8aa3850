package dev.jenvoy.chat.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HarmlessTextTest {

    /** Two marks whose order Unicode's form NFC changes. */
    private static final String MARKS = "\u0301\u0316";

    @ParameterizedTest
    @ValueSource(strings = {"", "\u200B", "\u0000", "\uFE0F", "\u20DD"})
    void a_megabyte_of_combining_marks_takes_no_time(String between) {
        String text = "a" + (MARKS + between).repeat(300_000);

        String line = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> HarmlessText.line(text, 300));

        assertThat(line).hasSizeLessThanOrEqualTo(1 + 30);
    }

    @Test
    void a_character_keeps_thirty_marks_and_the_next_one_has_its_own() {
        assertThat(HarmlessText.line("x" + "\u0316".repeat(40) + "y" + "\u0316".repeat(3)))
                .isEqualTo("x" + "\u0316".repeat(30) + "y" + "\u0316".repeat(3));
    }

    @Test
    void usual_marks_are_composed() {
        assertThat(HarmlessText.line("e\u0301 \u0644\u0651\u064E ไม้ हिन्दी"))
                .isEqualTo("é \u0644\u064E\u0651 ไม้ हिन्दी");
    }
}
