package dev.jenvoy.config;

/** {@code child_hooks}: how the name of a child hook may go on after its parent's. */
public enum ChildHooks {
    /** With anything at all. */
    PREFIX,
    /** With a delimiter that no repository name can hold. */
    DELIMITED
}
