package dev.jenvoy.source;

/** A payload that was verified, but cannot be taken. */
final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    Unfit(Refusal refusal) {
        super(refusal.error());
        this.refusal = refusal;
    }

    /** A text that cannot be the name that it is to be, see the contract, section 4. */
    static Unfit notAName(String what) {
        return new Unfit(Refusal.badRequest("facts", what + ": not a possible name"));
    }

    /** The same of an event. */
    static Unfit ofEvent(String where) {
        return new Unfit(Refusal.badRequest("event", where + ": not a possible name"));
    }

    Refusal refusal() {
        return refusal;
    }
}
