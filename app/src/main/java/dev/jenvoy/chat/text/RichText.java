package dev.jenvoy.chat.text;

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

    /** Returns whether there is nothing to show. */
    public boolean isEmpty() {
        return blocks.isEmpty();
    }
}
