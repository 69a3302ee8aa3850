package dev.jenvoy.rejection;

/**
 * What the rejected requests of a group have in common. Texts are cut to {@link #MAX_TEXT_CHARS}, because clients choose some
 * of them.
 *
 * @param status the HTTP status
 * @param check the word of the check that failed
 * @param reason what was wrong; empty for requests that are only counted by their check
 * @param source the sender that they claimed to come from; empty likewise
 * @param peer the client's address, of IPv6 its network of 64 bits, or why the address is not known; empty likewise
 */
public record RejectionKind(int status, String check, String reason, String source, String peer) {

    /** Longer texts are cut. */
    public static final int MAX_TEXT_CHARS = 300;

    public RejectionKind {
        check = cut(check);
        reason = cut(reason);
        source = cut(source);
        peer = cut(peer);
    }

    /** Returns the kind of all requests that this check rejected with this status, for those without room of their own. */
    public RejectionKind ofCheckAlone() {
        return new RejectionKind(status, check, "", "", "");
    }

    /** Returns whether it says no more than the check. */
    public boolean isOfCheckAlone() {
        return reason.isEmpty() && source.isEmpty() && peer.isEmpty();
    }

    static String cut(String text) {
        if (text.length() <= MAX_TEXT_CHARS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT_CHARS - 2)) ? MAX_TEXT_CHARS - 2 : MAX_TEXT_CHARS - 1;
        return text.substring(0, end) + "…";
    }
}
