package dev.jenvoy.ticket.machine;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A status of the tracker, as a state file names it: by its name, or by its id as {@code id:10001}. Names are compared without
 * blanks at their ends, with each run of blanks as one, in Unicode's form NFC and in any case. A name of the tracker with more
 * than 1,000 characters is never the same.
 *
 * @param text what the state file says
 */
public record StatusReference(String text) {

    private static final Pattern ID = Pattern.compile("id:\\s*(\\S+)");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    /** The tracker says the name, and composing takes time in the square of a run of marks. */
    private static final int MAX_NAME_CHARS = 1_000;

    public StatusReference {
        if (folded(text).isEmpty()) {
            throw new IllegalArgumentException("a status has a name");
        }
    }

    /** Returns whether it names a status by its id. */
    public boolean isId() {
        return ID.matcher(text.strip()).matches();
    }

    /**
     * Returns whether this is a status.
     *
     * @param id the id of the status; empty if the tracker has no ids
     * @param names its names, in each language that the tracker says
     */
    public boolean matches(String id, Collection<String> names) {
        if (isId()) {
            return !id.isEmpty() && comparable().equals("id:" + id);
        }
        String wanted = comparable();
        return names.stream()
                .anyMatch(
                        name -> name.length() <= MAX_NAME_CHARS && folded(name).equals(wanted));
    }

    /** Returns the form in which two references to one status are equal. */
    String comparable() {
        var id = ID.matcher(text.strip());
        return id.matches() ? "id:" + id.group(1) : folded(text);
    }

    private static String folded(String name) {
        String normal = Normalizer.normalize(name, Normalizer.Form.NFC);
        String plain = BLANKS.matcher(normal).replaceAll(" ").strip();
        // Up and down again: some letters have several small forms.
        return Normalizer.normalize(plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }
}
