package dev.jenvoy.chat.compose;

import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.RichText;

/** How much a room wants to read. */
public enum Style {
    /** The sentence, the list of commits and the quote. */
    FULL {
        @Override
        RichText of(RichText text) {
            return text;
        }
    },
    /** The sentence alone: no list, no quote. */
    SHORT {
        @Override
        RichText of(RichText text) {
            return new RichText(text.blocks().stream()
                    .filter(Block.Paragraph.class::isInstance)
                    .toList());
        }
    };

    /** Returns the text without the blocks that this style leaves out. */
    abstract RichText of(RichText text);
}
