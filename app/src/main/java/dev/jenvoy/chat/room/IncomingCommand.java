package dev.jenvoy.chat.room;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One command that somebody wrote in a room or to Jenvoy alone.
 *
 * @param account the name of the account in the configuration
 * @param person the identity that the service vouches for (a bare JID, a services account, a Matrix id), never a nick;
 *     empty if the service vouches for no identity
 * @param privately whether only that person and Jenvoy read along
 * @param address the room's address at the service; empty if it came privately
 * @param text the whole line; begins with a slash if it is a slash command
 */
public record IncomingCommand(String account, Optional<String> person, boolean privately, String address, String text) {

    private static final Pattern COMMAND = Pattern.compile("\\s*!(?:repohook|travis|jenvoy)(?:\\s.*)?", Pattern.DOTALL);

    /** Returns whether a line is a command: its first word is one of ours. */
    public static boolean isCommand(String line) {
        return COMMAND.matcher(line).matches();
    }
}
