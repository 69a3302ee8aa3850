package dev.jenvoy.chat.room.http;

import dev.jenvoy.chat.room.IncomingCommand;
import dev.jenvoy.chat.text.HarmlessText;
import java.util.Map;
import java.util.Optional;

/** Turns a slash command, which only its writer sees, into the line that the person wrote. */
public final class SlashCommand {

    private SlashCommand() {}

    /** Reads the fields {@code command}, {@code text} and {@code user_id}, which Slack and Mattermost have in common. */
    public static Optional<IncomingCommand> of(String account, Map<String, String> form) {
        String command = form.getOrDefault("command", "");
        return command.startsWith("/")
                ? of(account, form.getOrDefault("user_id", ""), command.substring(1), form.getOrDefault("text", ""))
                : Optional.empty();
    }

    /**
     * Returns the command; empty if it has no name or no person.
     *
     * @param person the id that the service vouches for
     * @param name the name of the command, without the slash
     */
    public static Optional<IncomingCommand> of(String account, String person, String name, String text) {
        String line = HarmlessText.line("/" + name + " " + text);
        return name.isBlank() || person.isBlank()
                ? Optional.empty()
                : Optional.of(new IncomingCommand(account, Optional.of(person), true, "", line));
    }
}
