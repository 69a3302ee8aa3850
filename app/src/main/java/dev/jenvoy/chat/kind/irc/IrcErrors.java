package dev.jenvoy.chat.kind.irc;

import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.text.HarmlessText;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What the numbers of the server's errors mean for a message. The words are harmless, and not masked yet. */
final class IrcErrors {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private IrcErrors() {}

    /** Returns what an error about a channel means; empty if the line is no such error. */
    static Optional<SendResult> ofChannel(IrcLine line) {
        return Optional.ofNullable(
                switch (line.command()) {
                    // No such channel, cannot send, too many, full, invite only, banned, wrong key, bad name, account
                    // or
                    // TLS needed, forwarded.
                    case "403", "404", "405", "407", "470", "471", "473", "474", "475", "476", "477", "489", "520" ->
                        new SendResult.Refused(true, said(line));
                    case "437", "442" -> new SendResult.Unreachable(said(line));
                    case "263", "439" -> new SendResult.Limited(TRY_AGAIN, false, said(line));
                    case "417" -> new SendResult.TooLong(said(line));
                    default -> null;
                });
    }

    /** Returns the number and the server's words. */
    static String said(IrcLine line) {
        return line.command() + " " + harmless(line.text());
    }

    static String harmless(String text) {
        return HarmlessText.line(text);
    }

    static String words(IOException failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : harmless(message);
    }
}
