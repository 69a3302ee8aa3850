package dev.jenvoy.web.admin.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The current configuration, without secrets.
 *
 * @param file the file that it was read from
 * @param loadedAt when it was loaded
 * @param values the values by key: texts, numbers, flags, lists and maps; no secret
 * @param problems the problems of the current file
 * @param restartNeeded keys whose value in the file takes effect at the next start
 * @param given keys whose value the command line gives, in place of the file's
 * @param keys all keys that may be shown, by section
 */
public record ConfigReport(
        String file,
        Instant loadedAt,
        Map<String, Object> values,
        List<Flaw> problems,
        List<String> restartNeeded,
        List<Given> given,
        List<Key> keys) {

    /**
     * A key that may be set, with its value in force.
     *
     * @param section the title of the keys that belong together
     * @param fallback the value where nothing sets the key, in the form of {@code value}
     * @param origin what sets it: {@code default}, {@code file} or {@code command_line}
     * @param change when a change takes effect: {@code live} or {@code restart}
     * @param type its type in words
     * @param help what it does, in one line
     */
    public record Key(
            String section,
            String key,
            Object value,
            Object fallback,
            String origin,
            String change,
            String type,
            String help) {}

    /**
     * A key whose value the command line gives.
     *
     * @param option the option that gives it
     */
    public record Given(String key, String option) {}

    /**
     * A problem of the file.
     *
     * @param level {@code error} or {@code warning}
     * @param line the line from 1; 0 if there is no place
     */
    public record Flaw(String level, String key, int line, int column, String message) {}
}
