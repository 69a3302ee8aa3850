package dev.jenvoy.chat.text;

import java.util.List;
import java.util.stream.Collectors;

/** No markup at all: a link is its text, a list is indented by two blanks. */
public final class PlainMarkup implements Markup {

    @Override
    public String text(String text) {
        return text;
    }

    @Override
    public String code(String text) {
        return text;
    }

    @Override
    public String strong(String content) {
        return content;
    }

    @Override
    public String emphasis(String content) {
        return content;
    }

    @Override
    public String link(String address, String content) {
        return content;
    }

    @Override
    public String bullets(List<String> items) {
        return items.stream().map(item -> "  " + item).collect(Collectors.joining("\n"));
    }

    @Override
    public String quote(List<String> lines) {
        return lines.stream().map(line -> "  " + line).collect(Collectors.joining("\n"));
    }
}
