package dev.jenvoy.cli.admin;

/** Reports that the running server did not do what a command requested. The message is for the user. */
public final class AdminFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean unreachable;

    public AdminFailure(String message) {
        this(message, false);
    }

    private AdminFailure(String message, boolean unreachable) {
        super(message);
        this.unreachable = unreachable;
    }

    /** Returns the failure of a request that no server answered. */
    static AdminFailure unreachable(String message) {
        return new AdminFailure(message, true);
    }

    /** Returns whether no server answered. */
    public boolean isUnreachable() {
        return unreachable;
    }
}
