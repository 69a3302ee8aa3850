package dev.jenvoy.sender.github;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.sender.facts.NameValidation;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.request.InvalidPayload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the facts out of a payload of GitHub's, see GitHub's documentation of webhook events and payloads, or of a sender
 * that writes such payloads.
 */
public final class GitHubFacts {

    /** Everything that is read of a payload of GitHub's. */
    public static final JsonPaths PATHS = GitHubPlaces.GITHUB.paths();

    /** The same of one of Gitea's, Forgejo's or Gogs'. */
    public static final JsonPaths GITEA_PATHS = GitHubPlaces.GITEA.paths();

    private static final String REPOSITORY = "repository";
    private static final int LONGEST_REPOSITORY = 100;
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    private final Event event;
    private final JsonFacts json;
    private final GitHubPlaces places;

    private GitHubFacts(Event event, JsonFacts json, GitHubPlaces places) {
        this.event = event;
        this.json = json;
        this.places = places;
    }

    /**
     * The facts of this event.
     *
     * @throws InvalidPayload when a name cannot be one
     * @throws JsonFacts.WrongType when a fact has another type than GitHub documents
     */
    static Facts read(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        return new GitHubFacts(event, json, GitHubPlaces.GITHUB).read();
    }

    /**
     * The facts of an event of Gitea, Forgejo or Gogs, which write GitHub's payloads, but for {@link GitHubPlaces#GITEA}.
     *
     * @throws InvalidPayload when a name cannot be one
     * @throws JsonFacts.WrongType when a fact has another type than they document
     */
    public static Facts readGitea(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        return new GitHubFacts(event, json, GitHubPlaces.GITEA).read();
    }

    private Facts read() throws InvalidPayload, JsonFacts.WrongType {
        boolean push = event.is("push");
        boolean made = event.is("create") || event.is("delete");
        @Nullable String ref = push || made ? NameValidation.plain(json, "ref") : firstIfAny(places.refs());
        @Nullable RefName branch = null;
        @Nullable RefName tag = null;
        if (push && ref != null) {
            branch = NameValidation.branch(ref);
            tag = NameValidation.tag(ref);
        } else if (made && ref != null) {
            @Nullable String type = json.text("ref_type");
            branch = "branch".equals(type) ? NameValidation.refName(shortName(ref, HEADS)) : null;
            tag = "tag".equals(type) ? NameValidation.refName(shortName(ref, TAGS)) : null;
        }
        boolean pull = json.hasObject("pull_request");
        if (pull && branch == null && tag == null) {
            @Nullable String base = first(places.bases());
            branch = base == null ? null : NameValidation.refName(base);
        }
        @Nullable String after = push ? NameValidation.plain(json, "after") : null;
        return new Facts(
                event,
                NameValidation.plain(json, "action"),
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
        return deleted == null ? after != null && NameValidation.isNoCommit(after) : deleted;
    }

    /** A branch of GitHub's may be named like a full reference. */
    private String shortName(String ref, String prefix) {
        return places.fullRefs() && ref.startsWith(prefix) ? ref.substring(prefix.length()) : ref;
    }

    private @Nullable String sender() throws InvalidPayload, JsonFacts.WrongType {
        @Nullable String login = NameValidation.plain(json, "sender.login");
        if (login == null) {
            login = NameValidation.plain(json, "sender.username");
        }
        return login == null ? firstIfAny(places.senders()) : login;
    }

    private @Nullable Owner owner() throws InvalidPayload, JsonFacts.WrongType {
        @Nullable String login = ownerOfRepository();
        if (login == null) {
            login = json.text("organization.login");
        }
        if (login == null) {
            login = firstIfAny(places.accounts());
        }
        if (login == null) {
            return null;
        }
        if (!places.owners().matcher(login).matches()) {
            throw InvalidPayload.notAName("owner");
        }
        return NameValidation.owner(login);
    }

    private @Nullable String ownerOfRepository() throws InvalidPayload, JsonFacts.WrongType {
        @Nullable String home = home();
        if (home == null) {
            return null;
        }
        for (String name : places.ownerNames()) {
            @Nullable String login = json.text(home + "." + name);
            if (login != null) {
                return login;
            }
        }
        @Nullable String full = json.text(home + ".full_name");
        return full != null && full.indexOf('/') > 0 ? full.substring(0, full.indexOf('/')) : null;
    }

    private @Nullable Repository repository() throws InvalidPayload, JsonFacts.WrongType {
        @Nullable String home = home();
        if (home == null) {
            return null;
        }
        String name = json.text(home + ".name");
        String full = json.text(home + ".full_name");
        if (name == null && full != null) {
            name = full.substring(full.indexOf('/') + 1);
        }
        if (name == null || name.length() > LONGEST_REPOSITORY) {
            throw InvalidPayload.notAName("repository");
        }
        return NameValidation.repository(name);
    }

    /** The place of the repository; {@code null} when there is no repository. */
    private @Nullable String home() throws JsonFacts.WrongType {
        if (json.hasObject(REPOSITORY)) {
            return REPOSITORY;
        }
        for (String home : places.repositories()) {
            if (json.isObject(home)) {
                return home;
            }
        }
        return null;
    }

    private @Nullable String commit(@Nullable String after) throws InvalidPayload, JsonFacts.WrongType {
        if (after != null) {
            return NameValidation.isNoCommit(after) ? null : after;
        }
        for (String path : places.commits()) {
            // Where it stands depends on the event: what is no text there is a fault in the event that is named for
            // it, and in another, which may be one that GitHub has not documented yet, not the commit.
            String about = path.substring(0, path.indexOf('.'));
            String commit = event.name().contains(about)
                    ? NameValidation.plain(json, path)
                    : NameValidation.plainIfAny(json, path);
            if (commit != null) {
                return commit;
            }
        }
        return event.is("status") ? NameValidation.plain(json, "sha") : NameValidation.plainIfAny(json, "sha");
    }

    private @Nullable String first(List<String> paths) throws JsonFacts.WrongType {
        for (String path : paths) {
            @Nullable String text = json.text(path);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private @Nullable String firstIfAny(List<String> paths) {
        for (String path : paths) {
            @Nullable String text = NameValidation.plainIfAny(json, path);
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
