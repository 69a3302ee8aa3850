package dev.jenvoy.chat.compose;

import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.Renderer.Layout;
import dev.jenvoy.chat.text.RichText;
import java.util.ArrayList;
import java.util.List;

/** Completes what a template made: what is said about the delivery, and the address where a service has no links. */
final class Filled {

    private Filled() {}

    /**
     * Returns the text with the suffix at the end of its first paragraph. In the plain layout, which shows the text of a link
     * alone, the address follows if the paragraph links to it.
     */
    static RichText complete(RichText text, Layout layout, String suffix, String url) {
        List<Block> blocks = new ArrayList<>(text.blocks());
        if (blocks.isEmpty() || !(blocks.get(0) instanceof Block.Paragraph first)) {
            return text;
        }
        List<Inline> content = new ArrayList<>(first.content());
        if (!suffix.isEmpty()) {
            content.add(new Inline.Text(suffix));
        }
        blocks.set(0, new Block.Paragraph(content));
        RichText complete = new RichText(blocks);
        return layout == Layout.PLAIN ? complete.withAddress(url) : complete;
    }
}
