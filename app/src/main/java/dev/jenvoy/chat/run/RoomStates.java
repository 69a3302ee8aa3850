package dev.jenvoy.chat.run;

import dev.jenvoy.chat.options.RoomOptions;
import dev.jenvoy.chat.room.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which rooms are shut, how long an account must be left alone, and which ones cannot be reached. A room whose service refuses every message is
 * shut: its messages fail without a request, but for one probe in a while. Safe for use by several threads.
 */
final class RoomStates {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.chat");

    /** How often a message is tried in a shut room. */
    static final Duration PROBE = Duration.ofMinutes(15);

    private final Map<String, Entry> rooms = new HashMap<>();
    private final Map<String, Instant> pauses = new HashMap<>();
    private final Set<String> unreachable = new HashSet<>();

    /** A room as it is configured, what is known of it, and when it was tried last while it was shut. */
    private record Entry(RoomOptions options, RoomStatus status, Instant probed) {}

    synchronized RoomStatus of(RoomOptions room) {
        return entry(room).status();
    }

    private Entry entry(RoomOptions room) {
        @Nullable Entry known = rooms.get(room.name());
        // A change of its configuration opens a room.
        return known != null && known.options().equals(room) ? known : new Entry(room, RoomStatus.NEW, Instant.EPOCH);
    }

    /** Returns why no message may be sent now; empty if it may. In a shut room, one in a while may. */
    synchronized Optional<String> refusal(RoomOptions room, Instant now) {
        Entry entry = entry(room);
        if (!entry.status().isShut()) {
            return Optional.empty();
        }
        if (Duration.between(entry.probed(), now).compareTo(PROBE) >= 0) {
            rooms.put(room.name(), new Entry(room, entry.status(), now));
            return Optional.empty();
        }
        return Optional.of("the room is shut: " + entry.status().lastError().orElse("refused"));
    }

    synchronized void sent(RoomOptions room, Instant now) {
        if (entry(room).status().isShut()) {
            LOG.info("room open again room={}", room.name());
        }
        rooms.put(
                room.name(),
                new Entry(room, new RoomStatus(Optional.empty(), Optional.empty(), Optional.of(now)), Instant.EPOCH));
    }

    /** Remembers whether the service of the room's account answered. */
    synchronized void tried(RoomOptions room, SendResult result) {
        if (result instanceof SendResult.Unreachable || result instanceof SendResult.InDoubt) {
            unreachable.add(room.connection());
        } else {
            unreachable.remove(room.connection());
        }
    }

    /** Returns whether the last attempt with the room's account got no answer. */
    synchronized boolean isUnreachable(RoomOptions room) {
        return unreachable.contains(room.connection());
    }

    synchronized void failed(RoomOptions room, String said) {
        Entry entry = entry(room);
        RoomStatus status = entry.status();
        rooms.put(
                room.name(),
                new Entry(
                        room,
                        new RoomStatus(status.shutSince(), Optional.of(said), status.lastSent()),
                        entry.probed()));
    }

    synchronized void shut(RoomOptions room, String said, Instant now) {
        RoomStatus status = entry(room).status();
        if (!status.isShut()) {
            LOG.warn("room shut, its service refuses all messages room={} said=\"{}\"", room.name(), said);
        }
        rooms.put(
                room.name(),
                new Entry(
                        room,
                        new RoomStatus(
                                Optional.of(status.shutSince().orElse(now)), Optional.of(said), status.lastSent()),
                        now));
    }

    /** Lets all rooms of an account wait, because its service limits the rate of all of them together. */
    synchronized void pause(RoomOptions room, Instant until) {
        pauses.merge(room.connection(), until, (old, wanted) -> old.isAfter(wanted) ? old : wanted);
    }

    /** Returns until when the room's account must be left alone; empty if that is over. */
    synchronized Optional<Instant> pausedUntil(RoomOptions room, Instant now) {
        @Nullable Instant until = pauses.get(room.connection());
        if (until == null || !until.isAfter(now)) {
            pauses.remove(room.connection());
            return Optional.empty();
        }
        return Optional.of(until);
    }
}
