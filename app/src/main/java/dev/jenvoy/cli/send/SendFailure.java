package dev.jenvoy.cli.send;

/** Why nothing was sent; its message is for people, and holds no secret. */
final class SendFailure extends Exception {
    private static final long serialVersionUID = 1L;

    SendFailure(String message) {
        super(message);
    }
}
