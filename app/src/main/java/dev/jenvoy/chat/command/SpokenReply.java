package dev.jenvoy.chat.command;

import java.util.List;

/**
 * The result of a command.
 *
 * @param end whether it was done
 * @param lines the reply, line by line, without a secret
 */
public record SpokenReply(End end, List<String> lines) {

    /** How a command ended. */
    public enum End {
        /** It was done. */
        DONE,
        /** It is wrong, so nothing was changed. */
        WRONG,
        /** The room, route or token does not exist, so nothing was changed. */
        UNKNOWN,
        /** The configuration has that route, so nothing was changed. */
        FIXED,
        /** Nothing can be stored now. */
        UNAVAILABLE
    }

    public SpokenReply {
        lines = List.copyOf(lines);
    }

    static SpokenReply done(List<String> lines) {
        return new SpokenReply(End.DONE, lines);
    }

    static SpokenReply of(End end, String line) {
        return new SpokenReply(end, List.of(line));
    }

    /** Returns the reply as one text. */
    public String text() {
        return String.join("\n", lines);
    }
}
