package dev.jenvoy.process;

import java.io.IOException;

/** Reports that a command could not be started. An exception only because commons-exec's launch must throw it. */
final class StartRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Exit exit;

    StartRefused(Exit exit) {
        super(exit.toString());
        this.exit = exit;
    }

    Exit exit() {
        return exit;
    }
}
