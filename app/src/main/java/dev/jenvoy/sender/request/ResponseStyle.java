package dev.jenvoy.sender.request;

/** Names the forms of an answer. */
public enum ResponseStyle {
    /** Jenvoy's own form: hooks by name, or {@code status}, or {@code error}. */
    CONTRACT,
    /** The form of git-triggler's protocol: {@code success} or {@code error}, each an object with a {@code msg}. */
    TRIGGER,
    /** No body; 204 for what is accepted, ignored or not set up here. */
    ROUTES,
    /** Jenvoy's own form, or one that the operator chose; no body for what is rejected. */
    BARE_REJECTIONS,
    /** The answer that a chat service expects to a command; no body for what is rejected. */
    COMMANDS
}
