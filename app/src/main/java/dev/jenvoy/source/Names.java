package dev.jenvoy.source;

import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names and texts out of payloads, before they meet the file system or an environment. */
final class Names {

    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";
    private static final Pattern NO_COMMIT = Pattern.compile("0+");
    private static final int LONGEST = 1024;

    private Names() {}

    /** The branch that a full reference names; {@code null} when it names none. */
    static @Nullable RefName branch(@Nullable String ref) throws Unfit {
        return ref != null && ref.startsWith(HEADS) ? refName(ref.substring(HEADS.length())) : null;
    }

    /** The tag that a full reference names; {@code null} when it names none. */
    static @Nullable RefName tag(@Nullable String ref) throws Unfit {
        return ref != null && ref.startsWith(TAGS) ? refName(ref.substring(TAGS.length())) : null;
    }

    /** A branch's or tag's name without {@code refs/heads/} or {@code refs/tags/}. */
    static RefName refName(String name) throws Unfit {
        if (!RefName.isName(name)) {
            throw Unfit.notAName("branch or tag");
        }
        return new RefName(name);
    }

    static Repository repository(String name) throws Unfit {
        if (!Repository.isName(name)) {
            throw Unfit.notAName("repository");
        }
        return new Repository(name);
    }

    /** An owner's name, with slashes between nested groups. */
    static Owner owner(String name) throws Unfit {
        if (!Owner.isName(name)) {
            throw Unfit.notAName("owner");
        }
        return new Owner(name);
    }

    /** Whether this stands for no commit, as after the deletion of a branch. */
    static boolean isNoCommit(String sha) {
        return NO_COMMIT.matcher(sha).matches();
    }

    /** A text that hooks see in their environment, where a NUL cannot be and a newline would mislead. */
    static @Nullable String plain(JsonFacts json, String path) throws Unfit, JsonFacts.WrongType {
        String text = json.text(path);
        if (text != null && !isPlain(text)) {
            throw Unfit.notAName(path);
        }
        return text;
    }

    /** The same, of a value that the sender does not promise: what does not fit is not there. */
    static @Nullable String plainIfAny(JsonFacts json, String path) {
        String text = json.textIfAny(path);
        return text != null && isPlain(text) ? text : null;
    }

    private static boolean isPlain(String text) {
        if (text.length() > LONGEST) {
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
