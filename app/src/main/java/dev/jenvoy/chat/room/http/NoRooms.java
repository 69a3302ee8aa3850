package dev.jenvoy.chat.room.http;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import java.util.Optional;

/**
 * The connection of an account that only receives commands.
 *
 * @param why what a message is refused with
 */
public record NoRooms(String why) implements Connection {

    @Override
    public SendResult send(String address, OutgoingMessage message) {
        return new SendResult.Refused(true, why);
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
