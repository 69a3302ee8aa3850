package dev.jenvoy.process;

import java.io.IOException;

/** Reports that a command could not be started. An exception because commons-exec's launch must throw it. */
public final class StartRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Exit exit;

    StartRefused(Exit exit) {
        super(exit.toString());
        this.exit = exit;
    }

    /** Returns why it could not be started. */
    public Exit exit() {
        return exit;
    }
}
