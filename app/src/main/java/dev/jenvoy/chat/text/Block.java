package dev.jenvoy.chat.text;

import java.util.List;
import java.util.function.Function;

/** One block of a message. */
public sealed interface Block {

    /** Applies the function of this alternative: a new alternative does not compile before each renderer knows it. */
    <T> T match(
            Function<? super Paragraph, ? extends T> paragraph,
            Function<? super Bullets, ? extends T> bullets,
            Function<? super Quote, ? extends T> quote);

    /** Text in one or more lines ({@link Inline.Break}). */
    record Paragraph(List<Inline> content) implements Block {
        public Paragraph {
            content = List.copyOf(content);
        }

        @Override
        public <T> T match(
                Function<? super Paragraph, ? extends T> paragraph,
                Function<? super Bullets, ? extends T> bullets,
                Function<? super Quote, ? extends T> quote) {
            return paragraph.apply(this);
        }
    }

    /**
     * A list. Lists do not contain lists.
     *
     * @param items the content of each item, in order
     */
    record Bullets(List<List<Inline>> items) implements Block {
        public Bullets {
            items = items.stream().map(List::copyOf).toList();
        }

        @Override
        public <T> T match(
                Function<? super Paragraph, ? extends T> paragraph,
                Function<? super Bullets, ? extends T> bullets,
                Function<? super Quote, ? extends T> quote) {
            return bullets.apply(this);
        }
    }

    /**
     * What somebody wrote, in lines.
     *
     * @param lines the content of each line, in order
     */
    record Quote(List<List<Inline>> lines) implements Block {
        public Quote {
            lines = lines.stream().map(List::copyOf).toList();
        }

        @Override
        public <T> T match(
                Function<? super Paragraph, ? extends T> paragraph,
                Function<? super Bullets, ? extends T> bullets,
                Function<? super Quote, ? extends T> quote) {
            return quote.apply(this);
        }
    }
}
