package dev.jenvoy.cli.admin;

import dev.jenvoy.cli.base.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Secrets that options name without showing them: other users of the machine can see a program's arguments. */
public final class SecretReference {

    private static final String FROM_VARIABLE = "env:";
    private static final String FROM_FILE = "file:";

    private SecretReference() {}

    /** Whether a text names a secret, and is none itself. */
    public static boolean isOne(String text) {
        return text.startsWith(FROM_VARIABLE) || text.startsWith(FROM_FILE);
    }

    /**
     * What {@code env:NAME} or {@code file:PATH} leads to, less one newline at its end.
     *
     * @param option whose value it is, for messages, which never hold the secret
     * @throws AdminFailure when it leads to nothing
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
        throw new AdminFailure(option + " wants env:NAME or file:PATH: other users of the machine can see arguments");
    }

    /** As the configuration reads secrets. */
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
