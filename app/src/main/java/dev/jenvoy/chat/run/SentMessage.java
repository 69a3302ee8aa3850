package dev.jenvoy.chat.run;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.options.RoomOptions;
import dev.jenvoy.chat.text.HarmlessText;
import java.util.Optional;

/**
 * What the journal keeps of an attempt to send a message.
 *
 * @param room the name of the room
 * @param kind the kind of the room
 * @param text the message as plain lines, cut to 8,000 characters; empty if it was not made
 * @param said what the service said, or why no request was made
 * @param remote the id that the service gave the message
 */
record SentMessage(String room, String kind, String text, String said, Optional<String> remote) {

    private static final int MAX_TEXT_CHARS = 8_000;
    private static final int MAX_SAID_CHARS = 500;

    /** Returns what is kept where no message was made: why not. */
    static SentMessage without(RoomOptions room, String why) {
        return new SentMessage(room.name(), room.kind(), "", why, Optional.empty());
    }

    /** Returns it as one line of JSON. */
    String json() {
        JsonObject json = new JsonObject();
        json.addProperty("room", room);
        json.addProperty("kind", kind);
        json.addProperty("text", HarmlessText.cut(text, MAX_TEXT_CHARS));
        json.addProperty("said", HarmlessText.line(said, MAX_SAID_CHARS));
        remote.ifPresent(id -> json.addProperty("remote", id));
        return json.toString();
    }
}
