package dev.jenvoy.delivery;

import java.time.Instant;
import java.util.Optional;

/** Says what a failed action knows about its next attempt. Whether there is one at all depends on its {@link Policy}. */
public sealed interface RetryAdvice {

    /** Leaves the time to the scheduler. */
    RetryAdvice ANY_TIME = new AnyTime();

    /** Returns when the next attempt is made; empty if there must be no further attempt. */
    Optional<Instant> due(Instant planned);

    /** Leaves the time to the scheduler. */
    record AnyTime() implements RetryAdvice {
        @Override
        public Optional<Instant> due(Instant planned) {
            return Optional.of(planned);
        }
    }

    /** Must not be tried again before this time. */
    record NotBefore(Instant earliest) implements RetryAdvice {
        @Override
        public Optional<Instant> due(Instant planned) {
            return Optional.of(planned.isBefore(earliest) ? earliest : planned);
        }
    }

    /**
     * Must be tried again at this time, and did not fail: it was only asked to wait. It does not count as a retry, and the
     * pauses after later failures do not grow by it.
     */
    record At(Instant time) implements RetryAdvice {
        @Override
        public Optional<Instant> due(Instant planned) {
            return Optional.of(time);
        }
    }

    /** Must not be tried again: the next attempt would fail in the same way. */
    record Never() implements RetryAdvice {
        @Override
        public Optional<Instant> due(Instant planned) {
            return Optional.empty();
        }
    }
}
