package dev.jenvoy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Tests which failures end the server because its memory ran out. */
class OutOfMemoryTest {

    @Test
    void the_error_counts_wherever_it_is_wrapped() {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        assertThat(FailStop.isOutOfMemory(error)).isTrue();
        assertThat(FailStop.isOutOfMemory(new OutOfMemoryError())).isTrue();
        assertThat(FailStop.isOutOfMemory(new CompletionException(new IllegalStateException(error))))
                .isTrue();
        assertThat(FailStop.isOutOfMemory(new IllegalStateException("out of memory")))
                .isFalse();
    }

    @Test
    void a_thread_that_cannot_be_made_is_a_shortage_that_passes() {
        OutOfMemoryError error = new OutOfMemoryError(
                "unable to create native thread: possibly out of memory or process/resource limits reached");
        assertThat(FailStop.isOutOfMemory(error)).isFalse();
        assertThat(FailStop.isOutOfMemory(new CompletionException(error))).isFalse();
    }
}
