package dev.jenvoy.chat.compose.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.jenvoy.chat.message.Message;

/** Writes the model of a message as JSON, as {@code jenvoy chat render --model} shows it and programs get it. */
public final class MessageJson {

    private static final Gson LINE = new GsonBuilder().disableHtmlEscaping().create();
    private static final Gson PRETTY =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private MessageJson() {}

    /** Returns the model as a JSON object on one line. */
    public static String line(Message message, int maxCommits) {
        return LINE.toJson(MessageModel.of(message, maxCommits));
    }

    /** Returns the model as a JSON object in lines, for people. */
    public static String pretty(Message message, int maxCommits) {
        return PRETTY.toJson(MessageModel.of(message, maxCommits));
    }
}
