package dev.jenvoy.chat.room;

/** Takes what people write to Jenvoy in rooms. Thread-safe. */
@FunctionalInterface
public interface CommandReceiver {

    /**
     * Takes one line that begins with {@code !repohook}, {@code !travis} or {@code !jenvoy}, or is a slash command. Returns at once.
     *
     * @param reply takes what is to be said to that person, once and on another thread; without a reply, {@link
     *     ReplyReceiver#noReply} is called
     */
    void received(IncomingCommand command, ReplyReceiver reply);
}
