package dev.jenvoy.web.admin.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The configuration in force, fit to be shown.
 *
 * @param file where it was read from
 * @param loadedAt since when it has been in force
 * @param values by key: texts, numbers, flags, lists and maps; no secret
 * @param problems what is wrong with the file as it is now
 * @param restartNeeded keys that the file says otherwise than what is in force, until the next start
 */
public record ConfigReport(
        String file, Instant loadedAt, Map<String, Object> values, List<Flaw> problems, List<String> restartNeeded) {

    /**
     * Something wrong.
     *
     * @param level {@code error} or {@code warning}
     * @param line from 1; 0 where there is no such place
     */
    public record Flaw(String level, String key, int line, int column, String message) {}
}
