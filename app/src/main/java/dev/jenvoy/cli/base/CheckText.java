package dev.jenvoy.cli.base;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.nio.file.Path;

/** Formats names and objects for the commands. */
public final class CheckText {

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private CheckText() {}

    /** Returns the path relative to the working folder. */
    public static String relative(Path workingFolder, Path path) {
        String text = workingFolder.relativize(path).toString();
        return text.isEmpty() ? "." : text;
    }

    /**
     * Escapes invisible characters and characters that change how others look. A file's name may contain a line end, an
     * escape sequence of the terminal or a change of direction.
     */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> visible.append(String.format("\\u%04x", c));
                default -> visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }

    public static String json(JsonObject object) {
        return GSON.toJson(object);
    }
}
