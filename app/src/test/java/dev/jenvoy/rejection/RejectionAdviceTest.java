package dev.jenvoy.rejection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.sender.request.Check;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What helps against rejected requests. */
final class RejectionAdviceTest {

    /** The checks that come after the sender's. */
    private static final List<String> LATER = List.of("conflict", "hooks-folder", "backlog", "journal", "stopping");

    @Test
    void every_check_has_a_sentence_of_its_own() {
        Stream<String> words =
                Arrays.stream(Check.values()).map(check -> check.reject("").check());

        assertThat(Stream.concat(words, LATER.stream()))
                .isNotEmpty()
                .allSatisfy(
                        word -> assertThat(RejectionAdvice.knows(word)).as(word).isTrue());
    }

    @Test
    void a_missing_signature_is_another_mistake_than_a_wrong_one() {
        assertThat(RejectionAdvice.of(403, "signature", "signature missing or malformed"))
                .contains("enter the secret");
        assertThat(RejectionAdvice.of(403, "signature", "the signature does not match the body"))
                .contains("Compare the secret");
        assertThat(RejectionAdvice.of(415, "content-type", "")).contains("application/json");
        assertThat(RejectionAdvice.of(403, "address", "")).contains("trusted_proxies");
    }

    @Test
    void an_unknown_check_is_advised_by_its_status() {
        assertThat(RejectionAdvice.of(404, "to-come", "")).contains("setup page");
        assertThat(RejectionAdvice.of(418, "to-come", "")).isNotEmpty();
    }
}
