package dev.jenvoy.config;

/** {@code on_crash}: what becomes of a hook that was running when the server died. */
public enum OnCrash {
    /** It runs again: at least once. */
    RERUN,
    /** It is recorded as interrupted: at most once. */
    FAIL
}
