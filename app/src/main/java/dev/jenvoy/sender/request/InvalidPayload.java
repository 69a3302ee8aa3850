package dev.jenvoy.sender.request;

/** A payload that was verified, but cannot be taken. */
public final class InvalidPayload extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Rejection refusal;

    public InvalidPayload(Rejection refusal) {
        super(refusal.error());
        this.refusal = refusal;
    }

    /** A text that cannot be the name that it is to be, see the contract, section 4. */
    public static InvalidPayload notAName(String what) {
        return new InvalidPayload(Check.FACTS.reject(what + ": not a possible name"));
    }

    /** The same of an event. */
    static InvalidPayload ofEvent(String where) {
        return new InvalidPayload(Check.EVENT.reject(where + ": not a possible name"));
    }

    public Rejection refusal() {
        return refusal;
    }
}
