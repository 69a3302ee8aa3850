package dev.jenvoy.chat.compose.sentence;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Happening;
import dev.jenvoy.chat.message.Message;
import java.util.List;

/** Finds the built-in sentence of a message. Every message has one. */
public final class Sentences {

    private Sentences() {}

    /** Returns the sentence, in English, harmless and cut. */
    public static Sentence of(Message message) {
        return message.family() == Family.TRAVIS ? RunSentence.build(message) : byEvent(message);
    }

    /** Returns the lines that are quoted below the sentence; empty for most events. */
    public static List<String> quote(Message message) {
        if (message.family() == Family.TRAVIS) {
            String commit = message.commits().isEmpty()
                    ? Thing.first(message.title(), message.body())
                    : message.commits().get(0).subject();
            return commit.isEmpty()
                    ? List.of()
                    : List.of(Cuts.subject(commit.lines().findFirst().orElse("")));
        }
        if (message.event().equals(Happening.HOOK_FAILED)) {
            return Cuts.quote(withoutLastLine(message.body()));
        }
        boolean written = isQuoted(message) && !message.action().equals("deleted");
        return written ? Cuts.quote(message.body()) : List.of();
    }

    /** The last line of a failed hook is the end of the sentence already. */
    private static String withoutLastLine(String lines) {
        return lines.substring(0, Math.max(0, lines.lastIndexOf('\n')));
    }

    /** Returns whether the message lists commits. */
    public static boolean isPush(Message message) {
        String event = message.common().name();
        return event.equals("push") || event.equals("tag_push_hook");
    }

    private static boolean isQuoted(Message message) {
        return switch (message.common().name()) {
            case "issue_comment",
                    "commit_comment",
                    "pull_request_review_comment",
                    "discussion_comment",
                    "note_hook",
                    "confidential_note_hook",
                    "pull_request_review" -> true;
            default -> false;
        };
    }

    private static Sentence byEvent(Message message) {
        return switch (message.common().name()) {
            case "push", "tag_push_hook" -> PushSentence.of(message);
            case "create" -> PushSentence.madeOrDeleted(message, "created");
            case "delete" -> PushSentence.madeOrDeleted(message, "deleted");
            case "pull_request" -> PullRequestSentence.of(message);
            case "pull_request_review" -> CommentSentence.review(message);
            case "issues", "confidential_issue_hook" -> IssueSentence.of(message);
            case "issue_comment", "note_hook", "confidential_note_hook" -> CommentSentence.of(message, "issue");
            case "pull_request_review_comment" -> CommentSentence.of(message, "pull request");
            case "commit_comment" -> CommentSentence.of(message, "commit");
            case "discussion_comment" -> CommentSentence.of(message, "discussion");
            case "discussion" -> OtherSentence.discussion(message);
            case "workflow_run" -> RunSentence.workflow(message, "workflow");
            case "workflow_job" -> RunSentence.workflow(message, "job");
            case "check_run", "check_suite", "status" -> RunSentence.check(message);
            case "deployment", "deployment_status" -> RunSentence.deployment(message);
            case "page_build" -> OtherSentence.pageBuild(message);
            case "release" -> OtherSentence.release(message);
            case "star", "watch" -> OtherSentence.star(message);
            case "fork" -> OtherSentence.fork(message);
            case "member", "member_hook" -> OtherSentence.member(message);
            case "team_add" -> OtherSentence.team(message);
            case "public" ->
                OtherSentence.repository(message.but().action("publicized").build());
            case "repository" -> OtherSentence.repository(message);
            case "gollum" -> OtherSentence.wiki(message);
            case Happening.HOOK_FAILED -> HappeningSentence.failed(message);
            case Happening.HOOK_RECOVERED -> HappeningSentence.recovered(message);
            case Happening.HOOK_SLOW -> HappeningSentence.slow(message);
            case Happening.DELIVERY_SET_ASIDE -> HappeningSentence.setAside(message);
            default -> OtherSentence.unknown(message);
        };
    }
}
