package dev.jenvoy.storage.postgres.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Copies payloads in files into pieces of a megabyte. */
final class PayloadCopy implements TableCopy.Rewriting {

    private static final int PIECE_BYTES = 1 << 20;
    private static final String INSERT = "INSERT INTO piece (entry, blob, n, bytes) VALUES (?, ?, ?, ?)";

    private final Path folder;
    private final Connection target;
    private long copied;
    private long lost;

    PayloadCopy(Path folder, Connection target) {
        this.folder = folder;
        this.target = target;
    }

    /** Returns how many were copied. */
    long copied() {
        return copied;
    }

    /** Returns how many files were missing. */
    long lost() {
        return lost;
    }

    /** Copies the file that the column {@code file} names, and returns the name of its pieces. */
    @Override
    public String text(String column, String text, ResultSet row) throws SQLException, IOException {
        if (!column.equals("file")) {
            return text;
        }
        long entry = row.getLong("entry");
        UUID blob = UUID.fromString(text);
        Path file = folder.resolve(text);
        if (Files.exists(file)) {
            copy(file, entry, blob);
            copied++;
        } else {
            lost++;
        }
        return entry + "/" + blob;
    }

    private void copy(Path file, long entry, UUID blob) throws SQLException, IOException {
        try (InputStream bytes = Files.newInputStream(file);
                PreparedStatement insert = target.prepareStatement(INSERT)) {
            byte[] piece = bytes.readNBytes(PIECE_BYTES);
            for (long number = 0; piece.length > 0; number++) {
                insert.setLong(1, entry);
                insert.setObject(2, blob);
                insert.setLong(3, number);
                insert.setBytes(4, piece);
                insert.executeUpdate();
                piece = bytes.readNBytes(PIECE_BYTES);
            }
        }
    }
}
