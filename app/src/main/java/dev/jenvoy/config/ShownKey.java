package dev.jenvoy.config;

/**
 * A key of the configuration with its value in force, for people. No secret is shown.
 *
 * @param section the title of the section of keys that it belongs to
 * @param key its name in the file
 * @param value its value, as the file would have it; an empty text where it has no value
 * @param fallback its value where nothing sets it, in the same form
 * @param isLive whether a change takes effect with the next request, and not with the next start
 * @param type its type, as the reference names it
 * @param help what it does, in one line
 */
public record ShownKey(
        String section, String key, Object value, Object fallback, boolean isLive, String type, String help) {}
