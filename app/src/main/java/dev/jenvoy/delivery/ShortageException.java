package dev.jenvoy.delivery;

/**
 * The machine is short of something that an action needs to start: room on a disk, descriptors, memory, processes. Nothing
 * was started. That is no end of the action, which is at no fault: it is to be started again when the shortage is over.
 */
public final class ShortageException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param what what is missing, in words for an operator, without a path */
    public ShortageException(String what, Throwable cause) {
        super(what, cause);
    }

    /** The same where nothing was thrown. */
    public ShortageException(String what) {
        super(what);
    }

    /** What is missing. */
    public String what() {
        return String.valueOf(getMessage());
    }
}
