package dev.jenvoy.storage.postgres.copy;

/** Says why a journal was not copied, in words for people. The journal is as it was. */
public final class CopyRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    CopyRefusedException(String message) {
        super(message);
    }
}
