package dev.jenvoy.chat.run;

import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.options.RoomOptions;
import dev.jenvoy.chat.route.RouteBook;
import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.PlannedAction;
import dev.jenvoy.delivery.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says in one room what happened here to a delivery, after its hooks have ended. Each happening is a message of its own; one
 * that was sent is not sent again when a later one is tried again.
 */
final class HappeningAction implements PlannedAction {

    /** Ends the names of these actions, which are otherwise named after their room. */
    static final String SUFFIX = "/hooks";

    private final Planned planned;
    private final Supplier<ChatOptions> options;
    private final RouteBook routes;
    private final Happenings happenings;
    private final MessageSender sender;
    private final String journal;

    /** How many messages of an action have been sent; gone with the server, and the service drops what it knows. */
    private final Map<String, Integer> sent;

    HappeningAction(
            Planned planned,
            Supplier<ChatOptions> options,
            RouteBook routes,
            Happenings happenings,
            MessageSender sender,
            String journal,
            ConcurrentHashMap<String, Integer> sent) {
        this.planned = planned;
        this.options = options;
        this.routes = routes;
        this.happenings = happenings;
        this.sender = sender;
        this.journal = journal;
        this.sent = sent;
    }

    static String room(String name) {
        return name.substring(0, name.length() - SUFFIX.length());
    }

    @Override
    public Planned planned() {
        return planned;
    }

    @Override
    public Outcome run(Context context) throws InterruptedException {
        context.started();
        ChatOptions current = options.get();
        @Nullable RoomOptions room = current.rooms().get(room(name()));
        if (room == null) {
            return MessageSender.vanished("the configuration no longer has this room");
        }
        Optional<Happenings.Found> found = happenings.of(context.entry(), current);
        if (found.isEmpty()) {
            return MessageSender.vanished("the journal no longer has the delivery");
        }
        List<Message> messages = found.get().messages().stream()
                .filter(message -> routes.rooms(message).contains(room.name()))
                .toList();
        String key = context.entry() + " " + name();
        Outcome last = Outcome.done(SentMessage.without(room, "nothing happened that a route asks for")
                .json());
        for (int part = sent.getOrDefault(key, 0); part < messages.size(); part++) {
            MessageSender.Due due = new MessageSender.Due(
                    MessageKey.of(journal, context.entry(), name(), part),
                    messages.get(part),
                    context.delivery(),
                    // A long hook does not make its failure too late.
                    found.get().ended(),
                    context.inDoubt(),
                    context.attempt());
            last = sender.send(due, room, current);
            if (last.status() != Status.SUCCEEDED) {
                return last;
            }
            sent.put(key, part + 1);
        }
        sent.remove(key);
        return last;
    }
}
