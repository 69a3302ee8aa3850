package dev.jenvoy.journal;

/** The state of an action of an accepted delivery. */
public enum ActionState {
    /** It has not begun, or waits to be tried again. */
    WAITING(0),
    /** An attempt is under way, or about to start. It waits again when that start did not come about. */
    RUNNING(1),
    /** Its last attempt ended; it may be tried again. */
    ENDED(2),
    /** It was given up while it waited: superseded, cancelled, or interrupted for good. Never changes. */
    DROPPED(3);

    private final int code;

    ActionState(int code) {
        this.code = code;
    }

    /** Its number in the journal's file; never changes its meaning. */
    public int code() {
        return code;
    }

    public static ActionState of(int code) {
        for (ActionState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        throw new IllegalArgumentException("no action state " + code);
    }

    /** Whether an action may go from this state to the next one. */
    public boolean mayBecome(ActionState next) {
        return switch (this) {
            case WAITING -> next == RUNNING || next == DROPPED;
            case RUNNING -> next == ENDED || next == WAITING;
            case ENDED -> next == WAITING;
            case DROPPED -> false;
        };
    }
}
