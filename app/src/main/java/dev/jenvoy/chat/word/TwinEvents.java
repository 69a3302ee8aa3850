package dev.jenvoy.chat.word;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the second of two events by which a sender reports one happening: a star in {@code star} and {@code watch}, a new
 * branch or tag in {@code push} and {@code create}, a deleted one in {@code push} and {@code delete}. Whether the sender sends
 * both depends on the settings of its webhook, so the first one counts. Remembers within a run of the server only. Safe for use
 * by several threads.
 */
public final class TwinEvents {

    private static final Duration STAR_WINDOW = Duration.ofMinutes(1);

    /** One of the two may have to be sent again by its sender. */
    private static final Duration REF_WINDOW = Duration.ofMinutes(10);

    private static final int MAX_REMEMBERED = 10_000;
    private static final Set<Family> WITH_CREATE = EnumSet.of(Family.GITHUB, Family.GITEA);

    private final LongSupplier nanos;
    private final Map<Place, Seen> seen = new LinkedHashMap<>();

    /** What is reported twice, by a text that both events lead to. */
    private record Twofold(String what, Duration window) {}

    private record Place(String room, String repo, String what) {}

    private record Seen(String event, long at, Duration window) {}

    /** @param nanos a clock that never goes back, such as {@link System#nanoTime} */
    public TwinEvents(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Returns whether this message repeats what the other event said in this room a short time ago. Remembers it if not. False
     * for every message of which there is no other event.
     */
    public synchronized boolean isTwin(String room, Message message) {
        Optional<Twofold> twofold = twofold(message);
        if (twofold.isEmpty()) {
            return false;
        }
        long now = nanos.getAsLong();
        seen.values().removeIf(old -> now - old.at() >= old.window().toNanos());
        Place place = new Place(
                room, message.repo().toLowerCase(Locale.ROOT), twofold.get().what());
        @Nullable Seen before = seen.get(place);
        if (before != null && !before.event().equals(message.event())) {
            return true;
        }
        if (seen.size() < MAX_REMEMBERED) {
            seen.put(place, new Seen(message.event(), now, twofold.get().window()));
        }
        return false;
    }

    private static Optional<Twofold> twofold(Message message) {
        if (!WITH_CREATE.contains(message.family())) {
            return Optional.empty();
        }
        boolean push = message.event().equals("push");
        if (message.event().equals("create") || (push && message.flags().created())) {
            return ref("created", message);
        }
        if (message.event().equals("delete") || (push && message.flags().deleted())) {
            return ref("deleted", message);
        }
        boolean star = message.event().equals("star") && message.action().equals("created");
        return star || message.event().equals("watch")
                ? Optional.of(new Twofold("star " + message.actor().toLowerCase(Locale.ROOT), STAR_WINDOW))
                : Optional.empty();
    }

    private static Optional<Twofold> ref(String how, Message message) {
        return message.branch().isEmpty() && message.tag().isEmpty()
                ? Optional.empty()
                : Optional.of(new Twofold(how + " " + message.branch() + " " + message.tag(), REF_WINDOW));
    }
}
