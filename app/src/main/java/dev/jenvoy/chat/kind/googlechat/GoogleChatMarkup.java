package dev.jenvoy.chat.kind.googlechat;

import dev.jenvoy.chat.text.Markup;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Google Chat's marks, which have no escapes: a word joiner (U+2060) keeps signs from the place where they would be marks, and
 * a zero-width space behind an angle bracket keeps the only form of mention from being one.
 */
final class GoogleChatMarkup implements Markup {

    private static final Pattern SIGN = Pattern.compile("[*_~`]");

    @Override
    public String text(String text) {
        return SIGN.matcher(text).replaceAll("\u2060$0").replace("<", "<\u200b");
    }

    @Override
    public String code(String text) {
        return "`" + text.replace('`', '\'').replace("<", "<\u200b") + "`";
    }

    @Override
    public String strong(String content) {
        return "*" + content + "*";
    }

    @Override
    public String emphasis(String content) {
        return "_" + content + "_";
    }

    @Override
    public String link(String address, String content) {
        return "<" + address + "|" + content.replace('|', '\u01c0').replace(">", "\u203a") + ">";
    }

    @Override
    public String bullets(List<String> items) {
        return items.stream().map(item -> "• " + item).collect(Collectors.joining("\n"));
    }

    @Override
    public String quote(List<String> lines) {
        return lines.stream().map(line -> "> " + line).collect(Collectors.joining("\n"));
    }
}
