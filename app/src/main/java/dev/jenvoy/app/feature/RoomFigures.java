package dev.jenvoy.app.feature;

import dev.jenvoy.chat.options.RoomOptions;
import dev.jenvoy.chat.run.Chat;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.apart.ApartQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Figures of the configured rooms, by name; without any while chat is not configured. Each is read when asked for. */
public final class RoomFigures {

    private final Supplier<Optional<Chat>> chat;
    private final History history;
    private final InstantSource clock;

    public RoomFigures(Supplier<Optional<Chat>> chat, History history, InstantSource clock) {
        this.chat = chat;
        this.history = history;
        this.clock = clock;
    }

    /** Returns how many messages wait. */
    public Map<String, Integer> waiting() {
        Optional<Chat> open = chat.get();
        return open.isEmpty() ? Map.of() : ofQueues(open.get(), queue -> queue == null ? 0 : queue.unfinished());
    }

    /** Returns how many seconds the oldest message has been waiting. */
    public Map<String, Integer> oldestSeconds() {
        Optional<Chat> open = chat.get();
        Instant now = clock.instant();
        return open.isEmpty()
                ? Map.of()
                : ofQueues(
                        open.get(),
                        queue -> queue == null
                                ? 0
                                : (int) Math.max(
                                        0, Duration.between(queue.oldest(), now).toSeconds()));
    }

    /** Returns 1 for each room that is shut, 0 for another. */
    public Map<String, Integer> shut() {
        Optional<Chat> open = chat.get();
        Map<String, Integer> figures = new LinkedHashMap<>();
        if (open.isPresent()) {
            for (RoomOptions room : open.get().options().rooms().values()) {
                figures.put(room.name(), open.get().status(room).isShut() ? 1 : 0);
            }
        }
        return figures;
    }

    private Map<String, Integer> ofQueues(Chat open, Function<@Nullable ApartQueue, Integer> figure) {
        Map<String, ApartQueue> queues = history.apartQueues(Chat.KIND).stream()
                .collect(Collectors.toMap(ApartQueue::queue, Function.identity()));
        Map<String, Integer> figures = new LinkedHashMap<>();
        open.options().rooms().keySet().forEach(room -> figures.put(room, figure.apply(queues.get(Chat.QUEUE + room))));
        return figures;
    }
}
