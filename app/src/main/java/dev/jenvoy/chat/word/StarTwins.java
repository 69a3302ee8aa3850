package dev.jenvoy.chat.word;

import dev.jenvoy.chat.message.Message;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the second of the two events by which GitHub reports one star: {@code star} and {@code watch}. Both of one person
 * for one repository within a minute are one message. Remembers within a run of the server only. Safe for use by several
 * threads.
 */
public final class StarTwins {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_REMEMBERED = 10_000;

    private final LongSupplier nanos;
    private final Map<Star, Seen> seen = new LinkedHashMap<>();

    private record Star(String room, String repo, String actor) {}

    private record Seen(String event, long at) {}

    /** @param nanos a clock that never goes back, such as {@link System#nanoTime} */
    public StarTwins(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Returns whether this message repeats what the other event said in this room less than a minute ago. Remembers it if not.
     * False for every message that is not about a star.
     */
    public synchronized boolean isTwin(String room, Message message) {
        boolean star = message.event().equals("star") && message.action().equals("created");
        if (!star && !message.event().equals("watch")) {
            return false;
        }
        long now = nanos.getAsLong();
        seen.values().removeIf(old -> now - old.at() >= WINDOW.toNanos());
        Star key = new Star(
                room, message.repo().toLowerCase(Locale.ROOT), message.actor().toLowerCase(Locale.ROOT));
        @Nullable Seen before = seen.get(key);
        if (before != null && !before.event().equals(message.event())) {
            return true;
        }
        if (seen.size() < MAX_REMEMBERED) {
            seen.put(key, new Seen(message.event(), now));
        }
        return false;
    }
}
