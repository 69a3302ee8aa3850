package dev.jenvoy.delivery;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a sender's class reads out of a payload, the same for every sender; {@code null} where the payload has no such value.
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
 * @param title one line for people: the first line of the commit's message, the title of the pull request, the name of the
 *     release. It chooses no hook
 * @param variables further variables for hooks by name, which an endpoint reads out of its requests
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
        boolean deletion,
        @Nullable String title,
        Map<String, String> variables) {

    public Facts {
        variables = Map.copyOf(variables);
    }

    /** Holds facts without a title and further variables. */
    public Facts(
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
        this(event, action, owner, repository, branch, tag, ref, sha, sender, number, deletion, null, Map.of());
    }

    /** Returns the facts of an event of which nothing else is known. */
    public static Facts of(Event event) {
        return about(event).build();
    }

    /** Begins the facts of an event. A fact that is not set is unknown. */
    public static Builder about(Event event) {
        return new Builder(event);
    }

    /** Collects facts by name. */
    public static final class Builder {

        private final Event event;
        private @Nullable String action;
        private @Nullable Owner owner;
        private @Nullable Repository repository;
        private @Nullable RefName branch;
        private @Nullable RefName tag;
        private @Nullable String ref;
        private @Nullable String sha;
        private @Nullable String sender;
        private @Nullable Long number;
        private boolean deletion;
        private @Nullable String title;
        private Map<String, String> variables = Map.of();

        private Builder(Event event) {
            this.event = event;
        }

        public Builder action(@Nullable String known) {
            action = known;
            return this;
        }

        public Builder owner(@Nullable Owner known) {
            owner = known;
            return this;
        }

        public Builder repository(@Nullable Repository known) {
            repository = known;
            return this;
        }

        public Builder branch(@Nullable RefName known) {
            branch = known;
            return this;
        }

        public Builder tag(@Nullable RefName known) {
            tag = known;
            return this;
        }

        public Builder ref(@Nullable String known) {
            ref = known;
            return this;
        }

        public Builder sha(@Nullable String known) {
            sha = known;
            return this;
        }

        public Builder sender(@Nullable String known) {
            sender = known;
            return this;
        }

        public Builder number(@Nullable Long known) {
            number = known;
            return this;
        }

        public Builder deletion(boolean known) {
            deletion = known;
            return this;
        }

        public Builder title(@Nullable String known) {
            title = known;
            return this;
        }

        public Builder variables(Map<String, String> known) {
            variables = known;
            return this;
        }

        public Facts build() {
            return new Facts(
                    event,
                    action,
                    owner,
                    repository,
                    branch,
                    tag,
                    ref,
                    sha,
                    sender,
                    number,
                    deletion,
                    title,
                    variables);
        }
    }
}
