package dev.jenvoy.option.secret;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What shows that a secret is hardly the one that its sender has: an editor, a shell or a template added to it. Such a
 * secret can be meant all the same, so it is a reason to warn and not to refuse. The words never hold the secret.
 */
final class SecretFlaw {
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** Without case, blanks and punctuation. */
    private static final Set<String> PLACEHOLDERS = Set.of(
            "changeme",
            "changemechangeme",
            "changethis",
            "changeit",
            "replaceme",
            "replacethis",
            "placeholder",
            "secret",
            "mysecret",
            "yoursecret",
            "yoursecrethere",
            "yourwebhooksecret",
            "yourwebhooksecrethere",
            "webhooksecret",
            "password",
            "token",
            "yourtoken",
            "yourtokenhere",
            "todo",
            "test",
            "example",
            "null",
            "undefined");

    private SecretFlaw() {}

    /** Whether nothing is left of it but what does not show. */
    static boolean isEmpty(String secret) {
        return secret.isBlank() || secret.chars().allMatch(SecretFlaw::isUnseen);
    }

    /** A clause whose subject is the secret; empty where nothing is odd about it. */
    static Optional<String> of(String secret) {
        if (secret.charAt(0) == BYTE_ORDER_MARK) {
            return Optional.of("it begins with a byte order mark, which counts as a part of it: save it without one");
        }
        if (isSpace(secret.charAt(0)) || isSpace(secret.charAt(secret.length() - 1))) {
            return Optional.of("it begins or ends with white space, which counts as a part of it (one line end at the"
                    + " end of a file or variable does not)");
        }
        if (secret.chars().anyMatch(SecretFlaw::isUnseen)) {
            return Optional.of("it holds a character that does not show, which counts as a part of it");
        }
        if (isQuoted(secret)) {
            return Optional.of("it stands in quotes, which count as a part of it");
        }
        if (isPlaceholder(secret)) {
            return Optional.of("it looks like a placeholder that was left in; \"jenvoy secret\" makes a good one");
        }
        return Optional.empty();
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isUnseen(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean isQuoted(String secret) {
        char first = secret.charAt(0);
        return secret.length() > 1 && (first == '"' || first == '\'') && secret.charAt(secret.length() - 1) == first;
    }

    private static boolean isPlaceholder(String secret) {
        boolean template = (secret.startsWith("<") && secret.endsWith(">"))
                || (secret.startsWith("${") && secret.endsWith("}"))
                || (secret.startsWith("{{") && secret.endsWith("}}"));
        if (template) {
            return true;
        }
        StringBuilder letters = new StringBuilder(secret.length());
        secret.toLowerCase(Locale.ROOT)
                .chars()
                .filter(Character::isLetterOrDigit)
                .forEach(c -> letters.append((char) c));
        return PLACEHOLDERS.contains(letters.toString());
    }
}
