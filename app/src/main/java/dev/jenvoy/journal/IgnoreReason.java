package dev.jenvoy.journal;

import dev.jenvoy.delivery.Facts;

/** Why a good delivery caused nothing. */
public enum IgnoreReason {
    /** It only asked whether somebody is there. */
    PONG,
    /** It was a push that deletes its branch or tag. */
    SKIPPED,
    /** No hook answers to it. */
    UNMATCHED;

    /** Returns why a delivery is ignored that causes nothing, or only actions apart. */
    public static IgnoreReason of(Facts facts) {
        return facts.deletion() ? SKIPPED : UNMATCHED;
    }

    public DeliveryState state() {
        return switch (this) {
            case PONG -> DeliveryState.PONG;
            case SKIPPED -> DeliveryState.SKIPPED;
            case UNMATCHED -> DeliveryState.UNMATCHED;
        };
    }
}
