package dev.jenvoy.chat.kind.teams;

import dev.jenvoy.chat.text.Markdown;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The small Markdown in the text of a card, in which {@code {{DATE(...)}}} is a function, too. A card has no fixed width. */
final class TeamsMarkup extends Markdown {

    private static final Pattern SIGN = Pattern.compile("[\\\\`*_~<{\\[\\]]|&(?=#?\\w+;)|(?<![^ ])[#+=>-]");
    private static final Pattern NUMBER = Pattern.compile("(?<=[0-9])[.)](?= |$)");

    @Override
    public String text(String text) {
        // Some clients overlook a backslash, but "] (" is no link for any of them.
        String apart = text.replace("](", "] (");
        return NUMBER.matcher(SIGN.matcher(apart).replaceAll("\\\\$0")).replaceAll("\\\\$0");
    }

    @Override
    public String code(String text) {
        return text(text);
    }

    @Override
    public String emphasis(String content) {
        return "_" + content + "_";
    }

    /** One line end does not break a line in a card. */
    @Override
    public String lineBreak() {
        return "\n\n";
    }

    @Override
    public String bullets(List<String> items) {
        return items.stream().map(item -> "- " + item).collect(Collectors.joining("\r"));
    }

    @Override
    public String quote(List<String> lines) {
        return String.join("\n\n", lines);
    }
}
