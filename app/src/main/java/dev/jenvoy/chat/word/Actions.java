package dev.jenvoy.chat.word;

import dev.jenvoy.chat.message.Message;
import dev.jenvoy.option.json.Spelling;
import dev.jenvoy.sender.CommonEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which actions an event word means: of a bare EVENT those that people want to read, of EVENT.ACTION the named one. */
final class Actions {

    /** GitHub reports the labels that an issue is opened with as if they were added later. */
    private static final Duration LABELED_AT_CREATION = Duration.ofSeconds(6);

    private static final Set<String> CREATED = Set.of("created");
    private static final Set<String> CHANGED = Set.of("edited", "deleted");
    private static final Set<String> FAILURES = Set.of("failure", "timed_out", "startup_failure", "action_required");

    /** The actions that a bare EVENT means. An event that is not here has them all. */
    private static final Map<String, Set<String>> BARE = Map.ofEntries(
            Map.entry(
                    "pull_request",
                    Set.of(
                            "opened",
                            "closed",
                            "merged",
                            "reopened",
                            "updated",
                            "ready_for_review",
                            "converted_to_draft",
                            "review_requested",
                            "assigned",
                            "unassigned")),
            Map.entry("pull_request_review", Set.of("approved", "changes_requested", "dismissed", "commented")),
            Map.entry("pull_request_review_comment", CREATED),
            Map.entry("issue_comment", CREATED),
            Map.entry("note_hook", CREATED),
            Map.entry("confidential_note_hook", CREATED),
            Map.entry("commit_comment", CREATED),
            Map.entry("discussion_comment", CREATED),
            Map.entry("issues", issues()),
            Map.entry("confidential_issue_hook", issues()),
            Map.entry("release", Set.of("published")),
            Map.entry("workflow_run", FAILURES),
            Map.entry("workflow_job", FAILURES),
            Map.entry("check_suite", FAILURES),
            Map.entry("check_run", FAILURES),
            Map.entry("status", Set.of("failure", "error")),
            Map.entry("deployment_status", Set.of("success", "failure", "error")),
            Map.entry("star", CREATED),
            Map.entry("member", Set.of("added", "removed")),
            Map.entry("page_build", Set.of("errored")),
            Map.entry("discussion", Set.of("created", "answered")));

    /** What senders call actions, where a message has another name for them. */
    private static final Map<String, Set<String>> OWN_NAMES = Map.ofEntries(
            Map.entry("open", Set.of("opened")),
            Map.entry("close", Set.of("closed")),
            Map.entry("reopen", Set.of("reopened")),
            Map.entry("merge", Set.of("merged")),
            Map.entry("fulfilled", Set.of("merged")),
            Map.entry("synchronize", Set.of("updated")),
            Map.entry("synchronized", Set.of("updated")),
            Map.entry("label_updated", Set.of("labeled")),
            Map.entry("label_cleared", Set.of("unlabeled")),
            Map.entry("submitted", Set.of("approved", "changes_requested", "commented")),
            Map.entry("approval", Set.of("approved")),
            Map.entry("unapproved", Set.of("dismissed")),
            Map.entry("unapproval", Set.of("dismissed")),
            Map.entry("create", Set.of("created", "published")),
            Map.entry("update", Set.of("updated", "edited")),
            Map.entry("delete", Set.of("deleted")),
            Map.entry("failed", Set.of("failure")),
            Map.entry("canceled", Set.of("cancelled")));

    /** The actions that a bare EVENT leaves out, of events that are above. */
    private static final Map<String, Set<String>> OTHERS = Map.ofEntries(
            Map.entry(
                    "pull_request",
                    Set.of(
                            "labeled",
                            "unlabeled",
                            "edited",
                            "milestoned",
                            "demilestoned",
                            "locked",
                            "unlocked",
                            "auto_merge_enabled",
                            "auto_merge_disabled",
                            "review_request_removed",
                            "enqueued",
                            "dequeued",
                            "deleted")),
            Map.entry("pull_request_review", Set.of("edited")),
            Map.entry("pull_request_review_comment", CHANGED),
            Map.entry("issue_comment", Set.of("edited", "deleted", "resolved", "reopened", "pinned", "unpinned")),
            Map.entry("note_hook", CHANGED),
            Map.entry("confidential_note_hook", CHANGED),
            Map.entry("commit_comment", CHANGED),
            Map.entry("discussion_comment", CHANGED),
            Map.entry("issues", otherIssues()),
            Map.entry("confidential_issue_hook", otherIssues()),
            Map.entry("release", Set.of("created", "edited", "deleted", "released", "prereleased", "unpublished")),
            Map.entry("status", Set.of("success", "pending")),
            Map.entry("star", Set.of("deleted")),
            Map.entry("member", Set.of("edited")));

    private Actions() {}

    private static Set<String> otherIssues() {
        return Set.of(
                "edited",
                "updated",
                "milestoned",
                "demilestoned",
                "pinned",
                "unpinned",
                "locked",
                "unlocked",
                "typed",
                "untyped");
    }

    /**
     * Returns that an event is not known to have this action, with the nearest known one if there is one; empty if it is
     * known, or if the actions of the event are not.
     */
    static Optional<Optional<String>> unknown(String event, String action) {
        String name = CommonEvent.named(event).name();
        if (action.isEmpty() || action.equals(EventWord.ANY) || !OTHERS.containsKey(name)) {
            return Optional.empty();
        }
        Set<String> known = new TreeSet<>(OTHERS.get(name));
        known.addAll(BARE.getOrDefault(name, Set.of()));
        if (event.equals("merge_request_hook")) {
            known.addAll(BARE.getOrDefault("pull_request_review", Set.of()));
        }
        if (known.contains(action) || OWN_NAMES.containsKey(action)) {
            return Optional.empty();
        }
        return Optional.of(Spelling.nearest(action, known));
    }

    private static Set<String> issues() {
        return Set.of(
                "opened",
                "closed",
                "reopened",
                "labeled",
                "unlabeled",
                "assigned",
                "unassigned",
                "transferred",
                "deleted");
    }

    /** Returns whether a bare EVENT means what the message says. Words of the same route are not looked at here. */
    static boolean isBare(Message message) {
        String event = message.common().name();
        Set<String> meant = BARE.get(event);
        return (meant == null || meant.contains(message.action()))
                && !isEmptyReview(event, message)
                && !isLabelOfNewIssue(event, message);
    }

    /** Returns whether an action as a word names it is that of the message. */
    static boolean isNamed(String action, Message message) {
        return action.equals(message.action())
                || OWN_NAMES.getOrDefault(action, Set.of()).contains(message.action())
                || (action.equals("completed") && !message.conclusion().isEmpty());
    }

    /** GitHub sends one for each single comment on code, which is an event of its own. */
    private static boolean isEmptyReview(String event, Message message) {
        return event.equals("pull_request_review")
                && message.action().equals("commented")
                && message.body().isBlank();
    }

    private static boolean isLabelOfNewIssue(String event, Message message) {
        return event.equals("issues")
                && message.action().equals("labeled")
                && message.age()
                        .filter(age -> age.compareTo(LABELED_AT_CREATION) < 0)
                        .isPresent();
    }
}
