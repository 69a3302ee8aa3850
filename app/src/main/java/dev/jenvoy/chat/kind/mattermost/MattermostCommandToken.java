package dev.jenvoy.chat.kind.mattermost;

import dev.jenvoy.option.secret.Secrets;

/** Checks the token of a slash command, which is all the proof that Mattermost gives. */
public final class MattermostCommandToken {

    private static final String SCHEME = "Token ";

    private MattermostCommandToken() {}

    /**
     * Returns whether one of the two is an accepted token, in a time that does not depend on how nearly it is.
     *
     * @param authorization the header {@code Authorization}; if it has a token, the field does not count
     * @param field the token in the form
     */
    public static boolean isRight(Secrets tokens, String authorization, String field) {
        String given = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? authorization.substring(SCHEME.length())
                : field;
        return tokens.contains(given);
    }
}
