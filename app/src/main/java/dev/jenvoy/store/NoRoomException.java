package dev.jenvoy.store;

/** Reports that a change was rejected because the disk is full or fails. Nothing of the change remains. */
public final class NoRoomException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoRoomException(String reason) {
        super(reason);
    }
}
