package dev.jenvoy.chat.run;

import dev.jenvoy.chat.route.ChatStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was begun and said of an action with several messages, so that each is said once, also when the server is killed
 * between two of them. For one run of the action.
 */
final class MessageParts {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.chat");

    private final ChatStore store;
    private final InstantSource clock;
    private final long entry;
    private final String action;
    private final Map<String, Boolean> known;

    private MessageParts(ChatStore store, InstantSource clock, long entry, String action, Map<String, Boolean> known) {
        this.store = store;
        this.clock = clock;
        this.entry = entry;
        this.action = action;
        this.known = known;
    }

    /** Reads what earlier runs of the action did. Blocks on the disk. */
    static MessageParts of(ChatStore store, InstantSource clock, long entry, String action) throws IOException {
        return new MessageParts(store, clock, entry, action, store.parts(entry, action));
    }

    /** Returns whether the service has accepted this message. */
    boolean isSaid(String part) {
        return Boolean.TRUE.equals(known.get(part));
    }

    /** Returns whether this message was about to be sent. */
    boolean isBegun(String part) {
        return known.containsKey(part);
    }

    /** Remembers that it is about to be sent. Blocks until that is safe on disk. */
    void begin(String part) {
        if (!isBegun(part)) {
            warn(store.beginPart(entry, action, part, clock.instant()));
        }
    }

    /** Remembers that it was said. Blocks until that is safe on disk. */
    void end(String part) {
        warn(store.endPart(entry, action, part, clock.instant()));
    }

    private void warn(Optional<String> trouble) {
        trouble.ifPresent(
                why -> LOG.warn("a message may be said twice after a crash entry={} cause=\"{}\"", entry, why));
    }
}
