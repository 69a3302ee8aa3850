package dev.jenvoy.chat.run;

import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.message.payload.Reading;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.options.RoomOptions;
import dev.jenvoy.chat.route.RouteBook;
import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.PlannedAction;
import dev.jenvoy.delivery.RetryAdvice;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says in one room what a delivery is about. The text is made when it is sent, of the kept payload and of route, room and
 * template as they are then.
 */
final class MessageAction implements PlannedAction {

    /** The part of the key of a message that is alone: never change it. */
    private static final String ONLY_PART = "0";

    private final Planned planned;
    private final Supplier<ChatOptions> options;
    private final RouteBook routes;
    private final MessageSender sender;
    private final String journal;

    MessageAction(
            Planned planned, Supplier<ChatOptions> options, RouteBook routes, MessageSender sender, String journal) {
        this.planned = planned;
        this.options = options;
        this.routes = routes;
        this.sender = sender;
        this.journal = journal;
    }

    @Override
    public Planned planned() {
        return planned;
    }

    @Override
    public Outcome run(Context context) throws InterruptedException {
        context.started();
        ChatOptions current = options.get();
        @Nullable RoomOptions room = current.rooms().get(name());
        if (room == null) {
            return MessageSender.vanished("the configuration no longer has this room");
        }
        Reading reading;
        try {
            reading = ChatKind.read(context.delivery());
        } catch (IOException e) {
            return Outcome.failed(
                    "the payload cannot be read: " + e.getClass().getSimpleName(),
                    sender.isTooLate(context.delivery().received(), current)
                            ? new RetryAdvice.Never()
                            : RetryAdvice.ANY_TIME);
        }
        if (reading instanceof Reading.Failed failed) {
            return Outcome.failed(failed.why(), new RetryAdvice.Never());
        }
        Optional<Message> message = reading.message();
        if (message.isEmpty() || !routes.rooms(message.get()).contains(name())) {
            return MessageSender.vanished("no route leads to this room any more");
        }
        MessageSender.Due due = new MessageSender.Due(
                MessageKey.of(journal, context.entry(), name(), ONLY_PART),
                message.get().but().again(context.redelivery() > 1).build(),
                context.delivery(),
                context.delivery().received(),
                context.inDoubt(),
                context.attempt());
        return sender.send(due, room, current);
    }
}
