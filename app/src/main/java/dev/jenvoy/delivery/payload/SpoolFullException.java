package dev.jenvoy.delivery.payload;

import java.io.IOException;

/** Payloads that arrive take all the room that they may take together: a later one may fit. */
public final class SpoolFullException extends IOException {

    private static final long serialVersionUID = 1L;

    SpoolFullException(String message) {
        super(message);
    }
}
