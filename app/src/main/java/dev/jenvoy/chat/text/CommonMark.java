package dev.jenvoy.chat.text;

import java.util.List;

/** CommonMark: every sign of ASCII may be escaped, so every sign is. */
public final class CommonMark extends Markdown {

    @Override
    public String text(String text) {
        return text.replaceAll("([!-/:-@\\[-`{-~])", "\\\\$1");
    }

    @Override
    public String lineBreak() {
        return "\\\n";
    }

    /** An empty line ends each block. */
    @Override
    public String blocks(List<String> blocks) {
        return String.join("\n\n", blocks);
    }

    @Override
    public String link(String address, String content) {
        return "[" + content + "](<" + address + ">)";
    }
}
