package dev.jenvoy.cli.admin;

/** Reports that the running server did not do what a command requested. The message is for the user. */
public final class AdminFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public AdminFailure(String message) {
        super(message);
    }
}
