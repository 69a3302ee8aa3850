package dev.jenvoy.chat.message;

/**
 * One commit of a push.
 *
 * @param sha the whole hash
 * @param subject the first line of its message, harmless, not cut
 * @param author the author's name or login, harmless
 * @param url its page, or empty
 * @param distinct whether it came with this push; others are counted and not listed
 */
public record Commit(String sha, String subject, String author, String url, boolean distinct) {

    /**
     * Returns a commit as a payload has it: of the message only its first line is kept, and text is made harmless.
     *
     * @param message the whole message; blank lines at its beginning do not count
     * @param url its page; empty if a link must not lead there
     */
    public static Commit of(String sha, String message, String author, String url, boolean distinct) {
        return new Commit(
                MessageText.line(sha),
                MessageText.line(message.stripLeading().lines().findFirst().orElse("")),
                MessageText.line(author),
                MessageText.address(url),
                distinct);
    }
}
