package dev.jenvoy.sender.bitbucket;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.sender.facts.FullName;
import dev.jenvoy.sender.facts.NameValidation;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.request.InvalidPayload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the facts out of a payload of Bitbucket's: of the cloud, whose push has {@code push.changes}, or of a server,
 * whose push has {@code changes}. A push of several branches or tags is as many deliveries.
 */
final class BitbucketFacts {

    /** Everything that is read. */
    static final JsonPaths PATHS = JsonPaths.of(
            "actor.username",
            "actor.nickname",
            "actor.name",
            "repository.full_name",
            "repository.slug",
            "repository.project.key",
            "push.changes.*.new.name",
            "push.changes.*.new.type",
            "push.changes.*.new.target.hash",
            "push.changes.*.old.name",
            "push.changes.*.old.type",
            "changes.*.refId",
            "changes.*.toHash",
            "changes.*.type",
            "pullrequest.id",
            "pullrequest.destination.branch.name",
            "pullrequest.source.commit.hash",
            "pullRequest.id",
            "pullRequest.toRef.id",
            "pullRequest.toRef.repository.slug",
            "pullRequest.toRef.repository.project.key",
            "pullRequest.fromRef.latestCommit",
            "commit",
            "commit.hash",
            "commit_status.commit.hash",
            "new.slug",
            "new.key",
            "new.project.key");

    private final Event event;
    private final JsonFacts json;

    private BitbucketFacts(Event event, JsonFacts json) {
        this.event = event;
        this.json = json;
    }

    /**
     * The facts of this event, at least one.
     *
     * @throws InvalidPayload when a name cannot be one
     * @throws JsonFacts.WrongType when a fact has another type than Bitbucket documents
     */
    static List<Facts> read(Event event, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        return new BitbucketFacts(event, json).read();
    }

    private List<Facts> read() throws InvalidPayload, JsonFacts.WrongType {
        List<Facts> all = new ArrayList<>();
        if (event.is("repo_push")) {
            for (int i = 0; i < json.size("push.changes"); i++) {
                all.add(cloudChange("push.changes." + i));
            }
        } else if (event.is("repo_refs_changed")) {
            for (int i = 0; i < json.size("changes"); i++) {
                all.add(serverChange("changes." + i));
            }
        } else if (json.hasObject("pullrequest")) {
            String base = json.text("pullrequest.destination.branch.name");
            return List.of(facts(
                    base == null ? null : NameValidation.refName(base),
                    null,
                    null,
                    NameValidation.plain(json, "pullrequest.source.commit.hash"),
                    json.number("pullrequest.id"),
                    false));
        } else if (json.hasObject("pullRequest")) {
            return List.of(facts(
                    NameValidation.branch(json.text("pullRequest.toRef.id")),
                    null,
                    null,
                    NameValidation.plain(json, "pullRequest.fromRef.latestCommit"),
                    json.number("pullRequest.id"),
                    false));
        }
        if (all.isEmpty()) {
            all.add(facts(null, null, null, commit(), null, false));
        }
        return all;
    }

    /** The cloud's commit is an object, the server's a text. */
    private @Nullable String commit() {
        for (String path : List.of("commit.hash", "commit_status.commit.hash", "commit")) {
            String hash = NameValidation.plainIfAny(json, path);
            if (hash != null) {
                return hash;
            }
        }
        return null;
    }

    /** A deleted branch has no {@code new}. */
    private Facts cloudChange(String at) throws InvalidPayload, JsonFacts.WrongType {
        boolean deletion = !json.hasObject(at + ".new");
        String side = at + (deletion ? ".old" : ".new");
        String name = json.text(side + ".name");
        String type = json.text(side + ".type");
        boolean tag = "tag".equals(type) || "annotated_tag".equals(type);
        boolean branch = "branch".equals(type) || "named_branch".equals(type);
        return facts(
                branch && name != null ? NameValidation.refName(name) : null,
                tag && name != null ? NameValidation.refName(name) : null,
                null,
                NameValidation.plain(json, at + ".new.target.hash"),
                null,
                deletion);
    }

    private Facts serverChange(String at) throws InvalidPayload, JsonFacts.WrongType {
        String ref = NameValidation.plain(json, at + ".refId");
        String commit = NameValidation.plain(json, at + ".toHash");
        boolean deletion =
                "DELETE".equals(json.text(at + ".type")) || (commit != null && NameValidation.isNoCommit(commit));
        return facts(
                NameValidation.branch(ref), NameValidation.tag(ref), ref, deletion ? null : commit, null, deletion);
    }

    private Facts facts(
            @Nullable RefName branch,
            @Nullable RefName tag,
            @Nullable String ref,
            @Nullable String sha,
            @Nullable Long number,
            boolean deletion)
            throws InvalidPayload, JsonFacts.WrongType {
        FullName repository = repository();
        return new Facts(
                event,
                null,
                repository == null ? project() : repository.owner(),
                repository == null ? null : repository.repository(),
                branch,
                tag,
                ref,
                sha,
                sender(),
                number,
                deletion);
    }

    /** A name is for people to read and may hold anything; the address of a repository has no such words. */
    private @Nullable FullName repository() throws InvalidPayload, JsonFacts.WrongType {
        if (json.hasObject("pullRequest")) {
            return onServer("pullRequest.toRef.repository");
        }
        if (!json.hasObject("repository")) {
            // A server tells of a changed repository what it was and what it is.
            return json.textIfAny("new.slug") == null ? null : onServer("new");
        }
        String full = json.text("repository.full_name");
        return full == null ? onServer("repository") : FullName.of(full);
    }

    /** Of a changed project a server tells what it was and what it is, and of no repository. */
    private @Nullable Owner project() throws InvalidPayload {
        String key = json.textIfAny("new.key");
        return key == null ? null : NameValidation.owner(key);
    }

    private @Nullable FullName onServer(String at) throws InvalidPayload, JsonFacts.WrongType {
        String slug = json.text(at + ".slug");
        String project = json.text(at + ".project.key");
        if (slug == null || project == null) {
            throw InvalidPayload.notAName("repository");
        }
        return new FullName(NameValidation.owner(project), NameValidation.repository(slug));
    }

    /** The cloud names a person by a nickname, an app or a team by a user name; a server by a name. */
    private @Nullable String sender() {
        for (String path : List.of("actor.username", "actor.nickname", "actor.name")) {
            String name = NameValidation.plainIfAny(json, path);
            if (name != null) {
                return name;
            }
        }
        return null;
    }
}
