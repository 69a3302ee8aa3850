package dev.jenvoy.chat.kind.telegram;

import dev.jenvoy.chat.text.Html;
import dev.jenvoy.chat.text.Markup;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Telegram's HTML, which has no paragraphs and no lists. A name behind an at sign would notify a member of the group. */
final class TelegramMarkup implements Markup {

    private static final Pattern NAME = Pattern.compile("@(?=\\w)");
    private static final Pattern COMMAND = Pattern.compile("(?<![^ ])[/#$](?=\\w)");

    private final Html html = new Html();

    @Override
    public String text(String text) {
        String names = NAME.matcher(Html.escape(text)).replaceAll("@\u200b");
        return COMMAND.matcher(names).replaceAll("\u200b$0");
    }

    @Override
    public String code(String text) {
        return html.code(text);
    }

    @Override
    public String strong(String content) {
        return "<b>" + content + "</b>";
    }

    @Override
    public String emphasis(String content) {
        return "<i>" + content + "</i>";
    }

    @Override
    public String link(String address, String content) {
        return html.link(address, content);
    }

    @Override
    public String bullets(List<String> items) {
        return items.stream().map(item -> "• " + item).collect(Collectors.joining("\n"));
    }

    @Override
    public String quote(List<String> lines) {
        return "<blockquote>" + String.join("\n", lines) + "</blockquote>";
    }
}
