package dev.jenvoy.chat.text;

import java.util.List;
import java.util.stream.Collectors;

/** The small part of HTML that chat services take. */
public final class Html implements Markup {

    /** Escapes text for content and for attributes in double quotes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String text(String text) {
        return escape(text);
    }

    @Override
    public String code(String text) {
        return "<code>" + escape(text) + "</code>";
    }

    @Override
    public String strong(String content) {
        return "<strong>" + content + "</strong>";
    }

    @Override
    public String emphasis(String content) {
        return "<em>" + content + "</em>";
    }

    @Override
    public String link(String address, String content) {
        return "<a href=\"" + escape(address) + "\">" + content + "</a>";
    }

    @Override
    public String lineBreak() {
        return "<br>";
    }

    @Override
    public String paragraph(String content) {
        return "<p>" + content + "</p>";
    }

    @Override
    public String bullets(List<String> items) {
        return items.stream().map(item -> "<li>" + item + "</li>").collect(Collectors.joining("", "<ul>", "</ul>"));
    }

    @Override
    public String quote(List<String> lines) {
        return "<blockquote>" + String.join("<br>", lines) + "</blockquote>";
    }

    /** A paragraph alone is only its content, because a client adds space around a paragraph. */
    @Override
    public String blocks(List<String> blocks) {
        String all = String.join("", blocks);
        return blocks.size() == 1 && all.startsWith("<p>") ? all.substring(3, all.length() - 4) : all;
    }
}
