package dev.jenvoy.sender.sample;

/** Says why no delivery was sent. The message is for people and holds no secret. */
public final class SendFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public SendFailure(String message) {
        super(message);
    }
}
