package dev.jenvoy.chat.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How old messages are. A clock that jumps ahead while the server runs makes no message old: a message must not be given
 * up because of it.
 *
 * @param wall the clock by which the journal records when something happened
 * @param steady a clock that does not follow such a jump for a while, and is never later than the other one
 */
record MessageAge(InstantSource wall, InstantSource steady) {

    /** Returns the time since something happened, never less than zero. */
    Duration since(Instant happened) {
        Instant now = steady.instant();
        // What happened after the jump is recorded by the new time.
        Duration age = Duration.between(happened, happened.isAfter(now) ? wall.instant() : now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
