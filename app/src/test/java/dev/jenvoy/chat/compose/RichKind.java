package dev.jenvoy.chat.compose;

import dev.jenvoy.chat.text.PlainRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.chat.text.RichText;

/** A service with links, whose markup takes no room. */
record RichKind(int commits, int chars) implements Renderer {
    @Override
    public Layout layout() {
        return Layout.RICH;
    }

    @Override
    public String render(RichText text) {
        return String.join("\n", PlainRenderer.lines(text));
    }

    @Override
    public int size(String rendered) {
        return rendered.length();
    }

    @Override
    public int maxSize() {
        return chars;
    }

    @Override
    public int maxCommits() {
        return commits;
    }
}
