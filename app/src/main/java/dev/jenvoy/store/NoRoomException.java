package dev.jenvoy.store;

/** Reports that a change was rejected because nothing can be written: the disk is full or fails, or the
 * database is away. Nothing of the change remains. */
public final class NoRoomException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NoRoomException(String reason) {
        super(reason);
    }
}
