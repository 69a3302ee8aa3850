package dev.jenvoy.chat.kind.discord;

import dev.jenvoy.chat.text.Markdown;
import java.util.regex.Pattern;

/** Discord's Markdown. */
final class DiscordMarkup extends Markdown {

    private static final Pattern SIGN = Pattern.compile("[\\\\*_~`|>#\\-\\[\\]()<@:]|(?<=[0-9])[.](?= )");

    @Override
    public String text(String text) {
        return SIGN.matcher(text).replaceAll("\\\\$0");
    }

    /** Angle brackets keep the page's preview from unfolding. */
    @Override
    public String link(String address, String content) {
        return "[" + content + "](<" + address.replace("(", "%28").replace(")", "%29") + ">)";
    }
}
