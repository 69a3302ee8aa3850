package dev.jenvoy.store;

import java.nio.file.Path;

/**
 * A folder or file that cannot be opened as it is. Nothing in it was changed. The message is one paragraph for whoever
 * runs the server: what is wrong with which file, and what to do.
 */
public final class StoreRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    StoreRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    StoreRefusedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What beside a database belongs to it cannot be read or written. */
    public static StoreRefusedException unusable(Path path, Exception cause) {
        return new StoreRefusedException(
                Reason.UNUSABLE,
                path + " cannot be used (" + cause.getMessage()
                        + "): see that the disk has room and that the server's user may read and write there.",
                cause);
    }

    public Reason reason() {
        return reason;
    }

    /** Why it was refused. */
    public enum Reason {
        /** Another server owns the folder. */
        OWNED,
        /** The folder or a file cannot be read or written. */
        UNUSABLE,
        /** The file belongs to something else. */
        FOREIGN,
        /** A newer version made the file. */
        NEWER,
        /** The file is damaged or cut short. */
        DAMAGED,
        /** A file was here and is gone, or empty. */
        VANISHED
    }
}
