package dev.jenvoy.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;

/**
 * What a command prints on.
 *
 * @param json whether it is for a program
 */
record Screen(PrintWriter out, Terminal terminal, boolean json) {

    /** A text that may hold anything, on a line of its own. */
    void line(String text) {
        out.println(SafeText.line(text));
        out.flush();
    }

    /** Likewise, in a colour. */
    void line(Terminal.Colour colour, String text) {
        out.println(terminal.paint(colour, SafeText.line(text)));
        out.flush();
    }

    void table(Table table) {
        table.lines().forEach(out::println);
        out.flush();
    }

    /** Over several lines. */
    void object(JsonElement json) {
        out.println(SafeText.pretty(json));
        out.flush();
    }

    /** One of many, each on a line of its own. */
    void next(JsonObject json) {
        out.println(SafeText.json(json.toString()));
        out.flush();
    }
}
