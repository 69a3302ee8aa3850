package dev.jenvoy.store;

import java.nio.file.Path;

/**
 * Reports a folder or file that cannot be opened as it is. Nothing in it was changed. The message is one paragraph for
 * the operator: what is wrong with which file, and what to do.
 */
public final class StoreRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    public StoreRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public StoreRefusedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Returns an exception for a file beside the database that cannot be read or written. */
    public static StoreRefusedException unusable(Path path, Exception cause) {
        return new StoreRefusedException(
                Reason.UNUSABLE,
                path + " cannot be used (" + cause.getMessage()
                        + "): make sure that the disk has free space and that the server's user may read and write"
                        + " there.",
                cause);
    }

    public Reason reason() {
        return reason;
    }

    /** The kinds of rejections. */
    public enum Reason {
        /** Another server owns the folder. */
        OWNED,
        /** The folder or a file cannot be read or written. */
        UNUSABLE,
        /** The file belongs to another program. */
        FOREIGN,
        /** A newer version created the file. */
        NEWER,
        /** The file is damaged or cut short. */
        DAMAGED,
        /** The file existed before and is missing or empty. */
        VANISHED
    }
}
