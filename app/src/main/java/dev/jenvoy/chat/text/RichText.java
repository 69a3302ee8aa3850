package dev.jenvoy.chat.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A message as blocks, in their order. Every text in it is already harmless and cut ({@link HarmlessText}); a renderer
 * adds only what its service needs to show the text as it is.
 *
 * @param blocks the blocks; an empty list is an empty message
 */
public record RichText(List<Block> blocks) {

    public RichText {
        blocks = List.copyOf(blocks);
    }

    /** Returns a message of one paragraph. */
    public static RichText of(Inline... content) {
        return new RichText(List.of(new Block.Paragraph(List.of(content))));
    }

    /**
     * Returns the text with this address at the end of its first paragraph if that links to it, for a service that shows the
     * text of links alone.
     *
     * @param address a web address; may be empty
     */
    public RichText withAddress(String address) {
        if (blocks.isEmpty()
                || !(blocks.get(0) instanceof Block.Paragraph first)
                || !linksTo(first.content(), address)) {
            return this;
        }
        List<Inline> content = new ArrayList<>(first.content());
        content.add(new Inline.Text(" "));
        content.add(new Inline.Link(address, List.of(new Inline.Text(address))));
        List<Block> all = new ArrayList<>(blocks);
        all.set(0, new Block.Paragraph(content));
        return new RichText(all);
    }

    private static boolean linksTo(List<Inline> content, String address) {
        return content.stream().anyMatch(part -> {
            if (part instanceof Inline.Link link) {
                return link.address().equals(address) && !link.plain().equals(address);
            }
            if (part instanceof Inline.Strong strong) {
                return linksTo(strong.content(), address);
            }
            return part instanceof Inline.Emphasis emphasis && linksTo(emphasis.content(), address);
        });
    }

    /** Returns whether there is nothing to show. */
    public boolean isEmpty() {
        return blocks.isEmpty();
    }
}
