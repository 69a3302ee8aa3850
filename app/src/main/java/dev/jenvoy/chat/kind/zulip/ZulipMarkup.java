package dev.jenvoy.chat.kind.zulip;

import dev.jenvoy.chat.text.Markdown;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Zulip's Markdown, which has no escapes: invisible or narrow spaces keep signs from being marks, and a backtick becomes a
 * letter that looks like one.
 */
final class ZulipMarkup extends Markdown {

    private static final String ZERO = "\u200b";

    /** A star that a blank follows begins no emphasis, and two that are apart begin no mention. */
    private static final String HAIR = "\u200a";

    private static final Pattern APART = Pattern.compile("[~$@<\\]]|[:#](?=[\\w*+-])");
    private static final Pattern BLOCK = Pattern.compile("^(?=[#>+/-]|[0-9]+[.)])");

    @Override
    public String text(String text) {
        String apart = APART.matcher(text.replace('`', '\u02cb')).replaceAll("$0" + ZERO);
        return BLOCK.matcher(apart.replace("*", "*" + HAIR)).replaceFirst(ZERO);
    }

    @Override
    public String code(String text) {
        return "`" + text.replace('`', '\u02cb') + "`";
    }

    /** Without the empty line, text behind a quote would belong to it. */
    @Override
    public String blocks(List<String> blocks) {
        return String.join("\n\n", blocks);
    }
}
