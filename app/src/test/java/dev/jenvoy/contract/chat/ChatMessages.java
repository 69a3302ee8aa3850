package dev.jenvoy.contract.chat;

import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.HarmlessText;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.RichText;
import java.util.List;
import java.util.Optional;

/** Messages for tests of chat services. */
public final class ChatMessages {

    public static final String KEY = "0123456789abcdef0123456789abcdef";

    /** A title that tries to be markup, a mention, a second line, a command, and another direction. */
    public static final String HOSTILE = HarmlessText.line(
            "<!here> @everyone @all [x](https://evil.example) *b* _i_ ~s~ `c` :tada: <@U123> <b>&lt; \r\nQUIT \u202eabc");

    private ChatMessages() {}

    /** One line. */
    public static OutgoingMessage of(String text) {
        return of(RichText.of(new Inline.Text(text)));
    }

    public static OutgoingMessage of(RichText text) {
        return of(text, Optional.empty());
    }

    /** One line in a conversation. */
    public static OutgoingMessage in(OutgoingMessage.Conversation thread, String key) {
        return keyed(of(RichText.of(new Inline.Text("hello")), Optional.of(thread)), key);
    }

    private static OutgoingMessage of(RichText text, Optional<OutgoingMessage.Conversation> thread) {
        return new OutgoingMessage(
                KEY,
                text,
                "subject",
                thread,
                false,
                false,
                new OutgoingMessage.Details("dev", "{\"event\":\"push\"}", "{\"repo\":\"acme/site\"}"));
    }

    public static OutgoingMessage keyed(OutgoingMessage message, String key) {
        return new OutgoingMessage(
                key,
                message.text(),
                message.subject(),
                message.thread(),
                message.silent(),
                message.doubt(),
                message.details());
    }

    public static OutgoingMessage silent(OutgoingMessage message) {
        return new OutgoingMessage(
                message.key(),
                message.text(),
                message.subject(),
                message.thread(),
                true,
                message.doubt(),
                message.details());
    }

    public static OutgoingMessage inDoubt(OutgoingMessage message) {
        return new OutgoingMessage(
                message.key(),
                message.text(),
                message.subject(),
                message.thread(),
                message.silent(),
                true,
                message.details());
    }

    /** A sentence with a link, a list and a quote, with the hostile title in each. */
    public static RichText hostile() {
        Inline title = new Inline.Text(HOSTILE);
        return new RichText(List.of(
                new Block.Paragraph(List.of(
                        new Inline.Link("https://git.example/acme/site", List.of(new Inline.Text("acme/site"))),
                        new Inline.Text(": alice opened "),
                        title)),
                new Block.Bullets(List.of(
                        List.of(new Inline.Code("a1b2c3d"), new Inline.Text(" "), title),
                        List.of(new Inline.Strong(List.of(title))))),
                new Block.Quote(List.of(List.of(title), List.of(new Inline.Text("# 1. second"))))));
    }
}
