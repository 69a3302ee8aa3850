package dev.jenvoy.chat.text;

import dev.jenvoy.chat.text.Block.Bullets;
import dev.jenvoy.chat.text.Block.Paragraph;
import dev.jenvoy.chat.text.Block.Quote;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes messages as plain lines: for the log, for {@code jenvoy chat render}, and for services without markup. Links show their
 * text alone; the items of a list are two blanks in, quoted lines two blanks and an angle bracket.
 */
public final class PlainRenderer implements Renderer {

    private static final int MAX_CHARS = 16_000;
    private static final String ITEM = "  ";
    private static final String QUOTED = "  > ";

    private final int maxChars;

    /** Makes a renderer for messages of at most 16,000 characters. */
    public PlainRenderer() {
        this(MAX_CHARS);
    }

    /** Makes a renderer for messages of at most so many UTF-16 units. */
    public PlainRenderer(int maxChars) {
        this.maxChars = maxChars;
    }

    @Override
    public Layout layout() {
        return Layout.PLAIN;
    }

    @Override
    public String render(RichText text) {
        return String.join("\n", lines(text));
    }

    /** Returns a message as lines. No line contains a line end. */
    public static List<String> lines(RichText text) {
        List<String> lines = new ArrayList<>();
        for (Block block : text.blocks()) {
            lines.addAll(
                    block.<List<String>>match(PlainRenderer::paragraph, PlainRenderer::bullets, PlainRenderer::quote));
        }
        return lines;
    }

    private static List<String> paragraph(Paragraph paragraph) {
        List<String> lines = new ArrayList<>();
        List<Inline> line = new ArrayList<>();
        for (Inline part : paragraph.content()) {
            if (part instanceof Inline.Break) {
                lines.add(Inline.plain(line));
                line.clear();
            } else {
                line.add(part);
            }
        }
        lines.add(Inline.plain(line));
        return lines;
    }

    private static List<String> bullets(Bullets list) {
        return list.items().stream().map(item -> ITEM + Inline.plain(item)).toList();
    }

    private static List<String> quote(Quote quote) {
        return quote.lines().stream().map(line -> QUOTED + Inline.plain(line)).toList();
    }

    @Override
    public int size(String rendered) {
        return rendered.length();
    }

    @Override
    public int maxSize() {
        return maxChars;
    }
}
