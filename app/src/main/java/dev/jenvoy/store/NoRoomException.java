package dev.jenvoy.store;

/** A change was refused because the disk is full or fails; nothing of it remains. */
public final class NoRoomException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoRoomException(String reason) {
        super(reason);
    }
}
