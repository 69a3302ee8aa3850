package dev.jenvoy.chat.message;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the values of a message. Text is made harmless here; what is not an address becomes empty. */
public final class MessageBuilder {
    private final Family family;
    private String repo = "";
    private String repoUrl = "";
    private String actor = "";
    private String actorUrl = "";
    private String event;
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
    private boolean bot;
    private boolean draft;
    private boolean created;
    private boolean deleted;
    private boolean forced;
    private boolean mergeQueue;
    private boolean sameRepository;
    private boolean prerelease;
    private boolean again;
    private Optional<Duration> age = Optional.empty();

    MessageBuilder(Family family, String event) {
        this.family = family;
        this.event = event;
    }

    MessageBuilder(Message message) {
        this(message.family(), message.event());
        repo = message.repo();
        repoUrl = message.repoUrl();
        actor = message.actor();
        actorUrl = message.actorUrl();
        action = message.action();
        kind = message.kind();
        number = message.number();
        title = message.title();
        url = message.url();
        branch = message.branch();
        base = message.base();
        head = message.head();
        tag = message.tag();
        sha = message.sha();
        before = message.before();
        label = message.label();
        assignee = message.assignee();
        reviewer = message.reviewer();
        member = message.member();
        state = message.state();
        reason = message.reason();
        file = message.file();
        line = message.line();
        body = message.body();
        conclusion = message.conclusion();
        workflow = message.workflow();
        environment = message.environment();
        stars = message.stars();
        category = message.category();
        target = message.target();
        commits = message.commits();
        count = message.count();
        distinct = message.distinct();
        labels = message.labels();
        bot = message.flags().bot();
        draft = message.flags().draft();
        created = message.flags().created();
        deleted = message.flags().deleted();
        forced = message.flags().forced();
        mergeQueue = message.flags().mergeQueue();
        sameRepository = message.flags().sameRepository();
        prerelease = message.flags().prerelease();
        again = message.flags().again();
        age = message.age();
    }

    /** Sets the full name of the repository, such as {@code acme/site}. */
    public MessageBuilder repo(@Nullable String value) {
        repo = MessageText.line(value);
        return this;
    }

    /** Sets the page of the repository. */
    public MessageBuilder repoUrl(@Nullable String value) {
        repoUrl = MessageText.address(value);
        return this;
    }

    /** Sets the login of the one who did it, never of the thing's author. */
    public MessageBuilder actor(@Nullable String value) {
        actor = MessageText.line(value);
        return this;
    }

    /** Sets the page of the actor. */
    public MessageBuilder actorUrl(@Nullable String value) {
        actorUrl = MessageText.address(value);
        return this;
    }

    /** Sets the sender's name of the event, where the payload names it better than the request. */
    public MessageBuilder event(String value) {
        event = value;
        return this;
    }

    /** Sets what happened within the event, as the table of event words names it. */
    public MessageBuilder action(@Nullable String value) {
        action = MessageText.line(value);
        return this;
    }

    /** Sets what it is about: an issue, a pull request, a merge request, a commit or a discussion, in these words. */
    public MessageBuilder kind(@Nullable String value) {
        kind = MessageText.line(value);
        return this;
    }

    /** Sets the number of the issue, pull request or build. */
    public MessageBuilder number(@Nullable String value) {
        number = MessageText.line(value);
        return this;
    }

    /** Sets the title of what it is about. */
    public MessageBuilder title(@Nullable String value) {
        title = MessageText.line(value);
        return this;
    }

    /** Sets the page of what happened. */
    public MessageBuilder url(@Nullable String value) {
        url = MessageText.address(value);
        return this;
    }

    /** Sets the branch that route words compare: a push's, a pull request's base, a run's head branch. */
    public MessageBuilder branch(@Nullable String value) {
        branch = MessageText.line(value);
        return this;
    }

    /** Sets the base branch of a pull request. */
    public MessageBuilder base(@Nullable String value) {
        base = MessageText.line(value);
        return this;
    }

    /** Sets the head branch of a pull request. */
    public MessageBuilder head(@Nullable String value) {
        head = MessageText.line(value);
        return this;
    }

    /** Sets the tag that was pushed, made, deleted or released. */
    public MessageBuilder tag(@Nullable String value) {
        tag = MessageText.line(value);
        return this;
    }

    /** Sets the commit that it is about. */
    public MessageBuilder sha(@Nullable String value) {
        sha = MessageText.line(value);
        return this;
    }

    /** Sets the commit before a push. */
    public MessageBuilder before(@Nullable String value) {
        before = MessageText.line(value);
        return this;
    }

    /** Sets the label that was added or removed. */
    public MessageBuilder label(@Nullable String value) {
        label = MessageText.line(value);
        return this;
    }

    /** Sets who was assigned or unassigned. */
    public MessageBuilder assignee(@Nullable String value) {
        assignee = MessageText.line(value);
        return this;
    }

    /** Sets who was asked to review. */
    public MessageBuilder reviewer(@Nullable String value) {
        reviewer = MessageText.line(value);
        return this;
    }

    /** Sets the collaborator, team or fork's owner that the event names. */
    public MessageBuilder member(@Nullable String value) {
        member = MessageText.line(value);
        return this;
    }

    /** Sets the state that the sender names: of a review, a deployment, a status. */
    public MessageBuilder state(@Nullable String value) {
        state = MessageText.line(value);
        return this;
    }

    /** Sets why it ended so, such as {@code not_planned}. */
    public MessageBuilder reason(@Nullable String value) {
        reason = MessageText.line(value);
        return this;
    }

    /** Sets the file of a comment on code. */
    public MessageBuilder file(@Nullable String value) {
        file = MessageText.line(value);
        return this;
    }

    /** Sets the line of a comment on code. */
    public MessageBuilder line(@Nullable String value) {
        line = MessageText.line(value);
        return this;
    }

    /** Sets what somebody wrote; HTML comments are removed. */
    public MessageBuilder body(@Nullable String value) {
        body = MessageText.lines(value);
        return this;
    }

    /** Sets how a run ended. */
    public MessageBuilder conclusion(@Nullable String value) {
        conclusion = MessageText.line(value);
        return this;
    }

    /** Sets the name of the workflow, check, pipeline or job. */
    public MessageBuilder workflow(@Nullable String value) {
        workflow = MessageText.line(value);
        return this;
    }

    /** Sets the environment of a deployment. */
    public MessageBuilder environment(@Nullable String value) {
        environment = MessageText.line(value);
        return this;
    }

    /** Sets how many stars the repository has. */
    public MessageBuilder stars(@Nullable String value) {
        stars = MessageText.line(value);
        return this;
    }

    /** Sets the category of a discussion. */
    public MessageBuilder category(@Nullable String value) {
        category = MessageText.line(value);
        return this;
    }

    /** Sets the other repository of a fork or a transfer, the page of a wiki, or the pull request that Travis CI built. */
    public MessageBuilder target(@Nullable String value) {
        target = MessageText.line(value);
        return this;
    }

    /** Sets the listed commits, and their number as the number of pushed and of new commits. */
    public MessageBuilder commits(List<Commit> value) {
        commits = value;
        count = value.size();
        distinct = (int) value.stream().filter(Commit::distinct).count();
        return this;
    }

    /** Sets how many commits were pushed, where the payload lists fewer. */
    public MessageBuilder count(int value) {
        count = value;
        return this;
    }

    /** Sets how many of the pushed commits are new, where the payload lists fewer. */
    public MessageBuilder distinct(int value) {
        distinct = value;
        return this;
    }

    /** Sets the labels. */
    public MessageBuilder labels(List<String> value) {
        labels = value.stream().map(MessageText::line).toList();
        return this;
    }

    /** Sets whether a program did it. */
    public MessageBuilder bot(boolean value) {
        bot = value;
        return this;
    }

    /** Sets whether the pull request is a draft. */
    public MessageBuilder draft(boolean value) {
        draft = value;
        return this;
    }

    /** Sets whether a push made the branch or tag. */
    public MessageBuilder created(boolean value) {
        created = value;
        return this;
    }

    /** Sets whether a push deleted the branch or tag. */
    public MessageBuilder deleted(boolean value) {
        deleted = value;
        return this;
    }

    /** Sets whether a push rewrote the branch. */
    public MessageBuilder forced(boolean value) {
        forced = value;
        return this;
    }

    /** Sets whether the branch is one of a merge queue. */
    public MessageBuilder mergeQueue(boolean value) {
        mergeQueue = value;
        return this;
    }

    /** Sets whether head and base of a pull request are one repository. */
    public MessageBuilder sameRepository(boolean value) {
        sameRepository = value;
        return this;
    }

    /** Sets whether the release is a pre-release. */
    public MessageBuilder prerelease(boolean value) {
        prerelease = value;
        return this;
    }

    /** Sets whether the delivery is a redelivery. */
    public MessageBuilder again(boolean value) {
        again = value;
        return this;
    }

    /** Sets how old the thing was. */
    public MessageBuilder age(Optional<Duration> value) {
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
                new Message.Flags(bot, draft, created, deleted, forced, mergeQueue, sameRepository, prerelease, again),
                age);
    }
}
