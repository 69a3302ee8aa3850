package dev.jenvoy.cli.admin;

/** The running server did not do what a command asked for, in words for whoever gave it. */
public final class AdminFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public AdminFailure(String message) {
        super(message);
    }
}
