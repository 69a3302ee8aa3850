package dev.jenvoy.cli.base;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;

/**
 * The output of a command.
 *
 * @param json whether the reader is a program
 */
public record CommandOutput(PrintWriter out, Terminal terminal, boolean json) {

    /** Prints a text, which may contain any character, on its own line. */
    public void line(String text) {
        out.println(TerminalText.line(text));
        out.flush();
    }

    /** Prints a text on its own line, in a colour. */
    public void line(Terminal.Colour colour, String text) {
        out.println(terminal.paint(colour, TerminalText.line(text)));
        out.flush();
    }

    public void table(Table table) {
        table.lines().forEach(out::println);
        out.flush();
    }

    /** Prints JSON on several lines. */
    public void object(JsonElement json) {
        out.println(TerminalText.pretty(json));
        out.flush();
    }

    /** Prints one of many objects on its own line. */
    public void next(JsonObject json) {
        out.println(TerminalText.json(json.toString()));
        out.flush();
    }
}
