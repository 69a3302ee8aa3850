package dev.jenvoy.cli.base;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;

/**
 * What a command prints on.
 *
 * @param json whether it is for a program
 */
public record CommandOutput(PrintWriter out, Terminal terminal, boolean json) {

    /** A text that may hold anything, on a line of its own. */
    public void line(String text) {
        out.println(TerminalText.line(text));
        out.flush();
    }

    /** Likewise, in a colour. */
    public void line(Terminal.Colour colour, String text) {
        out.println(terminal.paint(colour, TerminalText.line(text)));
        out.flush();
    }

    public void table(Table table) {
        table.lines().forEach(out::println);
        out.flush();
    }

    /** Over several lines. */
    public void object(JsonElement json) {
        out.println(TerminalText.pretty(json));
        out.flush();
    }

    /** One of many, each on a line of its own. */
    public void next(JsonObject json) {
        out.println(TerminalText.json(json.toString()));
        out.flush();
    }
}
