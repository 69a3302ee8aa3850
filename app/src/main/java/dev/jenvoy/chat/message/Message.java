package dev.jenvoy.chat.message;

import dev.jenvoy.sender.CommonEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one delivery says: the model that sentences and templates read. Text values are harmless lines ({@link
 * dev.jenvoy.chat.text.HarmlessText}), not cut, and empty if the payload does not name them; an address is an {@code
 * http} or {@code https} address, or empty.
 *
 * @param family the family of the sender
 * @param repo the full name of the repository, such as {@code acme/site}
 * @param repoUrl the page of the repository
 * @param actor the login of the one who did it, never of the thing's author
 * @param actorUrl the page of the actor
 * @param event the sender's own name of the event
 * @param action what happened within the event, as the table of event words names it
 * @param kind what it is about: an issue, a pull request, a merge request, a commit or a discussion, in these words
 * @param number the number of the issue, pull request or build
 * @param title the title of what it is about
 * @param url the page of what happened
 * @param branch the branch that route words compare: a push's, a pull request's base, a run's head branch
 * @param base the base branch of a pull request
 * @param head the head branch of a pull request
 * @param tag the tag that was pushed, made, deleted or released
 * @param sha the commit that it is about
 * @param before the commit before a push
 * @param label the label that was added or removed
 * @param assignee who was assigned or unassigned
 * @param reviewer who was asked to review
 * @param member the collaborator, team or fork's owner that the event names
 * @param state the state that the sender names: of a review, a deployment, a status
 * @param reason why it ended so, such as {@code not_planned}
 * @param file the file of a comment on code
 * @param line the line of a comment on code
 * @param body what somebody wrote; HTML comments are removed
 * @param conclusion how a run ended
 * @param workflow the name of the workflow, check, pipeline or job
 * @param environment the environment of a deployment
 * @param stars how many stars the repository has
 * @param category the category of a discussion
 * @param target the other repository of a fork or a transfer, the page of a wiki, or the number of the pull request that Travis CI built
 * @param commits the commits that the payload lists, oldest first
 * @param count how many commits were pushed, listed or not
 * @param distinct how many of them are new to the repository
 * @param labels the labels of the issue or pull request
 * @param flags what is true of it
 * @param age how long before the event the thing was made, if the payload says so
 */
public record Message(
        Family family,
        String repo,
        String repoUrl,
        String actor,
        String actorUrl,
        String event,
        String action,
        String kind,
        String number,
        String title,
        String url,
        String branch,
        String base,
        String head,
        String tag,
        String sha,
        String before,
        String label,
        String assignee,
        String reviewer,
        String member,
        String state,
        String reason,
        String file,
        String line,
        String body,
        String conclusion,
        String workflow,
        String environment,
        String stars,
        String category,
        String target,
        List<Commit> commits,
        int count,
        int distinct,
        List<String> labels,
        Flags flags,
        Optional<Duration> age) {

    public Message {
        commits = List.copyOf(commits);
        labels = List.copyOf(labels);
    }

    /**
     * What is true of a message.
     *
     * @param bot whether a program did it
     * @param draft whether the pull request is a draft
     * @param created whether a push made the branch or tag
     * @param deleted whether a push deleted the branch or tag
     * @param forced whether a push rewrote the branch
     * @param mergeQueue whether the branch is one of a merge queue
     * @param sameRepository whether head and base of a pull request are one repository
     * @param prerelease whether the release is a pre-release
     * @param again whether the delivery is a redelivery
     */
    public record Flags(
            boolean bot,
            boolean draft,
            boolean created,
            boolean deleted,
            boolean forced,
            boolean mergeQueue,
            boolean sameRepository,
            boolean prerelease,
            boolean again) {}

    /** Begins a message in which nothing but family and event is known. */
    public static MessageBuilder about(Family family, String event) {
        return new MessageBuilder(family, event);
    }

    /** Returns what its event is called at GitHub; the action is its own. */
    public CommonEvent common() {
        return CommonEvent.of(event, action, kind);
    }

    /** Begins a message that differs from this one. */
    public MessageBuilder but() {
        return new MessageBuilder(this);
    }
}
