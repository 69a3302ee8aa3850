package dev.jenvoy.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What a sender's class reads out of a payload, the same for every sender; {@code null} where the payload has none.
 *
 * @param event the event's name
 * @param action what happened within the event ({@code opened}), as sent
 * @param owner the user or organisation
 * @param repository the repository
 * @param branch the branch that hooks are chosen by: a push's branch, a created or deleted branch, the base of a pull
 *     request. A tag is no branch.
 * @param tag the tag that was pushed, created or deleted
 * @param ref the payload's {@code ref} as sent
 * @param sha the commit that the event is about
 * @param sender who caused it
 * @param number the pull request's number
 * @param deletion whether a push deleted its branch or tag
 */
public record Facts(
        Event event,
        @Nullable String action,
        @Nullable Owner owner,
        @Nullable Repository repository,
        @Nullable RefName branch,
        @Nullable RefName tag,
        @Nullable String ref,
        @Nullable String sha,
        @Nullable String sender,
        @Nullable Long number,
        boolean deletion) {

    /** Facts of an event of which nothing else is known. */
    public static Facts of(Event event) {
        return new Facts(event, null, null, null, null, null, null, null, null, null, false);
    }
}
