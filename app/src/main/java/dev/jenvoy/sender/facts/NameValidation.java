package dev.jenvoy.sender.facts;

import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.request.InvalidPayload;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates names and texts of payloads before they reach the file system or an environment. */
public final class NameValidation {

    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";
    private static final Pattern NO_COMMIT = Pattern.compile("0+");
    private static final int MAX_TEXT_CHARS = 1024;

    private NameValidation() {}

    /** Returns the branch that a full reference names; {@code null} when it names something else. */
    static @Nullable public RefName branch(@Nullable String ref) throws InvalidPayload {
        return ref != null && ref.startsWith(HEADS) ? refName(ref.substring(HEADS.length())) : null;
    }

    /** Returns the tag that a full reference names; {@code null} when it names something else. */
    static @Nullable public RefName tag(@Nullable String ref) throws InvalidPayload {
        return ref != null && ref.startsWith(TAGS) ? refName(ref.substring(TAGS.length())) : null;
    }

    /** Validates a branch's or tag's name without {@code refs/heads/} or {@code refs/tags/}. */
    public static RefName refName(String name) throws InvalidPayload {
        if (!RefName.isName(name)) {
            throw InvalidPayload.notAName("branch or tag");
        }
        return new RefName(name);
    }

    public static Repository repository(String name) throws InvalidPayload {
        if (!Repository.isName(name)) {
            throw InvalidPayload.notAName("repository");
        }
        return new Repository(name);
    }

    /** Validates an owner's name, with slashes between nested groups. */
    public static Owner owner(String name) throws InvalidPayload {
        if (!Owner.isName(name)) {
            throw InvalidPayload.notAName("owner");
        }
        return new Owner(name);
    }

    /** Tells whether this hash means no commit, as after the deletion of a branch. */
    public static boolean isNoCommit(String sha) {
        return NO_COMMIT.matcher(sha).matches();
    }

    /** Reads a text that hooks see in their environment, where a NUL cannot be and a newline would mislead. */
    static @Nullable public String plain(JsonFacts json, String path) throws InvalidPayload, JsonFacts.WrongType {
        String text = json.text(path);
        if (text != null && !isPlain(text)) {
            throw InvalidPayload.notAName(json.full(path));
        }
        return text;
    }

    /** Reads such a text where the sender does not promise it: a value that does not fit counts as absent. */
    static @Nullable public String plainIfAny(JsonFacts json, String path) {
        String text = json.textIfAny(path);
        return text != null && isPlain(text) ? text : null;
    }

    private static boolean isPlain(String text) {
        if (text.length() > MAX_TEXT_CHARS) {
            return false;
        }
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            switch (Character.getType(text.codePointAt(at))) {
                case Character.CONTROL,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> {
                    return false;
                }
                default -> {}
            }
        }
        return true;
    }
}
