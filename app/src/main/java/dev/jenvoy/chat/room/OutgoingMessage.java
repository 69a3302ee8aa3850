package dev.jenvoy.chat.room;

import dev.jenvoy.chat.text.RichText;
import java.util.Optional;

/**
 * One message to one room.
 *
 * @param key the same for every attempt to send this message, another for every other message: 32 hex digits
 * @param text the text, fitted to the kind's size
 * @param subject the sentence alone on one line, without markup and address, for services that have subjects
 * @param thread the conversation that it belongs to; empty if the room has no threads
 * @param silent whether the service is asked not to notify
 * @param doubt whether an earlier attempt may have reached the room
 * @param details JSON of the delivery's facts and of the message's model, for receivers that are programs
 */
public record OutgoingMessage(
        String key,
        RichText text,
        String subject,
        Optional<Conversation> thread,
        boolean silent,
        boolean doubt,
        Details details) {

    /**
     * The conversation of a message.
     *
     * @param name what the conversation is about, such as {@code acme/site#7}, for services whose threads have names
     * @param root the id that the service gave the first message of the conversation; empty if this is the first
     * @param alsoInRoom whether the message shows in the room, too
     */
    public record Conversation(String name, Optional<String> root, boolean alsoInRoom) {}

    /**
     * What programs get beside the text.
     *
     * @param room the name of the room in the configuration
     * @param delivery the delivery's facts, a JSON object
     * @param model the message's model, a JSON object
     */
    public record Details(String room, String delivery, String model) {}

    /** Returns the message as the first of its conversation, for a service that has lost the one that was. */
    public OutgoingMessage asRoot() {
        return new OutgoingMessage(
                key,
                text,
                subject,
                thread.map(known -> new Conversation(known.name(), Optional.empty(), known.alsoInRoom())),
                silent,
                doubt,
                details);
    }

    /** Returns the message with another text, for a second try at a service that calls it too long. */
    public OutgoingMessage with(RichText other) {
        return new OutgoingMessage(key, other, subject, thread, silent, doubt, details);
    }
}
