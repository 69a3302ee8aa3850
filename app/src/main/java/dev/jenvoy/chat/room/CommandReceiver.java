package dev.jenvoy.chat.room;

/** Takes what people write to Jenvoy in rooms. Thread-safe. */
@FunctionalInterface
public interface CommandReceiver {

    /**
     * Takes one line that begins with {@code !repohook}, {@code !travis} or {@code !jenvoy}, or is a slash command. Returns at once.
     *
     * @param reply called once, with what is to be said to that person, on another thread; or told that there is no reply
     */
    void received(IncomingCommand command, ReplyReceiver reply);
}
