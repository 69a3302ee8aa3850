package dev.jenvoy.process;

import java.io.IOException;

/** A command that could not be started: an exception only because it has to come out of an executor's launch. */
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
