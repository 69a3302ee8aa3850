package dev.jenvoy.chat.message;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
            boolean again) {

        /** Nothing of it is true. */
        public static final Flags NONE = new Flags(false, false, false, false, false, false, false, false, false);
    }

    /** Begins a message in which nothing but family and event is known. */
    public static Builder about(Family family, String event) {
        return new Builder(family, event);
    }

    /** Begins a message that differs from this one. */
    public Builder but() {
        Builder builder = new Builder(family, event);
        builder.repo = repo;
        builder.repoUrl = repoUrl;
        builder.actor = actor;
        builder.actorUrl = actorUrl;
        builder.event = event;
        builder.action = action;
        builder.kind = kind;
        builder.number = number;
        builder.title = title;
        builder.url = url;
        builder.branch = branch;
        builder.base = base;
        builder.head = head;
        builder.tag = tag;
        builder.sha = sha;
        builder.before = before;
        builder.label = label;
        builder.assignee = assignee;
        builder.reviewer = reviewer;
        builder.member = member;
        builder.state = state;
        builder.reason = reason;
        builder.file = file;
        builder.line = line;
        builder.body = body;
        builder.conclusion = conclusion;
        builder.workflow = workflow;
        builder.environment = environment;
        builder.stars = stars;
        builder.category = category;
        builder.target = target;
        builder.commits = commits;
        builder.count = count;
        builder.distinct = distinct;
        builder.labels = labels;
        builder.flags = flags;
        builder.age = age;
        return builder;
    }

    /** Collects the values of a message. Text is made harmless here; what is not an address becomes empty. */
    public static final class Builder {
        private final Family family;
        private String repo = "";
        private String repoUrl = "";
        private String actor = "";
        private String actorUrl = "";
        private String event = "";
        private String action = "";
        private String kind = "";
        private String number = "";
        private String title = "";
        private String url = "";
        private String branch = "";
        private String base = "";
        private String head = "";
        private String tag = "";
        private String sha = "";
        private String before = "";
        private String label = "";
        private String assignee = "";
        private String reviewer = "";
        private String member = "";
        private String state = "";
        private String reason = "";
        private String file = "";
        private String line = "";
        private String body = "";
        private String conclusion = "";
        private String workflow = "";
        private String environment = "";
        private String stars = "";
        private String category = "";
        private String target = "";
        private List<Commit> commits = List.of();
        private int count;
        private int distinct;
        private List<String> labels = List.of();
        private Flags flags = Flags.NONE;
        private Optional<Duration> age = Optional.empty();

        private Builder(Family family, String event) {
            this.family = family;
            this.event = event;
        }

        /** Sets the full name of the repository, such as {@code acme/site}. */
        public Builder repo(@Nullable String value) {
            repo = MessageText.line(value);
            return this;
        }

        /** Sets the page of the repository. */
        public Builder repoUrl(@Nullable String value) {
            repoUrl = MessageText.address(value);
            return this;
        }

        /** Sets the login of the one who did it, never of the thing's author. */
        public Builder actor(@Nullable String value) {
            actor = MessageText.line(value);
            return this;
        }

        /** Sets the page of the actor. */
        public Builder actorUrl(@Nullable String value) {
            actorUrl = MessageText.address(value);
            return this;
        }

        /** Sets the sender's name of the event, where the payload names it better than the request. */
        public Builder event(String value) {
            event = value;
            return this;
        }

        /** Sets what happened within the event, as the table of event words names it. */
        public Builder action(@Nullable String value) {
            action = MessageText.line(value);
            return this;
        }

        /** Sets what it is about: an issue, a pull request, a merge request, a commit or a discussion, in these words. */
        public Builder kind(@Nullable String value) {
            kind = MessageText.line(value);
            return this;
        }

        /** Sets the number of the issue, pull request or build. */
        public Builder number(@Nullable String value) {
            number = MessageText.line(value);
            return this;
        }

        /** Sets the title of what it is about. */
        public Builder title(@Nullable String value) {
            title = MessageText.line(value);
            return this;
        }

        /** Sets the page of what happened. */
        public Builder url(@Nullable String value) {
            url = MessageText.address(value);
            return this;
        }

        /** Sets the branch that route words compare: a push's, a pull request's base, a run's head branch. */
        public Builder branch(@Nullable String value) {
            branch = MessageText.line(value);
            return this;
        }

        /** Sets the base branch of a pull request. */
        public Builder base(@Nullable String value) {
            base = MessageText.line(value);
            return this;
        }

        /** Sets the head branch of a pull request. */
        public Builder head(@Nullable String value) {
            head = MessageText.line(value);
            return this;
        }

        /** Sets the tag that was pushed, made, deleted or released. */
        public Builder tag(@Nullable String value) {
            tag = MessageText.line(value);
            return this;
        }

        /** Sets the commit that it is about. */
        public Builder sha(@Nullable String value) {
            sha = MessageText.line(value);
            return this;
        }

        /** Sets the commit before a push. */
        public Builder before(@Nullable String value) {
            before = MessageText.line(value);
            return this;
        }

        /** Sets the label that was added or removed. */
        public Builder label(@Nullable String value) {
            label = MessageText.line(value);
            return this;
        }

        /** Sets who was assigned or unassigned. */
        public Builder assignee(@Nullable String value) {
            assignee = MessageText.line(value);
            return this;
        }

        /** Sets who was asked to review. */
        public Builder reviewer(@Nullable String value) {
            reviewer = MessageText.line(value);
            return this;
        }

        /** Sets the collaborator, team or fork's owner that the event names. */
        public Builder member(@Nullable String value) {
            member = MessageText.line(value);
            return this;
        }

        /** Sets the state that the sender names: of a review, a deployment, a status. */
        public Builder state(@Nullable String value) {
            state = MessageText.line(value);
            return this;
        }

        /** Sets why it ended so, such as {@code not_planned}. */
        public Builder reason(@Nullable String value) {
            reason = MessageText.line(value);
            return this;
        }

        /** Sets the file of a comment on code. */
        public Builder file(@Nullable String value) {
            file = MessageText.line(value);
            return this;
        }

        /** Sets the line of a comment on code. */
        public Builder line(@Nullable String value) {
            line = MessageText.line(value);
            return this;
        }

        /** Sets what somebody wrote; HTML comments are removed. */
        public Builder body(@Nullable String value) {
            body = MessageText.lines(value);
            return this;
        }

        /** Sets how a run ended. */
        public Builder conclusion(@Nullable String value) {
            conclusion = MessageText.line(value);
            return this;
        }

        /** Sets the name of the workflow, check, pipeline or job. */
        public Builder workflow(@Nullable String value) {
            workflow = MessageText.line(value);
            return this;
        }

        /** Sets the environment of a deployment. */
        public Builder environment(@Nullable String value) {
            environment = MessageText.line(value);
            return this;
        }

        /** Sets how many stars the repository has. */
        public Builder stars(@Nullable String value) {
            stars = MessageText.line(value);
            return this;
        }

        /** Sets the category of a discussion. */
        public Builder category(@Nullable String value) {
            category = MessageText.line(value);
            return this;
        }

        /** Sets the other repository of a fork or a transfer, the page of a wiki, or the pull request that Travis CI built. */
        public Builder target(@Nullable String value) {
            target = MessageText.line(value);
            return this;
        }

        /** Sets the listed commits, and their number as the number of pushed and of new commits. */
        public Builder commits(List<Commit> value) {
            commits = value;
            count = value.size();
            distinct = (int) value.stream().filter(Commit::distinct).count();
            return this;
        }

        /** Sets how many commits were pushed, where the payload lists fewer. */
        public Builder count(int value) {
            count = value;
            return this;
        }

        /** Sets how many of the pushed commits are new, where the payload lists fewer. */
        public Builder distinct(int value) {
            distinct = value;
            return this;
        }

        /** Sets the labels. */
        public Builder labels(List<String> value) {
            labels = value.stream().map(MessageText::line).toList();
            return this;
        }

        /** Sets what is true of it. */
        public Builder flags(Flags value) {
            flags = value;
            return this;
        }

        /** Sets whether a program did it. */
        public Builder bot(boolean value) {
            flags = new Flags(
                    value,
                    flags.draft,
                    flags.created,
                    flags.deleted,
                    flags.forced,
                    flags.mergeQueue,
                    flags.sameRepository,
                    flags.prerelease,
                    flags.again);
            return this;
        }

        /** Sets whether the pull request is a draft. */
        public Builder draft(boolean value) {
            flags = new Flags(
                    flags.bot,
                    value,
                    flags.created,
                    flags.deleted,
                    flags.forced,
                    flags.mergeQueue,
                    flags.sameRepository,
                    flags.prerelease,
                    flags.again);
            return this;
        }

        /** Sets whether a push made the branch or tag. */
        public Builder created(boolean value) {
            flags = new Flags(
                    flags.bot,
                    flags.draft,
                    value,
                    flags.deleted,
                    flags.forced,
                    flags.mergeQueue,
                    flags.sameRepository,
                    flags.prerelease,
                    flags.again);
            return this;
        }

        /** Sets whether a push deleted the branch or tag. */
        public Builder deleted(boolean value) {
            flags = new Flags(
                    flags.bot,
                    flags.draft,
                    flags.created,
                    value,
                    flags.forced,
                    flags.mergeQueue,
                    flags.sameRepository,
                    flags.prerelease,
                    flags.again);
            return this;
        }

        /** Sets whether a push rewrote the branch. */
        public Builder forced(boolean value) {
            flags = new Flags(
                    flags.bot,
                    flags.draft,
                    flags.created,
                    flags.deleted,
                    value,
                    flags.mergeQueue,
                    flags.sameRepository,
                    flags.prerelease,
                    flags.again);
            return this;
        }

        /** Sets whether the branch is one of a merge queue. */
        public Builder mergeQueue(boolean value) {
            flags = new Flags(
                    flags.bot,
                    flags.draft,
                    flags.created,
                    flags.deleted,
                    flags.forced,
                    value,
                    flags.sameRepository,
                    flags.prerelease,
                    flags.again);
            return this;
        }

        /** Sets whether head and base of a pull request are one repository. */
        public Builder sameRepository(boolean value) {
            flags = new Flags(
                    flags.bot,
                    flags.draft,
                    flags.created,
                    flags.deleted,
                    flags.forced,
                    flags.mergeQueue,
                    value,
                    flags.prerelease,
                    flags.again);
            return this;
        }

        /** Sets whether the release is a pre-release. */
        public Builder prerelease(boolean value) {
            flags = new Flags(
                    flags.bot,
                    flags.draft,
                    flags.created,
                    flags.deleted,
                    flags.forced,
                    flags.mergeQueue,
                    flags.sameRepository,
                    value,
                    flags.again);
            return this;
        }

        /** Sets whether the delivery is a redelivery. */
        public Builder again(boolean value) {
            flags = new Flags(
                    flags.bot,
                    flags.draft,
                    flags.created,
                    flags.deleted,
                    flags.forced,
                    flags.mergeQueue,
                    flags.sameRepository,
                    flags.prerelease,
                    value);
            return this;
        }

        /** Sets how old the thing was. */
        public Builder age(Optional<Duration> value) {
            age = value;
            return this;
        }

        /** Returns the message. */
        public Message build() {
            return new Message(
                    family,
                    repo,
                    repoUrl,
                    actor,
                    actorUrl,
                    event,
                    action,
                    kind,
                    number,
                    title,
                    url,
                    branch,
                    base,
                    head,
                    tag,
                    sha,
                    before,
                    label,
                    assignee,
                    reviewer,
                    member,
                    state,
                    reason,
                    file,
                    line,
                    body,
                    conclusion,
                    workflow,
                    environment,
                    stars,
                    category,
                    target,
                    commits,
                    count,
                    distinct,
                    labels,
                    flags,
                    age);
        }
    }
}
