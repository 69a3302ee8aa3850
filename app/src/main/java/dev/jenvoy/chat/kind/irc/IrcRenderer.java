package dev.jenvoy.chat.kind.irc;

import dev.jenvoy.chat.text.PlainRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.chat.text.RichText;
import java.nio.charset.StandardCharsets;

/** Plain lines without any formatting, because channels of mode {@code +c} refuse its control codes. Sizes are bytes. */
enum IrcRenderer implements Renderer {
    PLAIN;

    /** Some eight lines of 400 bytes: more than that takes longer than an attempt may. */
    private static final int MAX_BYTES = 2_400;

    private static final int MAX_COMMITS = 3;

    @Override
    public Layout layout() {
        return Layout.PLAIN;
    }

    @Override
    public String render(RichText text) {
        return String.join("\n", PlainRenderer.lines(text));
    }

    @Override
    public int size(String rendered) {
        return rendered.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public int maxSize() {
        return MAX_BYTES;
    }

    @Override
    public int maxCommits() {
        return MAX_COMMITS;
    }
}
