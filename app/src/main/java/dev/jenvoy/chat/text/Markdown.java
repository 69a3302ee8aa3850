package dev.jenvoy.chat.text;

import java.util.List;
import java.util.stream.Collectors;

/** What the dialects of Markdown write alike; each dialect says how text is escaped. */
public abstract class Markdown implements Markup {

    /** Fences the text with more backticks than it has in a row, as CommonMark asks for. */
    @Override
    public String code(String text) {
        String fence = "`";
        while (text.contains(fence)) {
            fence += "`";
        }
        String pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
        return fence + pad + text + pad + fence;
    }

    @Override
    public String strong(String content) {
        return "**" + content + "**";
    }

    @Override
    public String emphasis(String content) {
        return "*" + content + "*";
    }

    @Override
    public String link(String address, String content) {
        return "[" + content + "](" + address.replace("(", "%28").replace(")", "%29") + ")";
    }

    @Override
    public String bullets(List<String> items) {
        return items.stream().map(item -> "- " + item).collect(Collectors.joining("\n"));
    }

    @Override
    public String quote(List<String> lines) {
        return lines.stream().map(line -> "> " + line).collect(Collectors.joining("\n"));
    }
}
