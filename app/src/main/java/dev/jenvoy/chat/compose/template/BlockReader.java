package dev.jenvoy.chat.compose.template;

import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.RichText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;

/**
 * Reads what a template wrote as small CommonMark: paragraphs, lists, quotes, and in them text, strong, emphasis, code and links.
 * Lists in lists become one list, quotes in quotes one quote. All the rest of CommonMark is text. Blocks without text are left
 * out.
 */
final class BlockReader {

    private static final int MAX_NESTING = 20;

    private static final Parser PARSER = Parser.builder()
            .enabledBlockTypes(Set.of(BlockQuote.class, ListBlock.class))
            .maxOpenBlockParsers(MAX_NESTING)
            .maxInlineNesting(MAX_NESTING)
            .build();

    private final InlineReader inlines;
    private final List<Block> blocks = new ArrayList<>();

    private BlockReader(Slots slots) {
        this.inlines = new InlineReader(slots);
    }

    /** Returns the blocks of what a template wrote, with texts in place of their marks. */
    static RichText read(String marked, Slots slots) {
        BlockReader reader = new BlockReader(slots);
        reader.blocks(parse(marked));
        return new RichText(reader.blocks);
    }

    /** Returns the tree in which texts have their places, before they are put there. */
    static Node parse(String marked) {
        return PARSER.parse(marked);
    }

    private void blocks(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof ListBlock) {
                List<List<Inline>> items = new ArrayList<>();
                items(node, items);
                if (!items.isEmpty()) {
                    blocks.add(new Block.Bullets(items));
                }
            } else if (node instanceof BlockQuote) {
                List<List<Inline>> lines = new ArrayList<>();
                lines(node, lines);
                if (!lines.isEmpty()) {
                    blocks.add(new Block.Quote(lines));
                }
            } else if (node instanceof Paragraph) {
                List<Inline> content = inlines.read(node);
                if (isSeen(content)) {
                    blocks.add(new Block.Paragraph(content));
                }
            }
        }
    }

    /** Adds each item of a list, and the items of lists in it behind it. */
    private void items(Node list, List<List<Inline>> items) {
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            List<List<Inline>> parts = new ArrayList<>();
            List<List<Inline>> inner = new ArrayList<>();
            for (Node node = item.getFirstChild(); node != null; node = node.getNext()) {
                if (node instanceof ListBlock) {
                    items(node, inner);
                } else {
                    linesOf(node, parts);
                }
            }
            List<Inline> content = joined(parts);
            if (isSeen(content)) {
                items.add(content);
            }
            items.addAll(inner);
        }
    }

    private void lines(Node parent, List<List<Inline>> lines) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            linesOf(node, lines);
        }
    }

    private void linesOf(Node node, List<List<Inline>> lines) {
        if (!(node instanceof Paragraph)) {
            lines(node, lines);
            return;
        }
        List<Inline> line = new ArrayList<>();
        for (Inline part : inlines.read(node)) {
            if (part instanceof Inline.Break) {
                addSeen(line, lines);
                line = new ArrayList<>();
            } else {
                line.add(part);
            }
        }
        addSeen(line, lines);
    }

    private static void addSeen(List<Inline> line, List<List<Inline>> lines) {
        if (isSeen(line)) {
            lines.add(line);
        }
    }

    private static List<Inline> joined(List<List<Inline>> lines) {
        List<Inline> content = new ArrayList<>();
        for (List<Inline> line : lines) {
            if (!content.isEmpty()) {
                content.add(new Inline.Break());
            }
            content.addAll(line);
        }
        return content;
    }

    private static boolean isSeen(List<Inline> content) {
        return !Inline.plain(content).isBlank();
    }
}
