package dev.jenvoy.journal.sql;

import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.store.Session;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keeps the last line that a failed action printed, apart from its outputs, which may be long. */
public final class LastLine {

    public static final String DELETE = "DELETE FROM last_line WHERE entry = ?";

    /** Reads the line of one action; NULL without one. */
    public static final String OF_ACTION =
            "(SELECT line FROM last_line WHERE last_line.entry = action.entry AND last_line.position ="
                    + " action.position)";

    private static final String KEEP = "INSERT INTO last_line (entry, position, line) VALUES (?, ?, ?)"
            + " ON CONFLICT (entry, position) DO UPDATE SET line = excluded.line";

    private static final int MAX_CHARS = 200;

    /** Further up in a long output is nothing that ended it. */
    private static final int MAX_TAIL = 8 << 10;

    /** Sequences that a terminal obeys: of colours, of titles and links, and others of two characters. */
    private static final Pattern SEQUENCE = Pattern.compile(
            "\u001b\\[[0-?]*[ -/]*[@-~]|\u001b\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|\u001b.|[\\p{Cntrl}&&[^\t\n\r"
                    + "]]");

    private LastLine() {}

    /** Keeps the line of an attempt that failed, in the place of that of an earlier one. */
    public static void keep(Session session, Transitions.Place place, Outcome outcome) throws SQLException {
        if (!outcome.status().isFailure()) {
            return;
        }
        Optional<String> line = of(outcome);
        if (line.isPresent()) {
            place.bind(session, KEEP).with(line.get()).update();
        }
    }

    /** Returns the last line of the standard error, or of the standard output where that is empty. */
    public static Optional<String> of(Outcome outcome) {
        return of(outcome.stderr()).or(() -> of(outcome.stdout()));
    }

    private static Optional<String> of(String output) {
        String tail = output.substring(Math.max(0, output.length() - MAX_TAIL));
        String[] lines = SEQUENCE.matcher(tail).replaceAll("").split("[\r\n]+", -1);
        for (int at = lines.length - 1; at >= 0; at--) {
            String line = lines[at].strip();
            if (!line.isEmpty()) {
                return Optional.of(cut(line));
            }
        }
        return Optional.empty();
    }

    private static String cut(String line) {
        if (line.length() <= MAX_CHARS) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(MAX_CHARS - 2)) ? MAX_CHARS - 2 : MAX_CHARS - 1;
        return line.substring(0, end) + "…";
    }
}
