package dev.jenvoy.chat.text;

import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Renders messages for a service whose messages are one text in a markup. */
public final class MarkupRenderer implements Renderer {

    private final Markup markup;
    private final Layout layout;
    private final int maxSize;
    private final ToIntFunction<String> unit;

    /**
     * @param maxSize the largest size that the service accepts
     * @param unit measures a rendered message as the service does
     */
    public MarkupRenderer(Markup markup, Layout layout, int maxSize, ToIntFunction<String> unit) {
        this.markup = markup;
        this.layout = layout;
        this.maxSize = maxSize;
        this.unit = unit;
    }

    /** Counts characters of Unicode. */
    public static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Counts bytes in UTF-8. */
    public static int utf8Bytes(String text) {
        return text.codePoints()
                .map(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
                .sum();
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public String render(RichText text) {
        return markup.blocks(text.blocks().stream().map(this::block).toList());
    }

    @Override
    public int size(String rendered) {
        return unit.applyAsInt(rendered);
    }

    @Override
    public int maxSize() {
        return maxSize;
    }

    private String block(Block block) {
        return block.match(
                paragraph -> markup.paragraph(line(paragraph.content())),
                bullets ->
                        markup.bullets(bullets.items().stream().map(this::line).toList()),
                quote -> markup.quote(quote.lines().stream().map(this::line).toList()));
    }

    private String line(List<Inline> content) {
        return content.stream().map(part -> part.match(cases)).collect(Collectors.joining());
    }

    private final Inline.Cases<String> cases = new Inline.Cases<>() {
        @Override
        public String text(Inline.Text text) {
            return markup.text(text.text());
        }

        @Override
        public String strong(Inline.Strong strong) {
            String inner = line(strong.content());
            return inner.isBlank() ? inner : markup.strong(inner);
        }

        @Override
        public String emphasis(Inline.Emphasis emphasis) {
            String inner = line(emphasis.content());
            return inner.isBlank() ? inner : markup.emphasis(inner);
        }

        @Override
        public String code(Inline.Code code) {
            return code.text().isBlank() ? code.text() : markup.code(code.text());
        }

        @Override
        public String link(Inline.Link link) {
            String inner = line(link.content());
            return markup.link(link.address(), inner.isBlank() ? markup.text(link.address()) : inner);
        }

        @Override
        public String lineBreak() {
            return markup.lineBreak();
        }
    };
}
