package dev.jenvoy.sender.request;

/** The form of an answer. */
public enum ResponseStyle {
    /** As the contract has it: hooks by name, or {@code status}, or {@code error}. */
    CONTRACT,
    /** As git-triggler's protocol has it: {@code success} or {@code error}, each an object with a {@code msg}. */
    TRIGGER
}
