package dev.jenvoy.sender.request;

/** Says why a verified payload is rejected. */
public final class InvalidPayload extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Rejection refusal;

    public InvalidPayload(Rejection refusal) {
        super(refusal.error());
        this.refusal = refusal;
    }

    /** Rejects a text that cannot be a name, see {@code docs/reference/http.md}. */
    public static InvalidPayload notAName(String what) {
        return new InvalidPayload(Check.FACTS.reject(what + ": not a possible name"));
    }

    /** Rejects a text that cannot be an event's name. */
    static InvalidPayload ofEvent(String where) {
        return new InvalidPayload(Check.EVENT.reject(where + ": not a possible name"));
    }

    public Rejection refusal() {
        return refusal;
    }
}
