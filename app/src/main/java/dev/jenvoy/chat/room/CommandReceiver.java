package dev.jenvoy.chat.room;

import java.util.function.Consumer;

/** Takes what people write to Jenvoy in rooms. Thread-safe. */
@FunctionalInterface
public interface CommandReceiver {

    /**
     * Takes one line that begins with {@code !repohook}, {@code !travis} or {@code !jenvoy}. Returns at once.
     *
     * @param reply called at most once, on another thread, with what is to be said to that person
     */
    void received(IncomingCommand command, Consumer<CommandReply> reply);
}
