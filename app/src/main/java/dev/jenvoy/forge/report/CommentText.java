package dev.jenvoy.forge.report;

import dev.jenvoy.forge.book.CommentLine;
import dev.jenvoy.forge.service.CommitState;
import java.util.List;

/** Writes the text of a comment in the Markdown that all forges know. */
final class CommentText {

    /** Far below what any forge takes. */
    private static final int MAX_LINES = 50;

    private static final int SHORT_SHA = 10;

    private CommentText() {}

    /** @param mark text that finds the comment again, which is not shown */
    static String of(List<CommentLine> lines, String mark) {
        StringBuilder text = new StringBuilder("| hook | commit | |\n| --- | --- | --- |\n");
        lines.stream().limit(MAX_LINES).forEach(line -> text.append(line(line)).append('\n'));
        if (lines.size() > MAX_LINES) {
            text.append("| and ").append(lines.size() - MAX_LINES).append(" more | | |\n");
        }
        // A definition that no link uses is not shown by any of them.
        return text.append("\n[//]: # (").append(mark).append(")\n").toString();
    }

    private static String line(CommentLine line) {
        String sha = line.sha().length() > SHORT_SHA ? line.sha().substring(0, SHORT_SHA) : line.sha();
        String words = symbol(line.state()) + " " + line.words();
        String linked = line.link().isEmpty() ? words : "[" + words + "](" + line.link() + ")";
        return "| " + code(line.hook()) + " | " + sha + " | " + linked + " |";
    }

    private static String symbol(String state) {
        return switch (CommitState.of(state).orElse(CommitState.ERROR)) {
            case PENDING -> "\u23f3";
            case SUCCESS -> "\u2705";
            case FAILURE -> "\u274c";
            case ERROR -> "\u26a0\ufe0f";
        };
    }

    /** A name of a file may have any character: what Markdown gives a meaning to inside of code is left out. */
    private static String code(String name) {
        String plain = name.replaceAll("[`|\\\\\\p{Cntrl}<>\\[\\]]", "?");
        return "`" + plain + "`";
    }
}
