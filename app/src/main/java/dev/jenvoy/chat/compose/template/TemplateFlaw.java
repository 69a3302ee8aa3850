package dev.jenvoy.chat.compose.template;

/**
 * Why a template cannot be used.
 *
 * @param file the file below the folder of templates, such as {@code github/push.mustache}
 * @param line the line, beginning with 1; 0 if the whole file is meant
 * @param column the column, beginning with 1; 0 if it is not known
 * @param text what is wrong
 */
public record TemplateFlaw(String file, int line, int column, String text) {

    /** Returns file, line, column and what is wrong, on one line. */
    @Override
    public String toString() {
        String place = line == 0 ? "" : column == 0 ? ":" + line : ":" + line + ":" + column;
        return file + place + ": " + text;
    }
}
