package dev.jenvoy.app;

import dev.jenvoy.store.StoreRefusedException;
import java.net.BindException;

/** Reports that a server could not be started. The message says why and what to do. */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns whether another process has the port or the data folder: it may be a server with the same configuration. */
    public boolean isTaken() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    || (cause instanceof StoreRefusedException refused
                            && refused.reason() == StoreRefusedException.Reason.OWNED)) {
                return true;
            }
        }
        return false;
    }
}
