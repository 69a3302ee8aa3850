package dev.jenvoy.chat.compose.model;

import dev.jenvoy.chat.compose.sentence.Cuts;
import dev.jenvoy.chat.compose.sentence.Sentences;
import dev.jenvoy.chat.message.Commit;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values of a message by the names that templates and programs know: a contract, documented in {@code
 * docs/how-to/chat-templates.md}. Names are never taken away, and a name's type never changes. Text is harmless and cut as the
 * built-in sentences cut it, and empty if it is not known; numbers and truth values are always there.
 */
public final class MessageModel {

    /** The names of all values, those of a commit too. */
    public static final Set<String> NAMES = names();

    private MessageModel() {}

    private static Set<String> names() {
        Message some = Message.about(Family.GITHUB, "push").build();
        Set<String> names = new TreeSet<>(of(some, 0).keySet());
        names.addAll(commit(new Commit("", "", "", "", true)).keySet());
        return Collections.unmodifiableSet(names);
    }

    /**
     * Returns the values in their documented order: {@link String}, {@link Integer}, {@link Boolean}, {@link List} of strings
     * or of such maps.
     *
     * @param maxCommits how many commits are listed; {@code more} counts the new ones beyond
     */
    public static Map<String, Object> of(Message message, int maxCommits) {
        List<Commit> listed = listed(message, maxCommits);
        Map<String, Object> model = new LinkedHashMap<>();
        who(message, model);
        model.put("event", Cuts.name(message.event()));
        model.put("action", Cuts.name(message.action()));
        model.put("verb", Sentences.of(message).verb());
        model.put("subject", Cuts.name(message.kind()));
        model.put("number", Cuts.name(message.number()));
        model.put("title", Cuts.title(message.title()));
        model.put("url", message.url());
        code(message, model);
        model.put("count", message.count());
        model.put("new", message.distinct());
        model.put("commits", listed.stream().map(MessageModel::commit).toList());
        model.put("more", more(message, listed));
        model.put("label", Cuts.label(message.label()));
        model.put("labels", message.labels().stream().map(Cuts::label).toList());
        rest(message, model);
        flags(message.flags(), model);
        return model;
    }

    /** Returns the commits to list: the first of those that are new. */
    public static List<Commit> listed(Message message, int maxCommits) {
        return message.commits().stream()
                .filter(Commit::distinct)
                .limit(maxCommits)
                .toList();
    }

    /** Returns how many new commits are not listed. */
    public static int more(Message message, List<Commit> listed) {
        return Math.max(0, message.distinct() - listed.size());
    }

    private static void who(Message message, Map<String, Object> model) {
        model.put("family", message.family().word());
        model.put("repo", Cuts.title(message.repo()));
        model.put("repo_url", message.repoUrl());
        model.put("actor", Cuts.name(message.actor()));
        model.put("actor_url", message.actorUrl());
    }

    private static void code(Message message, Map<String, Object> model) {
        model.put("branch", Cuts.name(message.branch()));
        model.put("base", Cuts.name(message.base()));
        model.put("head", Cuts.name(message.head()));
        model.put("tag", Cuts.name(message.tag()));
        model.put("sha", message.sha());
        model.put("short_sha", Cuts.sha(message.sha()));
        model.put("before", message.before());
        model.put("short_before", Cuts.sha(message.before()));
    }

    private static Map<String, Object> commit(Commit commit) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("sha", commit.sha());
        model.put("short_sha", Cuts.sha(commit.sha()));
        model.put("message", Cuts.subject(commit.subject()));
        model.put("author", Cuts.name(commit.author()));
        model.put("url", commit.url());
        return model;
    }

    private static void rest(Message message, Map<String, Object> model) {
        model.put("assignee", Cuts.name(message.assignee()));
        model.put("reviewer", Cuts.name(message.reviewer()));
        model.put("member", Cuts.name(message.member()));
        model.put("state", Cuts.name(message.state()));
        model.put("reason", Cuts.name(message.reason()));
        model.put("file", Cuts.title(message.file()));
        model.put("line", Cuts.name(message.line()));
        model.put("body", String.join("\n", Cuts.quote(message.body())));
        model.put("conclusion", Cuts.name(message.conclusion()));
        model.put("workflow", Cuts.name(message.workflow()));
        model.put("environment", Cuts.name(message.environment()));
        model.put("stars", Cuts.name(message.stars()));
        model.put("category", Cuts.label(message.category()));
        model.put("target", Cuts.title(message.target()));
        model.put("age", message.age().map(Duration::toSeconds).orElse(0L).intValue());
    }

    private static void flags(Message.Flags flags, Map<String, Object> model) {
        model.put("bot", flags.bot());
        model.put("draft", flags.draft());
        model.put("created", flags.created());
        model.put("deleted", flags.deleted());
        model.put("forced", flags.forced());
        model.put("prerelease", flags.prerelease());
        model.put("again", flags.again());
    }
}
