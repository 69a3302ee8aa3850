package dev.jenvoy.chat.compose.sentence;

import dev.jenvoy.chat.message.Message;
import java.util.Map;

/** Says in English what senders call the end or the state of a run. */
final class RunWords {

    private static final Map<String, String> ENDS = Map.ofEntries(
            Map.entry("failure", "failed"),
            Map.entry("failed", "failed"),
            Map.entry("error", "ended in an error"),
            Map.entry("timed_out", "timed out"),
            Map.entry("startup_failure", "failed to start"),
            Map.entry("action_required", "needs action"),
            Map.entry("success", "passed"),
            Map.entry("successful", "passed"),
            Map.entry("completed", "ended"),
            Map.entry("cancelled", "was canceled"),
            Map.entry("canceled", "was canceled"),
            Map.entry("stopped", "was stopped"),
            Map.entry("skipped", "was skipped"),
            Map.entry("neutral", "ended neutrally"),
            Map.entry("stale", "is stale"),
            Map.entry("pending", "is pending"),
            Map.entry("waiting", "is waiting"),
            Map.entry("queued", "is queued"),
            Map.entry("requested", "was requested"),
            Map.entry("created", "was created"),
            Map.entry("manual", "waits for a person"),
            Map.entry("in_progress", "is running"),
            Map.entry("inprogress", "is running"),
            Map.entry("running", "is running"),
            Map.entry("inactive", "is inactive"));

    private static final Map<String, String> BUILDS = Map.of(
            "passed", "passed",
            "fixed", "is fixed",
            "broken", "is broken",
            "failed", "failed",
            "still_failing", "is still failing",
            "errored", "errored",
            "canceled", "was canceled",
            "pending", "started",
            "started", "started");

    private RunWords() {}

    /** Returns how a run ended, or its state if it has not ended. */
    static String end(Message message) {
        String word = Thing.first(message.conclusion(), message.state(), message.action());
        return word.isEmpty() ? "changed" : ENDS.getOrDefault(word, Thing.words(word));
    }

    /** Returns how a deployment ended: it succeeds where other runs pass. */
    static String deployment(Message message) {
        String end = end(message);
        return end.equals("passed") ? "succeeded" : end;
    }

    /** Returns how a build of Travis CI ended. */
    static String build(Message message) {
        String event = message.event();
        String word = BUILDS.containsKey(event)
                ? event
                : Thing.first(message.action(), message.conclusion(), message.state(), event);
        return BUILDS.getOrDefault(word, Thing.words(word));
    }
}
