package dev.jenvoy.sender.bitbucket;

import static dev.jenvoy.sender.facts.FactReader.by;
import static dev.jenvoy.sender.facts.FactReader.choose;
import static dev.jenvoy.sender.facts.FactReader.isEvent;
import static dev.jenvoy.sender.facts.FactReader.nothing;
import static dev.jenvoy.sender.facts.FactReader.number;
import static dev.jenvoy.sender.facts.FactReader.object;
import static dev.jenvoy.sender.facts.FactReader.plain;
import static dev.jenvoy.sender.facts.FactReader.plainIfAny;
import static dev.jenvoy.sender.facts.FactReader.text;
import static dev.jenvoy.sender.facts.FactReader.textIfAny;
import static dev.jenvoy.sender.facts.FactReader.title;

import dev.jenvoy.delivery.RefName;
import dev.jenvoy.sender.facts.FactReader;
import dev.jenvoy.sender.facts.FactTable;
import dev.jenvoy.sender.facts.FullName;
import dev.jenvoy.sender.facts.NameValidation;
import dev.jenvoy.sender.request.InvalidPayload;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells where Bitbucket's payloads have their facts: those of the cloud, whose push has {@code push.changes}, and those of a
 * server, whose push has {@code changes}. A push of several branches or tags is as many deliveries.
 */
final class BitbucketFacts {

    /** Reads a project of a server. A name there is for people to read; the address of a repository has a slug. */
    private static final FactReader<FullName> ON_SERVER =
            choose(object("pullRequest"), onServer("pullRequest.toRef.repository"), ofRepository());

    private static final FactReader<Boolean> IS_THERE = object("new");
    private static final FactReader<String> NAME = choose(IS_THERE, text("new.name"), text("old.name"));
    private static final FactReader<String> TYPE = choose(IS_THERE, text("new.type"), text("old.type"));

    private static final FactReader<String> TO_HASH = plain("toHash");
    private static final FactReader<String> CHANGE = text("type");

    private static final FactReader<Boolean> DELETED = by(
            (event, json) -> {
                @Nullable String commit = TO_HASH.read(event, json);
                return "DELETE".equals(CHANGE.read(event, json))
                        || (commit != null && NameValidation.isNoCommit(commit));
            },
            TO_HASH,
            CHANGE);

    static final FactTable TABLE = FactTable.common()
            // A server sends of a changed project what it was and what it is, and no repository.
            .project(ON_SERVER, textIfAny("new.key").as(NameValidation::owner))
            // The cloud names a person by a nickname, an app or a team by a user name; a server by a name.
            .sender(plainIfAny("actor.username", "actor.nickname", "actor.name"))
            // A server tells of the newest commit of a push.
            .title(title(
                    "pullrequest.title", "pullRequest.title", "issue.title", "commit_status.name", "toCommit.message"))
            .rows(
                    FactTable.when(isEvent("repo_push"))
                            .each("push.changes")
                            .branch(named(Set.of("branch", "named_branch")))
                            .tag(named(Set.of("tag", "annotated_tag")))
                            .sha(plain("new.target.hash"))
                            .title(title("new.target.message"))
                            // A deleted branch has no "new".
                            .deletion(choose(IS_THERE, nothing(), FactTable.ALWAYS)),
                    FactTable.when(isEvent("repo_refs_changed"))
                            .each("changes")
                            .fullRef(plain("refId"))
                            .sha(choose(DELETED, nothing(), TO_HASH))
                            .deletion(DELETED),
                    FactTable.when(object("pullrequest"))
                            .branch(text("pullrequest.destination.branch.name").as(NameValidation::refName))
                            .sha(plain("pullrequest.source.commit.hash"))
                            .number(number("pullrequest.id")),
                    FactTable.when(object("pullRequest"))
                            .branch(text("pullRequest.toRef.id").as(NameValidation::branch))
                            .sha(plain("pullRequest.fromRef.latestCommit"))
                            .number(number("pullRequest.id")),
                    // The cloud's commit is an object, a server's a text.
                    FactTable.otherwise().sha(plainIfAny("commit.hash", "commit_status.commit.hash", "commit")));

    private BitbucketFacts() {}

    private static FactReader<RefName> named(Set<String> types) {
        return by(
                (event, json) -> {
                    @Nullable String name = NAME.read(event, json);
                    @Nullable String type = TYPE.read(event, json);
                    return name != null && type != null && types.contains(type) ? NameValidation.refName(name) : null;
                },
                NAME,
                TYPE);
    }

    /** A server sends of a changed repository what it was and what it is. */
    private static FactReader<FullName> ofRepository() {
        FactReader<FullName> known =
                text("repository.full_name").as(FullName::of).or(onServer("repository"));
        FactReader<FullName> changed =
                onServer("new").onlyIf(textIfAny("new.slug").present());
        return choose(object("repository"), known, changed);
    }

    private static FactReader<FullName> onServer(String at) {
        FactReader<String> slug = text(at + ".slug");
        FactReader<String> key = text(at + ".project.key");
        return by((event, json) -> fullName(slug.read(event, json), key.read(event, json)), slug, key);
    }

    private static FullName fullName(@Nullable String slug, @Nullable String project) throws InvalidPayload {
        if (slug == null || project == null) {
            throw InvalidPayload.notAName("repository");
        }
        return new FullName(NameValidation.owner(project), NameValidation.repository(slug));
    }
}
