package dev.jenvoy.chat.message;

import dev.jenvoy.chat.text.HarmlessText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes messages about what happened to a delivery here: a hook failed, works again or was slow, or a delivery was set aside.
 * They are routed by the delivery's repository and branch, as its sender's events are. In the message, {@code workflow} is the
 * hook, {@code title} the last line of its output and {@code body} its last lines, and {@code url} the page of the delivery.
 *
 * @param repo the full name of the delivery's repository
 * @param branch the delivery's branch; empty if it has no branch
 * @param sha the delivery's commit; empty if it has no commit
 * @param deliveryUrl the delivery's page on the dashboard; empty if the address of the dashboard is not configured
 */
public record Happening(String repo, String branch, String sha, String deliveryUrl) {

    /** The event of a hook that failed. */
    public static final String HOOK_FAILED = "hook.failed";

    /** The event of the first success of a hook after failures for the same branch. */
    public static final String HOOK_RECOVERED = "hook.recovered";

    /** The event of a hook that took longer than its limit. */
    public static final String HOOK_SLOW = "hook.slow";

    /** The event of a delivery that is not run any more because the server died during it again and again. */
    public static final String DELIVERY_SET_ASIDE = "delivery.set_aside";

    /** What a terminal takes for colours and the like; without its first character the rest would stay as text. */
    private static final Pattern TERMINAL_SEQUENCE = Pattern.compile("\\x1B\\[[0-?]*[ -/]*[@-~]");

    private static final int MAX_OUTPUT_LINES = 5;
    private static final int MAX_OUTPUT_LINE_CHARS = 300;
    private static final int MAX_OUTPUT_CHARS = 1 << 15;

    /**
     * Returns the message about a hook that failed.
     *
     * @param code the exit code, or words such as {@code timed out after 60 s}; becomes {@code state}
     * @param output what the hook wrote, whole or its end; its last five lines that are not blank are kept
     */
    public Message hookFailed(String hook, String code, String output) {
        List<String> lines = lastLines(output);
        return about(HOOK_FAILED)
                .action("failed")
                .workflow(hook)
                .conclusion("failure")
                .state(code)
                .title(lines.isEmpty() ? "" : lines.get(lines.size() - 1))
                .body(String.join("\n", lines))
                .build();
    }

    /**
     * Returns the message about a hook that works again.
     *
     * @param failures how often it failed before; becomes {@code count}
     */
    public Message hookRecovered(String hook, int failures) {
        return about(HOOK_RECOVERED)
                .action("recovered")
                .workflow(hook)
                .conclusion("success")
                .count(failures)
                .build();
    }

    /**
     * Returns the message about a hook that was slow.
     *
     * @param took how long it ran; becomes {@code age}
     */
    public Message hookSlow(String hook, Duration took) {
        return about(HOOK_SLOW)
                .action("slow")
                .workflow(hook)
                .age(Optional.of(took))
                .build();
    }

    /**
     * Returns the message about a delivery that was set aside.
     *
     * @param delivery the delivery's id; becomes {@code number}
     * @param runs how many of its runs the server did not survive; becomes {@code count}
     */
    public Message setAside(String delivery, int runs) {
        return about(DELIVERY_SET_ASIDE)
                .action("set_aside")
                .number(delivery)
                .count(runs)
                .build();
    }

    private MessageBuilder about(String event) {
        return Message.about(Family.JENVOY, event)
                .repo(repo)
                .branch(branch)
                .sha(sha)
                .url(deliveryUrl)
                .kind(event.substring(0, event.indexOf('.')));
    }

    private static List<String> lastLines(String output) {
        String end = output.substring(Math.max(0, output.length() - MAX_OUTPUT_CHARS));
        List<String> lines = TERMINAL_SEQUENCE
                .matcher(end)
                .replaceAll("")
                .lines()
                .map(line -> HarmlessText.line(line, MAX_OUTPUT_LINE_CHARS))
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.subList(Math.max(0, lines.size() - MAX_OUTPUT_LINES), lines.size());
    }
}
