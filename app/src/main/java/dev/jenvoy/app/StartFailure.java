package dev.jenvoy.app;

import org.jspecify.annotations.Nullable;

/** Reports that a server could not be started. The message says why and what to do. */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean taken;

    StartFailure(String message) {
        this(message, null, false);
    }

    public StartFailure(String message, Throwable cause) {
        this(message, cause, false);
    }

    private StartFailure(String message, @Nullable Throwable cause, boolean taken) {
        super(message, cause);
        this.taken = taken;
    }

    /** Returns a failure because another process has the port or the data folder. */
    static StartFailure taken(String message, Throwable cause) {
        return new StartFailure(message, cause, true);
    }

    /** Returns whether another process has the port or the data folder: it may be a server with the same configuration. */
    public boolean isTaken() {
        return taken;
    }
}
