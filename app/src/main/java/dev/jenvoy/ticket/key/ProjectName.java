package dev.jenvoy.ticket.key;

import java.util.regex.Pattern;

/** Says which names a project may have. */
public final class ProjectName {

    /** What a name is, for messages. */
    public static final String EXPECTED =
            "a project's name: 1 to 100 letters, digits, _, $ and -, neither - nor $ in front, no - at the end";

    private static final Pattern NAME =
            Pattern.compile("[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_$-]{0,98}[\\p{L}\\p{M}\\p{N}_$])?");

    private ProjectName() {}

    /** Returns whether a text may be the name of a project, in any case. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
