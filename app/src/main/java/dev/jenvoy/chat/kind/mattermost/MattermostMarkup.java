package dev.jenvoy.chat.kind.mattermost;

import dev.jenvoy.chat.text.Markdown;
import java.util.regex.Pattern;

/**
 * Mattermost's Markdown. It reads mentions after it has taken backslashes away, so a zero-width space (U+200B) breaks them. The
 * same text suits Rocket.Chat.
 */
public final class MattermostMarkup extends Markdown {

    private static final String SPACE = "\u200b";
    private static final Pattern SIGN = Pattern.compile("[\\\\`*_{}\\[\\]()!~|>]|(?<![^ ])[#+-]|(?<=[0-9])[.](?= )");
    private static final Pattern ENTITY = Pattern.compile("&(?=#?\\w+;)");

    /** Where a mention, a hashtag, a channel or an emoji would begin. */
    private static final Pattern NAME = Pattern.compile("@|[#~:](?=[\\p{L}0-9_+-])");

    @Override
    public String text(String text) {
        String entities = ENTITY.matcher(text).replaceAll("&amp;");
        String signs = SIGN.matcher(entities).replaceAll("\\\\$0");
        return NAME.matcher(signs).replaceAll("$0" + SPACE).replace("<", "&lt;");
    }
}
