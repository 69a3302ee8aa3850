package dev.jenvoy.chat.command;

/** Hears of commands in rooms that changed something. Must not block, and must not throw. */
@FunctionalInterface
public interface CommandListener {

    /**
     * Called when a command was carried out.
     *
     * @param person who commanded, with the account; as text without control characters
     * @param act the word for it: {@code chat_route}, {@code chat_route_remove}, {@code chat_defaults}, {@code chat_token}
     *     or {@code chat_reset}
     * @param about what it changed, without a token
     */
    void obeyed(String person, String act, String about);
}
