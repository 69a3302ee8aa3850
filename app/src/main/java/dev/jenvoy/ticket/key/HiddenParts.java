package dev.jenvoy.ticket.key;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of a text in Markdown whose keys do not count, from the begin to the end: code, quoted lines, and what people
 * do not see, such as comments, tags and definitions of links. Takes time in proportion to the text, however it is made, and no
 * memory for its parts.
 */
final class HiddenParts {

    private static final int MAX_RUN = 64;
    private static final String ESCAPABLE = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private final String text;
    private final HtmlTags tags;
    private final MarkdownBlocks blocks;

    /** Where the next part is looked for. */
    private int at;

    private MarkdownBlocks.@Nullable Block block;
    private @Nullable Part current;
    private boolean isAtEnd;

    /** Whether all backticks of the block have been seen. */
    private boolean scanned;

    /** Where the last run of backticks of each length was seen in the block. */
    private final int[] lastRun = new int[MAX_RUN + 1];

    HiddenParts(String text) {
        this.text = text;
        this.tags = new HtmlTags(text);
        this.blocks = new MarkdownBlocks(text, tags);
    }

    /** A part, without its end. */
    record Part(int from, int to, LookAlike.Reason reason) {}

    /** Returns the first part that ends behind a place; {@code null} if there is no such part. The places must not decrease. */
    @Nullable
    Part endingBehind(int place) {
        while (!isAtEnd && (current == null || current.to <= place)) {
            current = next();
            isAtEnd = current == null;
        }
        return current;
    }

    private @Nullable Part next() {
        while (true) {
            MarkdownBlocks.Block open = block == null ? begun() : block;
            if (open == null) {
                return null;
            }
            Part part =
                    switch (open.kind()) {
                        case CODE -> new Part(open.from(), open.to(), LookAlike.Reason.CODE);
                        case QUOTE -> new Part(open.from(), open.to(), LookAlike.Reason.QUOTE);
                        case DEFINITION -> new Part(open.from(), open.to(), LookAlike.Reason.DEFINITION);
                        case TEXT, HTML -> inline(open);
                    };
            if (part == null || part.to >= open.to()) {
                block = null;
            }
            if (part != null) {
                at = part.to;
                if (part.to > open.to()) {
                    blocks.resume(part.to);
                }
                return part;
            }
        }
    }

    private MarkdownBlocks.@Nullable Block begun() {
        block = blocks.next();
        if (block != null) {
            at = block.from();
            scanned = false;
            Arrays.fill(lastRun, -1);
        }
        return block;
    }

    private @Nullable Part inline(MarkdownBlocks.Block open) {
        boolean isMarkdown = open.kind() == MarkdownBlocks.Kind.TEXT;
        while (at < open.to()) {
            char character = text.charAt(at);
            if (character == '<') {
                Part part = html(open.to());
                if (part != null) {
                    return part;
                }
            } else if (isMarkdown && character == '`') {
                int run = run(at);
                int closer = closer(run, open.to());
                if (closer >= 0) {
                    return new Part(at, closer + run, LookAlike.Reason.CODE);
                }
                at += run - 1;
            } else if (isMarkdown && character == '\\' && isEscapable(at + 1)) {
                at++;
            }
            at++;
        }
        return null;
    }

    private boolean isEscapable(int place) {
        return place < text.length() && ESCAPABLE.indexOf(text.charAt(place)) >= 0;
    }

    private @Nullable Part html(int end) {
        int comment = tags.commentEnd(at);
        if (comment > 0) {
            return new Part(at, comment, LookAlike.Reason.COMMENT);
        }
        int tag = tags.end(at);
        if (tag < 0 || tag > end) {
            return null;
        }
        int code = tags.codeEnd(at, tag);
        return code < 0 ? new Part(at, tag, LookAlike.Reason.TAG) : new Part(at, code, LookAlike.Reason.CODE);
    }

    /** Returns where a run of backticks of the same length follows in the block, -1 if it does not. */
    private int closer(int run, int end) {
        int from = at + run;
        if (run > MAX_RUN || (scanned && lastRun[run] < from)) {
            return -1;
        }
        int place = text.indexOf('`', from);
        while (place >= 0 && place < end) {
            int length = run(place);
            if (length <= MAX_RUN) {
                lastRun[length] = Math.max(lastRun[length], place);
            }
            if (length == run) {
                return place;
            }
            place = text.indexOf('`', place + length);
        }
        scanned = true;
        return -1;
    }

    private int run(int from) {
        int to = from;
        while (to < text.length() && text.charAt(to) == '`') {
            to++;
        }
        return to - from;
    }
}
