package dev.jenvoy.chat.room;

import java.util.function.Consumer;

/** Takes the reply to one command, if there is one. Thread-safe. */
@FunctionalInterface
public interface ReplyReceiver extends Consumer<CommandReply> {

    /** Called in place of {@link #accept}, on any thread, when it is known that the command gets no reply. Must not block. */
    default void noReply() {
        // A room stays silent.
    }
}
