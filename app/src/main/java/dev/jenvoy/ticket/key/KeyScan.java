package dev.jenvoy.ticket.key;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes through one text, and hands on the keys that count and what only looks like a key, in the order of their places. */
final class KeyScan {

    private static final int MAX_DIGITS = 10;
    private static final int MAX_SHOWN_CHARS = 60;

    private final KeySource source;
    private final String text;
    private final ProjectTrie projects;
    private final KeyFinder.Result result;
    private final HiddenParts hidden;
    private final ClosingWords closing;
    private final boolean isMarkup;

    /** What was found last; the next may overlap with it and be the better one. */
    private @Nullable Hit pending;

    private int counted;
    private int line = 1;
    private int column = 1;

    KeyScan(KeySource source, ProjectTrie projects, KeyFinder.Result result) {
        this.source = source;
        this.text = source.text();
        this.projects = projects;
        this.result = result;
        this.hidden = new HiddenParts(text);
        this.closing = new ClosingWords(text);
        this.isMarkup = source.rule() == KeyRule.MARKUP || source.rule() == KeyRule.CLOSING;
    }

    /**
     * Something with a dash and a number.
     *
     * @param key the key; {@code null} for a look-alike
     * @param reason why it is no key; {@code null} for a key
     */
    private record Hit(int start, int end, @Nullable TicketKey key, LookAlike.@Nullable Reason reason) {

        /** Returns whether this counts where both overlap: a key does, the one with the longer name of its project. */
        boolean isBetterThan(Hit other) {
            return key != null
                    && (other.key == null
                            || key.project().length() > other.key.project().length());
        }
    }

    void run() {
        int dash = text.indexOf('-');
        while (dash >= 0) {
            if (Letters.isDigitAt(text, dash + 1)) {
                Hit hit = hit(dash);
                if (hit != null) {
                    take(hit);
                }
            }
            dash = text.indexOf('-', dash + 1);
        }
        flush();
    }

    private @Nullable Hit hit(int dash) {
        int end = dash + 1;
        while (Letters.isDigitAt(text, end)) {
            end++;
        }
        ProjectTrie.Match match = projects.endingAt(text, dash);
        if (match == null) {
            int start = wordStart(dash);
            boolean looksAlike = start < dash && Character.isLetter(text.codePointAt(start));
            return looksAlike ? new Hit(start, end, null, LookAlike.Reason.UNKNOWN_PROJECT) : null;
        }
        Optional<LookAlike.Reason> reason = flaw(match, dash, end);
        return reason.isPresent()
                ? new Hit(match.start(), end, null, reason.get())
                : new Hit(match.start(), end, new TicketKey(match.project(), text.substring(dash + 1, end)), null);
    }

    /** Returns where the word begins that ends here; of a long one where its last characters begin. */
    private int wordStart(int end) {
        int start = end;
        while (end - start < MAX_SHOWN_CHARS && Letters.goesOnBefore(text, start)) {
            start -= Character.charCount(text.codePointBefore(start));
        }
        return start;
    }

    private Optional<LookAlike.Reason> flaw(ProjectTrie.Match match, int dash, int end) {
        if (Letters.isInvisibleAt(text, end) || Letters.isInvisibleBefore(text, match.start())) {
            return Optional.of(LookAlike.Reason.INVISIBLE);
        }
        boolean isDecimal = end < text.length() && text.charAt(end) == '.' && Letters.isDigitAt(text, end + 1);
        if (Letters.isWordAt(text, end)) {
            return Optional.of(LookAlike.Reason.PART_OF_A_WORD);
        }
        if (text.charAt(dash + 1) == '0' || end - dash - 1 > MAX_DIGITS || isDecimal) {
            return Optional.of(LookAlike.Reason.NOT_A_NUMBER);
        }
        boolean isUpper = text.startsWith(match.project(), match.start());
        return isUpper || source.rule() == KeyRule.BRANCH ? Optional.empty() : Optional.of(LookAlike.Reason.LOWER_CASE);
    }

    private void take(Hit hit) {
        Hit before = pending;
        if (before == null || hit.start >= before.end) {
            flush();
            pending = hit;
        } else if (hit.isBetterThan(before)) {
            pending = hit;
        }
    }

    private void flush() {
        Hit hit = pending;
        pending = null;
        if (hit == null) {
            return;
        }
        TicketKey key = hit.key;
        Optional<LookAlike.Reason> reason =
                key == null ? Optional.ofNullable(hit.reason) : whyItDoesNotCount(hit.start);
        if (key != null && reason.isEmpty()) {
            if (result.isNew(key)) {
                countTo(hit.start);
                result.add(new FoundKey(key, source.place(), line, column));
            }
        } else if (reason.isPresent() && result.hasRoomForLookAlikes()) {
            countTo(hit.start);
            result.add(new LookAlike(shown(hit), reason.get(), source.place(), line, column));
        }
    }

    private Optional<LookAlike.Reason> whyItDoesNotCount(int start) {
        if (!isMarkup) {
            return Optional.empty();
        }
        HiddenParts.@Nullable Part part = hidden.endingBehind(start);
        if (part != null && part.from() <= start) {
            return Optional.of(part.reason());
        }
        return source.rule() == KeyRule.MARKUP || closing.closesAt(start)
                ? Optional.empty()
                : Optional.of(LookAlike.Reason.NO_CLOSING_WORD);
    }

    /** Returns the hit with the rest of its word. */
    private String shown(Hit hit) {
        int end = Math.min(hit.end, hit.start + MAX_SHOWN_CHARS);
        while (end < text.length() && end - hit.start < MAX_SHOWN_CHARS && goesOnAt(end)) {
            end += Character.charCount(text.codePointAt(end));
        }
        return text.substring(hit.start, end) + (goesOnAt(end) ? "..." : "");
    }

    private boolean goesOnAt(int end) {
        boolean joins = end < text.length() && (text.charAt(end) == '-' || text.charAt(end) == '.');
        return Letters.isWordAt(text, end) || (joins && Letters.isWordAt(text, end + 1));
    }

    /** Lines end with a line feed; columns are counted in characters. */
    private void countTo(int place) {
        while (counted < place) {
            int character = text.codePointAt(counted);
            if (character == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
            counted += Character.charCount(character);
        }
    }
}
