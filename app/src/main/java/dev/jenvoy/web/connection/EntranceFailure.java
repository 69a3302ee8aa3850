package dev.jenvoy.web.connection;

import java.io.IOException;

/** Clients cannot connect through an {@link Entrance}. The message names it, and says why. */
public final class EntranceFailure extends IOException {
    private static final long serialVersionUID = 1;

    public EntranceFailure(String message) {
        super(message);
    }
}
