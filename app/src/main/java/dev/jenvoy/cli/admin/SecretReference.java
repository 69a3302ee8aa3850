package dev.jenvoy.cli.admin;

import dev.jenvoy.cli.base.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Reads secrets that options refer to without showing them, because other users of the machine can see a program's
 * arguments.
 */
public final class SecretReference {

    private static final String FROM_VARIABLE = "env:";
    private static final String FROM_FILE = "file:";

    private SecretReference() {}

    /** Returns whether a text refers to a secret and is not one itself. */
    public static boolean isOne(String text) {
        return text.startsWith(FROM_VARIABLE) || text.startsWith(FROM_FILE);
    }

    /**
     * Returns the secret that {@code env:NAME} or {@code file:PATH} refers to, without one newline at its end.
     *
     * @param option the option's name, for messages, which never contain the secret
     * @throws AdminFailure when the secret does not exist
     */
    public static String follow(String option, String text, Surroundings surroundings) throws AdminFailure {
        if (text.startsWith(FROM_VARIABLE)) {
            String value = surroundings.environment().getOrDefault(text.substring(FROM_VARIABLE.length()), "");
            return notBlank(withoutLastNewline(value), "the variable that " + option + " names is not set, or empty");
        }
        if (text.startsWith(FROM_FILE)) {
            try {
                Path file = surroundings.folder().resolve(text.substring(FROM_FILE.length()));
                return notBlank(
                        withoutLastNewline(Files.readString(file)), "the file that " + option + " names is empty");
            } catch (IOException | InvalidPathException e) {
                throw new AdminFailure("the file that " + option + " names cannot be read: "
                        + e.getClass().getSimpleName());
            }
        }
        throw new AdminFailure(
                option + " must be env:NAME or file:PATH, because other users of the machine can see arguments");
    }

    /** Removes the last newline, as the configuration does. */
    private static String withoutLastNewline(String text) {
        return text.replaceFirst("\r?\n\\z", "");
    }

    private static String notBlank(String value, String otherwise) throws AdminFailure {
        if (value.isBlank()) {
            throw new AdminFailure(otherwise);
        }
        return value;
    }
}
