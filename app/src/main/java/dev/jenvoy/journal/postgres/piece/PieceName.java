package dev.jenvoy.journal.postgres.piece;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The name of a payload in pieces.
 *
 * @param entry the last number of an entry that was given before its first piece, at least 1: the pieces are in the
 *     partition of this number
 */
record PieceName(long entry, UUID blob) {

    /** Reads a name that {@link #text} has written. */
    static PieceName parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not a name of a payload in pieces: " + text);
        }
        return new PieceName(Long.parseLong(text.substring(0, slash)), UUID.fromString(text.substring(slash + 1)));
    }

    String text() {
        return entry + "/" + blob;
    }

    /** Binds the first two parameters. */
    void bind(PreparedStatement statement) throws SQLException {
        statement.setLong(1, entry);
        statement.setObject(2, blob);
    }
}
