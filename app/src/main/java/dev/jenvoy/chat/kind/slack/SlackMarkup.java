package dev.jenvoy.chat.kind.slack;

import dev.jenvoy.chat.text.Markup;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Slack's mrkdwn. Escaping {@code & < >} takes the meaning from every mention and link; the other signs have no escape, so
 * a word joiner (U+2060) keeps them from the place where they would be marks.
 */
final class SlackMarkup implements Markup {

    private static final String JOINER = "\u2060";
    private static final Pattern MARK = Pattern.compile("[*_~`]|&gt;");
    private static final Pattern EMOJI = Pattern.compile(":(?=[a-z0-9_+'-]+:)");

    /** Escapes as Slack asks for in all text. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String text(String text) {
        String marked = MARK.matcher(escape(text)).replaceAll(JOINER + "$0");
        return EMOJI.matcher(marked).replaceAll(":" + JOINER);
    }

    @Override
    public String code(String text) {
        return "`" + escape(text).replace('`', '\'') + "`";
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
        return "<" + escape(address) + "|" + content.replace('|', '\u01c0') + ">";
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
