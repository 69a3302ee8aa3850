package dev.jenvoy.source;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the facts out of a payload of GitHub's, see GitHub's documentation of webhook events and payloads. */
final class GitHubFacts {

    /** Everything that is read. The first of {@link #COMMITS} that is there tells the commit. */
    static final List<String> PATHS;

    private static final List<String> COMMITS = List.of(
            "pull_request.head.sha",
            "check_run.head_sha",
            "check_suite.head_sha",
            "workflow_run.head_sha",
            "workflow_job.head_sha",
            "deployment.sha",
            "comment.commit_id");

    static {
        List<String> own = List.of(
                "action",
                "ref",
                "ref_type",
                "deleted",
                "after",
                "sha",
                "repository.name",
                "repository.full_name",
                "repository.owner.login",
                "repository.owner.name",
                "organization.login",
                "sender.login",
                "pull_request.number",
                "pull_request.base.ref");
        PATHS = java.util.stream.Stream.concat(own.stream(), COMMITS.stream()).toList();
    }

    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";
    private static final Pattern NO_COMMIT = Pattern.compile("0+");
    private static final Pattern GITHUB_OWNER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,99}");
    private static final int LONGEST = 1024;

    private final Event event;
    private final JsonFacts json;

    private GitHubFacts(Event event, JsonFacts json) {
        this.event = event;
        this.json = json;
    }

    /**
     * The facts of this event.
     *
     * @throws NotAName when a name cannot be one
     * @throws JsonFacts.WrongType when a fact has another type than GitHub documents
     */
    static Facts read(Event event, JsonFacts json) throws NotAName, JsonFacts.WrongType {
        return new GitHubFacts(event, json).read();
    }

    private Facts read() throws NotAName, JsonFacts.WrongType {
        boolean push = event.is("push");
        boolean made = event.is("create") || event.is("delete");
        @Nullable String ref = push || made ? plain("ref") : plainIfAny("ref");
        @Nullable RefName branch = null;
        @Nullable RefName tag = null;
        if (push && ref != null) {
            branch = ref.startsWith(HEADS) ? refName(ref.substring(HEADS.length())) : null;
            tag = ref.startsWith(TAGS) ? refName(ref.substring(TAGS.length())) : null;
        } else if (made && ref != null) {
            @Nullable String type = json.text("ref_type");
            branch = "branch".equals(type) ? refName(ref) : null;
            tag = "tag".equals(type) ? refName(ref) : null;
        }
        boolean pull = json.hasObject("pull_request");
        if (pull && branch == null && tag == null) {
            @Nullable String base = json.text("pull_request.base.ref");
            branch = base == null ? null : refName(base);
        }
        @Nullable String after = push ? plain("after") : null;
        return new Facts(
                event,
                plain("action"),
                owner(),
                repository(),
                branch,
                tag,
                ref,
                commit(after),
                plain("sender.login"),
                pull ? json.number("pull_request.number") : null,
                push && deletes(after));
    }

    /** GitHub says it; Gitea, which speaks in GitHub's headers too, only sends a commit of zeros. */
    private boolean deletes(@Nullable String after) throws JsonFacts.WrongType {
        Boolean deleted = json.flag("deleted");
        return deleted == null ? after != null && NO_COMMIT.matcher(after).matches() : deleted;
    }

    private @Nullable Owner owner() throws NotAName, JsonFacts.WrongType {
        String login = json.text("repository.owner.login");
        if (login == null) {
            login = json.text("repository.owner.name");
        }
        String full = json.text("repository.full_name");
        if (login == null && full != null && full.indexOf('/') > 0) {
            login = full.substring(0, full.indexOf('/'));
        }
        if (login == null) {
            login = json.text("organization.login");
        }
        if (login == null) {
            return null;
        }
        if (!GITHUB_OWNER.matcher(login).matches()) {
            throw new NotAName("owner");
        }
        return new Owner(login);
    }

    private @Nullable Repository repository() throws NotAName, JsonFacts.WrongType {
        if (!json.hasObject("repository")) {
            return null;
        }
        String name = json.text("repository.name");
        String full = json.text("repository.full_name");
        if (name == null && full != null) {
            name = full.substring(full.indexOf('/') + 1);
        }
        if (name == null || name.length() > 100 || !Repository.isName(name)) {
            throw new NotAName("repository");
        }
        return new Repository(name);
    }

    private static RefName refName(String name) throws NotAName {
        if (!RefName.isName(name)) {
            throw new NotAName("branch or tag");
        }
        return new RefName(name);
    }

    private @Nullable String commit(@Nullable String after) throws NotAName, JsonFacts.WrongType {
        if (after != null) {
            return NO_COMMIT.matcher(after).matches() ? null : after;
        }
        for (String path : COMMITS) {
            // Where it stands depends on the event: what is no text there is a fault in the event that is named for
            // it, and in another, which may be one that GitHub has not documented yet, not the commit.
            String about = path.substring(0, path.indexOf('.'));
            String commit = event.name().contains(about) ? plain(path) : plainIfAny(path);
            if (commit != null) {
                return commit;
            }
        }
        return event.is("status") ? plain("sha") : plainIfAny("sha");
    }

    /** A text that hooks see in their environment, where a NUL cannot be and a newline would mislead. */
    private @Nullable String plain(String path) throws NotAName, JsonFacts.WrongType {
        String text = json.text(path);
        if (text != null && !isPlain(text)) {
            throw new NotAName(path);
        }
        return text;
    }

    private @Nullable String plainIfAny(String path) {
        String text = json.textIfAny(path);
        return text != null && isPlain(text) ? text : null;
    }

    private static boolean isPlain(String text) {
        return text.length() <= LONGEST
                && text.codePoints()
                        .noneMatch(c -> Character.getType(c) == Character.CONTROL
                                || Character.getType(c) == Character.SURROGATE
                                || Character.getType(c) == Character.LINE_SEPARATOR
                                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
    }

    /** A text that cannot be the name that it is to be. */
    static final class NotAName extends Exception {
        private static final long serialVersionUID = 1L;

        NotAName(String what) {
            super(what + ": not a possible name");
        }
    }
}
