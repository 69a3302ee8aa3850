package dev.jenvoy.chat.compose;

import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.HarmlessText;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.chat.text.RichText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Makes a text as short as a service wants it: the lists go first, then the quotes, then long texts such as the title are cut
 * between characters. What is left of a text that is still too long is its beginning without markup.
 */
public final class Fitting {

    private static final int MIN_TEXT_CHARS = 12;

    private Fitting() {}

    /** Returns the text at a tenth less than the service's largest size, which markup or another way of counting may need. */
    public static RichText fit(RichText text, Renderer renderer) {
        return fit(text, renderer, renderer.maxSize() - renderer.maxSize() / 10);
    }

    /** Returns the text at half the size that a service called too long. */
    public static RichText half(RichText text, Renderer renderer) {
        int size = Math.min(size(text, renderer), renderer.maxSize());
        return fit(text, renderer, size / 2);
    }

    private static RichText fit(RichText whole, Renderer renderer, int max) {
        RichText text = whole;
        for (Class<? extends Block> kind : List.of(Block.Bullets.class, Block.Quote.class)) {
            for (int left = text.blocks().size(); left > 0 && size(text, renderer) > max; left--) {
                text = withoutLast(text, kind);
            }
        }
        return size(text, renderer) <= max ? text : cut(text, renderer, max);
    }

    /** Returns the text without its last block of this kind; the text as it is if it has no such block, or no other. */
    private static RichText withoutLast(RichText text, Class<? extends Block> kind) {
        List<Block> fewer = new ArrayList<>(text.blocks());
        for (int at = fewer.size() - 1; at >= 0 && fewer.size() > 1; at--) {
            if (kind.isInstance(fewer.get(at))) {
                fewer.remove(at);
                return new RichText(fewer);
            }
        }
        return text;
    }

    private static RichText cut(RichText text, Renderer renderer, int max) {
        RichText cut = largest(TextCut.longest(text), chars -> TextCut.ofLongest(text, chars), renderer, max);
        return size(cut, renderer) <= max ? cut : cutAll(text, renderer, max);
    }

    private static RichText cutAll(RichText text, Renderer renderer, int max) {
        List<Block> blocks = text.blocks();
        for (int kept = blocks.size(); kept > 0; kept--) {
            RichText beginning = new RichText(blocks.subList(0, kept));
            RichText cut = largest(TextCut.longest(beginning), chars -> TextCut.ofAll(beginning, chars), renderer, max);
            if (size(cut, renderer) <= max) {
                return cut;
            }
        }
        String plain = blocks.isEmpty() ? "" : TextCut.plain(blocks.get(0));
        return largest(
                plain.length(),
                chars -> RichText.of(new Inline.Text(HarmlessText.cut(plain, chars))),
                renderer,
                max,
                1);
    }

    private static RichText largest(int most, IntFunction<RichText> of, Renderer renderer, int max) {
        return largest(most, of, renderer, max, MIN_TEXT_CHARS);
    }

    /** Returns the text with the largest number that fits; with the least number if no one does. */
    private static RichText largest(int most, IntFunction<RichText> of, Renderer renderer, int max, int least) {
        int fits = least;
        int low = least + 1;
        int high = most;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (size(of.apply(middle), renderer) <= max) {
                fits = middle;
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return of.apply(fits);
    }

    private static int size(RichText text, Renderer renderer) {
        return renderer.size(renderer.render(text));
    }
}
