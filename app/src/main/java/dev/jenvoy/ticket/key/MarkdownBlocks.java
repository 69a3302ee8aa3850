package dev.jenvoy.ticket.key;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Divides a text in Markdown into its blocks, from the begin to the end: what is hidden as a whole, and what people read. Lists
 * only count as the column at which their text begins. Takes time in proportion to the text, however it is made.
 */
final class MarkdownBlocks {

    private static final int CODE_INDENT_COLUMNS = 4;

    /** As many as cmark opens. */
    private static final int MAX_ITEMS = 100;

    private final String text;
    private final HtmlBlockStart html;

    /** The columns at which the text of the open list items begins; the innermost is first. */
    private final Deque<Integer> items = new ArrayDeque<>();

    /** Where the next line is. */
    private int at;

    /** Where the paragraph ends, if its begin was a block of its own. */
    private int paragraphEnd;

    /** Whether nothing is behind the sign of the innermost item yet. */
    private boolean isEmptyItem;

    MarkdownBlocks(String text, HtmlTags tags) {
        this.text = text;
        this.html = new HtmlBlockStart(text, tags);
    }

    /** What a block is. */
    enum Kind {
        /** A paragraph or a heading. */
        TEXT,
        /** Text between tags, in which the signs of Markdown mean nothing. */
        HTML,
        CODE,
        QUOTE,
        DEFINITION
    }

    /** A block, without its end. */
    record Block(int from, int to, Kind kind) {}

    /** Goes on at a place behind the last block: what began in that block ends there. */
    void resume(int place) {
        at = place;
        paragraphEnd = place < text.length() && text.charAt(place - 1) != '\n' ? paragraphEnd(place) : 0;
    }

    /** Returns the next block; {@code null} at the end. */
    @Nullable
    Block next() {
        while (at < text.length()) {
            Block block =
                    at < paragraphEnd ? paragraph(MarkdownLine.at(text, at).from()) : block(MarkdownLine.at(text, at));
            if (block != null) {
                at = block.to;
                return block;
            }
        }
        return null;
    }

    private @Nullable Block block(MarkdownLine line) {
        if (line.isBlank()) {
            if (isEmptyItem) {
                items.pop();
                isEmptyItem = false;
            }
            at = line.next();
            return null;
        }
        isEmptyItem = false;
        while (!items.isEmpty() && line.column() < items.peek()) {
            items.pop();
        }
        MarkdownLine rest = line;
        while (rest.column() - base() < CODE_INDENT_COLUMNS) {
            int marker = items.size() < MAX_ITEMS ? rest.listMarker() : 0;
            if (marker == 0 || rest.isRule()) {
                return leaf(rest);
            }
            MarkdownLine content = rest.behind(marker);
            int markerEnd = rest.column() + marker;
            boolean isCode = content.column() - markerEnd > CODE_INDENT_COLUMNS;
            items.push(content.isBlank() || isCode ? markerEnd + 1 : content.column());
            if (content.isBlank()) {
                isEmptyItem = true;
                at = line.next();
                return null;
            }
            rest = content;
        }
        return new Block(at, line.next(), Kind.CODE);
    }

    private int base() {
        Integer innermost = items.peek();
        return innermost == null ? 0 : innermost;
    }

    private @Nullable Block leaf(MarkdownLine line) {
        if (line.isRule()) {
            at = line.next();
            return null;
        }
        if (line.isQuote()) {
            return new Block(at, line.next(), Kind.QUOTE);
        }
        int fence = line.fence();
        if (fence > 0) {
            return new Block(at, fenceEnd(line, fence), Kind.CODE);
        }
        HtmlBlockStart.Ending ending = html.at(line);
        if (ending != HtmlBlockStart.Ending.NONE) {
            return new Block(at, htmlEnd(line, ending), Kind.HTML);
        }
        if (line.isHeading()) {
            return new Block(at, line.next(), Kind.TEXT);
        }
        paragraphEnd = paragraphEnd(line.from());
        return paragraph(line.from());
    }

    /** Returns the definition of a link with which the rest of the paragraph begins, or else that rest. */
    private Block paragraph(int from) {
        int definition = from < paragraphEnd ? LinkDefinition.end(text, from, paragraphEnd) : 0;
        return definition > 0 ? new Block(at, definition, Kind.DEFINITION) : new Block(at, paragraphEnd, Kind.TEXT);
    }

    /** Returns where the paragraph ends whose text begins here. */
    private int paragraphEnd(int from) {
        int end = MarkdownLine.at(text, from).next();
        while (end < text.length()) {
            MarkdownLine line = MarkdownLine.at(text, end);
            if (line.isBlank() || interrupts(line)) {
                break;
            }
            int indent = line.column() - base();
            boolean isHeading =
                    indent >= 0 && indent < CODE_INDENT_COLUMNS && line.isUnderline() && !isOnlyDefinitions(from, end);
            end = line.next();
            if (isHeading) {
                break;
            }
        }
        return end;
    }

    /** Such a paragraph has no text that a line below it could make a heading. */
    private boolean isOnlyDefinitions(int from, int end) {
        int place = MarkdownLine.at(text, from).from();
        while (place < end) {
            int definition = LinkDefinition.end(text, place, end);
            if (definition == 0) {
                return false;
            }
            place = MarkdownLine.at(text, definition).from();
        }
        return true;
    }

    /** Returns whether the line goes on in the innermost item. */
    private boolean isInside(MarkdownLine line) {
        return line.column() >= base();
    }

    /** Returns whether a line that is not blank begins a block that ends the paragraph before it. */
    private boolean interrupts(MarkdownLine line) {
        int outer = 0;
        for (int item : (Iterable<Integer>) items::descendingIterator) {
            if (item > line.column()) {
                break;
            }
            outer = item;
        }
        if (line.isQuote()) {
            return true;
        }
        if (line.column() - outer >= CODE_INDENT_COLUMNS) {
            return false;
        }
        boolean isInside = isInside(line);
        if (line.isRule() || line.isHeading() || line.fence() > 0) {
            return true;
        }
        int marker = line.listMarker();
        if (marker > 0) {
            return !isInside || line.mayInterrupt(marker);
        }
        HtmlBlockStart.Ending ending = html.at(line);
        return ending != HtmlBlockStart.Ending.NONE
                && (!isInside || ending != HtmlBlockStart.Ending.BLANK_AFTER_ANY_TAG);
    }

    /** Returns the begin of the line behind the one that closes a fence, or of the first one outside of its item. */
    private int fenceEnd(MarkdownLine opening, int length) {
        char sign = text.charAt(opening.from());
        int begin = opening.next();
        while (begin < text.length()) {
            MarkdownLine line = MarkdownLine.at(text, begin);
            if (!line.isBlank() && !isInside(line)) {
                return begin;
            }
            begin = line.next();
            if (line.column() - base() < CODE_INDENT_COLUMNS && line.closes(sign, length)) {
                return begin;
            }
        }
        return text.length();
    }

    private int htmlEnd(MarkdownLine opening, HtmlBlockStart.Ending ending) {
        MarkdownLine line = opening;
        while (!ending.isIn(text, line)) {
            int begin = line.next();
            if (begin >= text.length()) {
                return text.length();
            }
            line = MarkdownLine.at(text, begin);
            if (line.isBlank() ? ending.isBlankLine() : !isInside(line)) {
                return begin;
            }
        }
        return line.next();
    }
}
