package dev.jenvoy.chat.kind.xmpp;

import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.chat.text.RichText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plain lines with message styling (XEP-0393). A link shows its text alone. Sizes are bytes. */
enum XmppRenderer implements Renderer {
    STYLED;

    /** Servers limit a stanza: prosody to 256 KB, others to as little as 10 KB. */
    private static final int MAX_BYTES = 8_000;

    /** Breaks a styling directive, which must follow a blank, the beginning, or another one. */
    private static final String JOINER = "\u2060";

    private static final Pattern DIRECTIVE = Pattern.compile("https?://\\S+|(?:^|(?<=[\\s*_~`]))[*_~`]|^>");

    /** What XML 1.0 cannot say: one such character ends the stream. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("[^\\t\\n\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private static final Inline.Cases<String> PARTS = new Inline.Cases<>() {
        @Override
        public String text(Inline.Text text) {
            return disarm(text.text());
        }

        @Override
        public String strong(Inline.Strong strong) {
            return styled("*", content(strong.content()));
        }

        @Override
        public String emphasis(Inline.Emphasis emphasis) {
            return styled("_", content(emphasis.content()));
        }

        @Override
        public String code(Inline.Code code) {
            return code.text().indexOf('`') >= 0 ? disarm(code.text()) : styled("`", code.text());
        }

        @Override
        public String link(Inline.Link link) {
            return content(link.content());
        }

        @Override
        public String lineBreak() {
            return "\n";
        }
    };

    @Override
    public Layout layout() {
        return Layout.PLAIN;
    }

    @Override
    public String render(RichText text) {
        return plain(text.blocks().stream().flatMap(XmppRenderer::lines).collect(Collectors.joining("\n")));
    }

    /** Returns a body without what XML cannot say and what clients take as a command. */
    static String plain(String text) {
        String body = FORBIDDEN.matcher(text).replaceAll("");
        // A message that begins so is shown as what its sender does.
        return body.startsWith("/me") ? JOINER + body : body;
    }

    @Override
    public int size(String rendered) {
        return rendered.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public int maxSize() {
        return MAX_BYTES;
    }

    private static Stream<String> lines(Block block) {
        return block.match(
                paragraph -> Stream.of(content(paragraph.content())),
                bullets -> bullets.items().stream().map(item -> "  " + content(item)),
                quote -> quote.lines().stream().map(line -> "> " + content(line)));
    }

    private static String content(List<Inline> parts) {
        return parts.stream().map(part -> part.match(PARTS)).collect(Collectors.joining());
    }

    private static String styled(String directive, String content) {
        boolean tight = !content.isBlank() && content.equals(content.strip()) && content.indexOf('\n') < 0;
        return tight ? directive + content + directive : content;
    }

    private static String disarm(String text) {
        return DIRECTIVE
                .matcher(text)
                .replaceAll(found -> found.group().startsWith("http")
                        ? Matcher.quoteReplacement(found.group())
                        : JOINER + found.group());
    }
}
