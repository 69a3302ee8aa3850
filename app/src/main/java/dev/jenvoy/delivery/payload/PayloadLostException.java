package dev.jenvoy.delivery.payload;

import java.io.IOException;

/** A payload is not there any more, or not as it was: it will not come back, however often it is read. */
public final class PayloadLostException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param why what is wrong with it */
    public PayloadLostException(String why) {
        super(why);
    }
}
