package dev.jenvoy.chat.run;

import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.options.RoomOptions;
import dev.jenvoy.chat.route.RouteBook;
import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.PlannedAction;
import dev.jenvoy.delivery.RetryAdvice;
import dev.jenvoy.delivery.Status;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says in one room what happened here to a delivery, after its hooks have ended. Each happening is a message of its own; one
 * that was sent is not sent again when a later one is tried again.
 */
final class HappeningAction implements PlannedAction {

    /** Ends the names of these actions, which are otherwise named after their room. */
    static final String SUFFIX = "/hooks";

    /** Says what earlier runs of an action did. */
    @FunctionalInterface
    interface Progress {
        /** Blocks on the disk. */
        MessageParts of(long entry, String action) throws IOException;
    }

    private final Planned planned;
    private final Supplier<ChatOptions> options;
    private final RouteBook routes;
    private final Happenings happenings;
    private final Progress progress;
    private final MessageSender sender;
    private final String journal;

    HappeningAction(
            Planned planned,
            Supplier<ChatOptions> options,
            RouteBook routes,
            Happenings happenings,
            Progress progress,
            MessageSender sender,
            String journal) {
        this.planned = planned;
        this.options = options;
        this.routes = routes;
        this.happenings = happenings;
        this.progress = progress;
        this.sender = sender;
        this.journal = journal;
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
        if (messages.isEmpty()) {
            return Outcome.nothing(SentMessage.without(room, "nothing happened that a route asks for")
                    .json());
        }
        Instant ended = found.get().ended();
        try {
            return found.get().messages().size() == 1
                    ? sender.send(due(messages.get(0), ended, context.inDoubt(), context), room, current)
                    : sendAll(messages, ended, context, room, current);
        } catch (IOException e) {
            return Outcome.failed(
                    "what was said already cannot be read: " + e.getClass().getSimpleName(), RetryAdvice.ANY_TIME);
        }
    }

    /** Sends those messages that were not sent yet. One that fails for good does not hold up the others. */
    private Outcome sendAll(
            List<Message> messages, Instant ended, Context context, RoomOptions room, ChatOptions current)
            throws IOException, InterruptedException {
        MessageParts parts = progress.of(context.entry(), name());
        Outcome last = said(room, "all of it was said before");
        @Nullable Outcome failed = null;
        for (Message message : messages) {
            String part = part(message);
            if (parts.isSaid(part)) {
                continue;
            }
            boolean inDoubt = context.inDoubt() && parts.isBegun(part);
            parts.begin(part);
            Outcome outcome = sender.send(due(message, ended, inDoubt, context), room, current);
            if (outcome.status() == Status.SUCCEEDED) {
                parts.end(part);
                last = outcome;
            } else if (outcome.retry() instanceof RetryAdvice.Never) {
                failed = outcome;
            } else {
                return outcome;
            }
        }
        return failed == null ? last : failed;
    }

    private static Outcome said(RoomOptions room, String why) {
        return Outcome.done(SentMessage.without(room, why).json());
    }

    private MessageSender.Due due(Message message, Instant ended, boolean inDoubt, Context context) {
        return new MessageSender.Due(
                MessageKey.of(journal, context.entry(), name(), part(message)),
                message,
                context.delivery(),
                // A long hook does not make its failure too late.
                ended,
                inDoubt,
                context.attempt());
    }

    /** Tells the messages of a delivery apart: each happening of each hook is one, whichever of them the routes ask for. */
    private static String part(Message message) {
        return message.event() + " " + message.workflow();
    }
}
