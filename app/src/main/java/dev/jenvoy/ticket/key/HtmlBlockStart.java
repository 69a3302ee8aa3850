package dev.jenvoy.ticket.key;

import java.util.Locale;
import java.util.Set;

/** Says where a line of Markdown begins a block of HTML, and what ends that. */
final class HtmlBlockStart {

    private static final Set<String> RAW = Set.of("pre", "script", "style", "textarea");

    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "base",
            "basefont",
            "blockquote",
            "body",
            "caption",
            "center",
            "col",
            "colgroup",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "frame",
            "frameset",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hr",
            "html",
            "iframe",
            "legend",
            "li",
            "link",
            "main",
            "menu",
            "menuitem",
            "nav",
            "noframes",
            "ol",
            "optgroup",
            "option",
            "p",
            "param",
            "search",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "title",
            "tr",
            "track",
            "ul");

    private final String text;
    private final HtmlTags tags;

    HtmlBlockStart(String text, HtmlTags tags) {
        this.text = text;
        this.tags = tags;
    }

    /** What ends a block of HTML. */
    enum Ending {
        /** There is no such block. */
        NONE(""),
        BLANK(""),
        /** The same for a tag that may not begin a block within a paragraph. */
        BLANK_AFTER_ANY_TAG(""),
        RAW_TAG("</"),
        COMMENT("-->"),
        INSTRUCTION("?>"),
        DECLARATION(">"),
        DATA("]]>");

        private final String sought;

        Ending(String sought) {
            this.sought = sought;
        }

        boolean isBlankLine() {
            return sought.isEmpty();
        }

        /** Returns whether this line is the last of the block. */
        boolean isIn(String text, MarkdownLine line) {
            if (isBlankLine()) {
                return false;
            }
            String part = text.substring(line.from(), line.end());
            return this == RAW_TAG
                    ? RAW.stream()
                            .anyMatch(name -> part.toLowerCase(Locale.ROOT).contains("</" + name + ">"))
                    : part.contains(sought);
        }
    }

    /** Returns what ends the block of HTML that begins with this line. */
    Ending at(MarkdownLine line) {
        int at = line.from();
        if (at >= line.end() || text.charAt(at) != '<') {
            return Ending.NONE;
        }
        if (text.startsWith("<!--", at)) {
            return Ending.COMMENT;
        }
        if (text.startsWith("<?", at)) {
            return Ending.INSTRUCTION;
        }
        if (text.startsWith("<![CDATA[", at)) {
            return Ending.DATA;
        }
        return tags.isDeclaration(at) ? Ending.DECLARATION : tag(line, tags.name(at));
    }

    private Ending tag(MarkdownLine line, String name) {
        int behind = line.from() + 1 + name.length();
        char next = behind < line.end() ? text.charAt(behind) : ' ';
        boolean isWhole = next == '>' || MarkdownLine.isBlank(next);
        if (RAW.contains(name)) {
            return isWhole ? Ending.RAW_TAG : Ending.NONE;
        }
        boolean closesItself = text.startsWith("/>", behind);
        if (BLOCKS.contains(name.startsWith("/") ? name.substring(1) : name) && (isWhole || closesItself)) {
            return Ending.BLANK;
        }
        int end = name.isEmpty() ? -1 : tags.end(line.from());
        return end > 0 && end <= line.end() && line.isBlankFrom(end) ? Ending.BLANK_AFTER_ANY_TAG : Ending.NONE;
    }
}
