package dev.jenvoy.cli;

/** The running server did not do what a command asked for, in words for whoever gave it. */
final class AdminFailure extends Exception {
    private static final long serialVersionUID = 1L;

    AdminFailure(String message) {
        super(message);
    }
}
