package dev.jenvoy.chat.compose;

import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.HarmlessText;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.RichText;
import java.util.List;
import java.util.stream.Collectors;

/** Cuts texts of a message, wherever they are; addresses that are shown stay whole. */
final class TextCut implements Inline.Cases<Inline> {

    private final int from;
    private final int maxChars;
    private int longest;

    /** Cuts texts that have at least so many characters. */
    private TextCut(int from, int maxChars) {
        this.from = from;
        this.maxChars = maxChars;
    }

    /** Returns the message with texts of at most this many characters. */
    static RichText ofAll(RichText text, int maxChars) {
        return new TextCut(0, maxChars).message(text);
    }

    /** Returns the message with its longest text cut to this many characters, which is the title in a built-in sentence. */
    static RichText ofLongest(RichText text, int maxChars) {
        return new TextCut(longest(text), maxChars).message(text);
    }

    /** Returns how many characters the longest text has; 0 if there is no text. */
    static int longest(RichText text) {
        TextCut looked = new TextCut(Integer.MAX_VALUE, 1);
        RichText same = looked.message(text);
        return same.isEmpty() ? 0 : looked.longest;
    }

    private RichText message(RichText text) {
        return new RichText(text.blocks().stream().map(this::block).toList());
    }

    private String cut(String text) {
        longest = Math.max(longest, text.length());
        if (text.length() < from || text.length() <= maxChars) {
            return text;
        }
        return HarmlessText.cut(text, maxChars) + (text.endsWith(" ") ? " " : "");
    }

    /** Returns a block without markup, its lines and items parted by blanks. */
    static String plain(Block block) {
        return block.match(
                paragraph -> Inline.plain(paragraph.content()),
                list -> plain(list.items()),
                quote -> plain(quote.lines()));
    }

    private static String plain(List<List<Inline>> lines) {
        return lines.stream().map(Inline::plain).collect(Collectors.joining(" "));
    }

    private Block block(Block block) {
        return block.match(
                paragraph -> new Block.Paragraph(parts(paragraph.content())),
                list -> new Block.Bullets(list.items().stream().map(this::parts).toList()),
                quote -> new Block.Quote(quote.lines().stream().map(this::parts).toList()));
    }

    private List<Inline> parts(List<Inline> content) {
        return content.stream().map(part -> part.match(this)).toList();
    }

    @Override
    public Inline text(Inline.Text text) {
        return new Inline.Text(cut(text.text()));
    }

    @Override
    public Inline strong(Inline.Strong strong) {
        return new Inline.Strong(parts(strong.content()));
    }

    @Override
    public Inline emphasis(Inline.Emphasis emphasis) {
        return new Inline.Emphasis(parts(emphasis.content()));
    }

    @Override
    public Inline code(Inline.Code code) {
        return new Inline.Code(cut(code.text()));
    }

    @Override
    public Inline link(Inline.Link link) {
        return link.plain().equals(link.address()) ? link : new Inline.Link(link.address(), parts(link.content()));
    }

    @Override
    public Inline lineBreak() {
        return new Inline.Break();
    }
}
