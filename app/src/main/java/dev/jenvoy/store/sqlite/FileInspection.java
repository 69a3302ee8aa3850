package dev.jenvoy.store.sqlite;

import dev.jenvoy.store.StoreRefusedException;
import dev.jenvoy.store.StoreRefusedException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks a database's files before SQLite opens them, because SQLite would treat an empty file as a new database. The
 * offsets are those of SQLite's file format: page size at 16, page count at 28, application id at 68.
 */
final class FileInspection {

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 100;
    private static final int FRAME_HEADER = 24;

    private final Path database;
    private final Path log;
    private final Path rollback;
    private final CleanShutdownMarker.State mark;

    FileInspection(Path database, CleanShutdownMarker.State mark) {
        this.database = database;
        this.mark = mark;
        this.log = database.resolveSibling(database.getFileName() + "-wal");
        this.rollback = database.resolveSibling(database.getFileName() + "-journal");
    }

    /**
     * Checks the files of a database with this application id.
     *
     * @return whether a complete database exists; otherwise it must be created
     */
    boolean check(int applicationId) throws IOException, StoreRefusedException {
        long size = size(database);
        if (size == 0) {
            if (mark != CleanShutdownMarker.State.NONE) {
                throw refused(
                        Reason.VANISHED,
                        "The database " + database + " is " + (Files.exists(database) ? "empty" : "missing")
                                + ", but it existed before");
            }
            if (size(log) > 0) {
                throw refused(Reason.VANISHED, "There is a write-ahead log " + log + " without its database");
            }
            return false;
        }
        if (mark == CleanShutdownMarker.State.OPEN && size(log) == 0) {
            throw refused(
                    Reason.VANISHED,
                    "The write-ahead log " + log
                            + "is missing or empty, but the server that wrote it was not stopped cleanly,"
                            + " so its last accepted deliveries would be lost");
        }
        if (mark == CleanShutdownMarker.State.NONE && size(rollback) > 0) {
            return false; // A server died while it created the file; SQLite rolls the creation back.
        }
        ByteBuffer header = header();
        if (header.limit() < HEADER || !magic(header)) {
            throw refused(
                    header.limit() < HEADER ? Reason.DAMAGED : Reason.FOREIGN,
                    "The file " + database + " is not a SQLite database");
        }
        if (header.getInt(68) != applicationId) {
            throw refused(Reason.FOREIGN, "The database " + database + " belongs to another program");
        }
        if (size(log) == 0) {
            checkLength(pageSize(header), Integer.toUnsignedLong(header.getInt(28)));
        }
        return true;
    }

    /** Checks that all pages of the database are in its file, or at least may be in its log. */
    void checkLength(int pageSize, long pages) throws IOException, StoreRefusedException {
        long inFile = size(database) / pageSize;
        long inLog = size(log) / (pageSize + FRAME_HEADER);
        if (inFile + inLog < pages) {
            throw refused(
                    Reason.DAMAGED,
                    "The database " + database + " is cut short: " + inFile + " of " + pages + " pages exist");
        }
    }

    private static int pageSize(ByteBuffer header) {
        int stored = Short.toUnsignedInt(header.getShort(16));
        return stored == 1 ? 65536 : Math.max(stored, 512);
    }

    private static boolean magic(ByteBuffer header) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (header.get(i) != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    private ByteBuffer header() throws IOException {
        try (InputStream bytes = Files.newInputStream(database)) {
            return ByteBuffer.wrap(bytes.readNBytes(HEADER));
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** Returns an exception whose message ends with instructions. */
    StoreRefusedException refused(Reason reason, String what) {
        Path folder = database.getParent();
        return new StoreRefusedException(
                reason,
                what + ". Nothing was changed. Check the folder first: put back what was moved, or restore a backup of "
                        + folder + "; to start with an empty journal, move the whole folder away.");
    }
}
