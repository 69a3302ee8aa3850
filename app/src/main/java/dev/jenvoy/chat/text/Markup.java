package dev.jenvoy.chat.text;

import java.util.List;

/** The markup of one service: how it writes each part of a message, so that text shows as it is. */
public interface Markup {

    /** Writes text of strangers. Nothing in the result is markup. */
    String text(String text);

    /** Writes text of strangers in a fixed width. Nothing in it is markup. */
    String code(String text);

    /** Writes content, which is already markup, with weight. */
    String strong(String content);

    /** Writes content, which is already markup, in italics. */
    String emphasis(String content);

    /**
     * Writes a link.
     *
     * @param address an address that {@link Inline.Link#isAddress} accepts
     * @param content what is shown, already markup
     */
    String link(String address, String content);

    /** Begins a new line within a paragraph. */
    default String lineBreak() {
        return "\n";
    }

    /** Writes a paragraph. */
    default String paragraph(String content) {
        return content;
    }

    /** Writes a list. */
    String bullets(List<String> items);

    /** Writes what somebody wrote. */
    String quote(List<String> lines);

    /** Writes blocks below each other. */
    default String blocks(List<String> blocks) {
        return String.join("\n", blocks);
    }
}
