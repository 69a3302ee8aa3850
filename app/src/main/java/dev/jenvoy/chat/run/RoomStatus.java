package dev.jenvoy.chat.run;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a room since the server started, or since its configuration changed.
 *
 * @param shutSince since when the service refuses every message; empty while the room is open
 * @param lastError what the service said when a message failed last; empty after a success
 * @param lastSent when a message reached the room last
 */
public record RoomStatus(Optional<Instant> shutSince, Optional<String> lastError, Optional<Instant> lastSent) {

    static final RoomStatus NEW = new RoomStatus(Optional.empty(), Optional.empty(), Optional.empty());

    /** Returns whether the service refuses every message. */
    public boolean isShut() {
        return shutSince.isPresent();
    }
}
