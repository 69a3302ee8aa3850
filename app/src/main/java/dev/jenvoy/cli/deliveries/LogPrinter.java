package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Terminal;
import dev.jenvoy.cli.base.TerminalText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Prints the pieces of logs as lines. A line of one stream that is not complete lets lines of the other pass. */
final class LogPrinter {

    private final CommandOutput screen;
    private final String only;
    private final boolean timestamps;
    private final Map<String, Line> open = new LinkedHashMap<>();
    private boolean names;
    private String heading = "";

    /** A line that is not complete. */
    private record Line(long millis, StringBuilder text) {}

    /**
     * @param only the only stream that is printed; empty for both
     * @param timestamps whether each line begins with its time
     */
    LogPrinter(CommandOutput screen, String only, boolean timestamps) {
        this.screen = screen;
        this.only = only;
        this.timestamps = timestamps;
    }

    /** Sets whether the name of each hook is printed before its log. */
    void names(boolean shown) {
        names = shown;
    }

    /** Prints a piece of the log of an attempt, as the API describes it. */
    void print(String hook, long attempt, JsonObject piece) {
        String stream = JsonView.text(piece, "stream");
        if (screen.json()) {
            piece.addProperty("hook", hook);
            piece.addProperty("attempt", attempt);
            if (only.isEmpty() || stream.isEmpty() || stream.equals(only)) {
                screen.next(piece);
            }
            return;
        }
        begin(attempt > 1 ? hook + ", attempt " + attempt : hook, names || attempt > 1);
        if (piece.has("omitted")) {
            end();
            screen.line(Terminal.Colour.YELLOW, "… " + size(JsonView.number(piece, "omitted")) + " omitted …");
        } else if (only.isEmpty() || stream.equals(only)) {
            text(stream, piece.has("ms") ? JsonView.number(piece, "ms") : -1, JsonView.text(piece, "text"));
        }
    }

    private void begin(String words, boolean shown) {
        if (!words.equals(heading)) {
            end();
            if (shown) {
                screen.line(Terminal.Colour.BOLD, "==> " + words);
            }
            heading = words;
        }
    }

    private void text(String stream, long millis, String text) {
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            Line line = open.remove(stream);
            String whole = (line == null ? "" : line.text()) + text.substring(from, end);
            line(stream, line == null ? millis : line.millis(), whole);
            from = end + 1;
        }
        if (from < text.length()) {
            open.computeIfAbsent(stream, begun -> new Line(millis, new StringBuilder()))
                    .text()
                    .append(text, from, text.length());
        }
    }

    /** Prints the lines without an end. */
    void end() {
        open.forEach((stream, line) -> line(stream, line.millis(), line.text().toString()));
        open.clear();
        flush();
    }

    void flush() {
        screen.out().flush();
    }

    private void line(String stream, long millis, String text) {
        String time = millis < 0 ? "" : String.format(Locale.ROOT, "%9.3f", millis / 1000.0);
        String shown = TerminalText.line(afterReturns(text)).stripTrailing();
        screen.out()
                .println((timestamps
                                ? screen.terminal().paint(Terminal.Colour.DIM, time.isEmpty() ? " ".repeat(9) : time)
                                        + " "
                                : "")
                        + screen.terminal()
                                .paint(stream.equals("stderr") ? Terminal.Colour.RED : Terminal.Colour.PLAIN, shown));
    }

    /** A carriage return begins the line again, as progress bars do. */
    private static String afterReturns(String text) {
        String line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        return line.substring(line.lastIndexOf('\r') + 1);
    }

    private static String size(long bytes) {
        if (bytes < 1 << 10) {
            return bytes == 1 ? "1 byte" : bytes + " bytes";
        }
        return bytes < 1 << 20
                ? Math.round(bytes / 1024.0) + " KB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0);
    }
}
