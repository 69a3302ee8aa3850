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
    static final JsonPaths PATHS;

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
                "repository.owner.username",
                "organization.login",
                "sender.login",
                "sender.username",
                "pull_request.number",
                "pull_request.base.ref");
        PATHS = JsonPaths.of(
                java.util.stream.Stream.concat(own.stream(), COMMITS.stream()).toList());
    }

    private static final int LONGEST_REPOSITORY = 100;
    private static final Pattern GITHUB_OWNER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,99}");
    private static final Pattern GITEA_OWNER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

    private final Event event;
    private final JsonFacts json;
    private final Pattern owners;

    private GitHubFacts(Event event, JsonFacts json, Pattern owners) {
        this.event = event;
        this.json = json;
        this.owners = owners;
    }

    /**
     * The facts of this event.
     *
     * @throws Unfit when a name cannot be one
     * @throws JsonFacts.WrongType when a fact has another type than GitHub documents
     */
    static Facts read(Event event, JsonFacts json) throws Unfit, JsonFacts.WrongType {
        return new GitHubFacts(event, json, GITHUB_OWNER).read();
    }

    /**
     * The facts of an event of Gitea, Forgejo or Gogs, which write GitHub's payloads. Their owners may hold dots.
     *
     * @throws Unfit when a name cannot be one
     * @throws JsonFacts.WrongType when a fact has another type than they document
     */
    static Facts readGitea(Event event, JsonFacts json) throws Unfit, JsonFacts.WrongType {
        return new GitHubFacts(event, json, GITEA_OWNER).read();
    }

    private Facts read() throws Unfit, JsonFacts.WrongType {
        boolean push = event.is("push");
        boolean made = event.is("create") || event.is("delete");
        @Nullable String ref = push || made ? Names.plain(json, "ref") : Names.plainIfAny(json, "ref");
        @Nullable RefName branch = null;
        @Nullable RefName tag = null;
        if (push && ref != null) {
            branch = Names.branch(ref);
            tag = Names.tag(ref);
        } else if (made && ref != null) {
            @Nullable String type = json.text("ref_type");
            branch = "branch".equals(type) ? Names.refName(ref) : null;
            tag = "tag".equals(type) ? Names.refName(ref) : null;
        }
        boolean pull = json.hasObject("pull_request");
        if (pull && branch == null && tag == null) {
            @Nullable String base = json.text("pull_request.base.ref");
            branch = base == null ? null : Names.refName(base);
        }
        @Nullable String after = push ? Names.plain(json, "after") : null;
        return new Facts(
                event,
                Names.plain(json, "action"),
                owner(),
                repository(),
                branch,
                tag,
                ref,
                commit(after),
                sender(),
                pull ? json.number("pull_request.number") : null,
                push && deletes(after));
    }

    /** GitHub says it; Gitea, which speaks in GitHub's headers too, only sends a commit of zeros. */
    private boolean deletes(@Nullable String after) throws JsonFacts.WrongType {
        Boolean deleted = json.flag("deleted");
        return deleted == null ? after != null && Names.isNoCommit(after) : deleted;
    }

    private @Nullable String sender() throws Unfit, JsonFacts.WrongType {
        String login = Names.plain(json, "sender.login");
        return login == null ? Names.plain(json, "sender.username") : login;
    }

    private @Nullable Owner owner() throws Unfit, JsonFacts.WrongType {
        String login = json.text("repository.owner.login");
        if (login == null) {
            login = json.text("repository.owner.name");
        }
        if (login == null) {
            login = json.text("repository.owner.username");
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
        if (!owners.matcher(login).matches()) {
            throw Unfit.notAName("owner");
        }
        return new Owner(login);
    }

    private @Nullable Repository repository() throws Unfit, JsonFacts.WrongType {
        if (!json.hasObject("repository")) {
            return null;
        }
        String name = json.text("repository.name");
        String full = json.text("repository.full_name");
        if (name == null && full != null) {
            name = full.substring(full.indexOf('/') + 1);
        }
        if (name == null || name.length() > LONGEST_REPOSITORY) {
            throw Unfit.notAName("repository");
        }
        return Names.repository(name);
    }

    private @Nullable String commit(@Nullable String after) throws Unfit, JsonFacts.WrongType {
        if (after != null) {
            return Names.isNoCommit(after) ? null : after;
        }
        for (String path : COMMITS) {
            // Where it stands depends on the event: what is no text there is a fault in the event that is named for
            // it, and in another, which may be one that GitHub has not documented yet, not the commit.
            String about = path.substring(0, path.indexOf('.'));
            String commit = event.name().contains(about) ? Names.plain(json, path) : Names.plainIfAny(json, path);
            if (commit != null) {
                return commit;
            }
        }
        return event.is("status") ? Names.plain(json, "sha") : Names.plainIfAny(json, "sha");
    }
}
