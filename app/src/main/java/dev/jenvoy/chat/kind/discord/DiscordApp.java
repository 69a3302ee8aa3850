package dev.jenvoy.chat.kind.discord;

import dev.jenvoy.chat.room.CommandLogin;
import dev.jenvoy.chat.room.PostedCommands;
import java.util.Optional;

/**
 * An application that only receives commands: messages go to webhooks.
 *
 * @param publicKey the application's public key, 64 hex digits
 */
record DiscordApp(String publicKey) implements CommandLogin {

    @Override
    public String kind() {
        return DiscordKind.NAME;
    }

    @Override
    public Optional<PostedCommands> commands() {
        return Optional.of(new DiscordCommands(publicKey));
    }
}
