package dev.jenvoy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The secret that {@code --secret} names. Its messages never hold it. */
final class SendSecret {

    private static final String FROM_VARIABLE = "env:";
    private static final String FROM_FILE = "file:";

    private SendSecret() {}

    /**
     * Follows the reference, or takes the text itself; empty for none.
     *
     * @throws SendFailure when a reference leads to nothing
     */
    static String resolve(String text, Main.Surroundings surroundings) throws SendFailure {
        if (text.startsWith(FROM_VARIABLE)) {
            String name = text.substring(FROM_VARIABLE.length());
            String value = surroundings.environment().getOrDefault(name, "");
            if (value.isBlank()) {
                throw new SendFailure("the variable that --secret names is not set, or empty");
            }
            return Reference.withoutLastNewline(value);
        }
        if (text.startsWith(FROM_FILE)) {
            return file(surroundings.folder(), text.substring(FROM_FILE.length()));
        }
        return text;
    }

    /** The file's text without the newline at its end, as the configuration reads it. */
    private static String file(Path folder, String name) throws SendFailure {
        try {
            String text = Reference.withoutLastNewline(Files.readString(folder.resolve(name)));
            if (text.isBlank()) {
                throw new SendFailure("the file that --secret names is empty");
            }
            return text;
        } catch (IOException | InvalidPathException e) {
            throw new SendFailure("the file that --secret names cannot be read: "
                    + e.getClass().getSimpleName());
        }
    }
}
