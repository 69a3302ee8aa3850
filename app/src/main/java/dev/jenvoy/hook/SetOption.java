package dev.jenvoy.hook;

/**
 * The value of one option of a hook, and what sets it.
 *
 * @param key its key in an entry of {@code hooks} and in a head
 * @param value as it may be shown, in the shape that the file has: no secret, and no value of a variable
 * @param origin what sets it
 * @param place the entry or the key of the configuration that sets it; empty otherwise
 * @param help what the option does, in one line
 */
public record SetOption(String key, Object value, Origin origin, String place, String help) {

    /** What sets an option. */
    public enum Origin {
        /** Nothing: the server's own default. */
        DEFAULT,
        /** A key of the configuration for all hooks, or an entry of {@code hooks}. */
        CONFIGURATION,
        /** A line of the hook's head. */
        HEAD
    }
}
