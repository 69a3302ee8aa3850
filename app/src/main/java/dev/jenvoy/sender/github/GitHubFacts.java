package dev.jenvoy.sender.github;

import static dev.jenvoy.sender.facts.FactReader.by;
import static dev.jenvoy.sender.facts.FactReader.choose;
import static dev.jenvoy.sender.facts.FactReader.flag;
import static dev.jenvoy.sender.facts.FactReader.nothing;
import static dev.jenvoy.sender.facts.FactReader.number;
import static dev.jenvoy.sender.facts.FactReader.object;
import static dev.jenvoy.sender.facts.FactReader.objectIfAny;
import static dev.jenvoy.sender.facts.FactReader.plain;
import static dev.jenvoy.sender.facts.FactReader.plainIfAny;
import static dev.jenvoy.sender.facts.FactReader.text;

import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.sender.facts.FactReader;
import dev.jenvoy.sender.facts.FactTable;
import dev.jenvoy.sender.facts.NameValidation;
import dev.jenvoy.sender.request.InvalidPayload;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells where payloads of GitHub have their facts, see GitHub's documentation of webhook events and payloads, and those of
 * senders that write such payloads.
 */
public final class GitHubFacts {

    /** GitHub's own. */
    public static final FactTable TABLE = new GitHubFacts(GitHubPlaces.GITHUB).table();

    /** Those of Gitea, Forgejo and Gogs. */
    public static final FactTable GITEA = new GitHubFacts(GitHubPlaces.GITEA).table();

    private static final int MAX_REPOSITORY_CHARS = 100;
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    private final GitHubPlaces places;

    private GitHubFacts(GitHubPlaces places) {
        this.places = places;
    }

    private FactTable table() {
        FactReader<String> ref = plain("ref");
        return FactTable.common()
                .action(plain("action"))
                .owner(owner())
                .repository(repository())
                .sender(plain("sender.login").or(plain("sender.username")).or(plainIfAny(array(places.senders()))))
                .rows(
                        row(is("push"), ref, ref.as(NameValidation::branch), ref.as(NameValidation::tag))
                                .sha(pushed())
                                .deletion(deletion()),
                        row(
                                        by((event, json) -> event.is("create") || event.is("delete")),
                                        ref,
                                        made("branch", HEADS),
                                        made("tag", TAGS))
                                .sha(commit()),
                        row(FactTable.ALWAYS, plainIfAny(array(places.refs())), nothing(), nothing())
                                .sha(commit()));
    }

    /** A pull request has the branch that it goes to, where its reference names neither a branch nor a tag. */
    private FactTable.Row row(
            FactReader<Boolean> condition,
            FactReader<String> ref,
            FactReader<RefName> branch,
            FactReader<RefName> tag) {
        FactReader<Boolean> pull = object("pull_request");
        FactReader<RefName> base = first(places.bases(), FactReader::text)
                .as(NameValidation::refName)
                .onlyIf(pull);
        return FactTable.when(condition)
                .ref(ref)
                .branch(branch.or(choose(tag.as(found -> true), nothing(), base)))
                .tag(tag)
                .number(number("pull_request.number").onlyIf(pull));
    }

    /** A branch of GitHub's may be named like a full reference; Forgejo names created branches in full. */
    private FactReader<RefName> made(String kind, String prefix) {
        FactReader<String> ref = plain("ref");
        FactReader<String> type = text("ref_type");
        FactReader<Boolean> isKind = type.as(kind::equals);
        return ref.onlyIf(choose(ref.as(name -> true), isKind, nothing()))
                .as(name -> NameValidation.refName(
                        places.fullRefs() && name.startsWith(prefix) ? name.substring(prefix.length()) : name));
    }

    /** Returns the commit after a push; nothing after a deletion. */
    private FactReader<String> pushed() {
        FactReader<String> after = plain("after");
        return choose(after.as(sha -> true), after.as(GitHubFacts::commitOrNothing), commit());
    }

    private static @Nullable String commitOrNothing(String sha) {
        return NameValidation.isNoCommit(sha) ? null : sha;
    }

    /** GitHub says that a push deletes. Gitea, which sends GitHub's headers too, only sends a commit of zeros. */
    private static FactReader<Boolean> deletion() {
        return flag("deleted").or(plain("after").as(NameValidation::isNoCommit));
    }

    /**
     * Returns the commit, whose place depends on the event. A value that is no text there is a fault in the event that the
     * place is named for. In another event, which GitHub may not have documented yet, it is not the commit.
     */
    private FactReader<String> commit() {
        FactReader<String> first = nothing();
        for (String path : places.commits()) {
            String about = path.substring(0, path.indexOf('.'));
            first = first.or(choose(by((event, json) -> event.name().contains(about)), plain(path), plainIfAny(path)));
        }
        return first.or(choose(is("status"), plain("sha"), plainIfAny("sha")));
    }

    private FactReader<Owner> owner() {
        return ofRepository(this::ownerAt)
                .or(text("organization.login"))
                .or(plainIfAny(array(places.accounts())))
                .as(this::owner);
    }

    private Owner owner(String login) throws InvalidPayload {
        if (!places.owners().matcher(login).matches()) {
            throw InvalidPayload.notAName("owner");
        }
        return NameValidation.owner(login);
    }

    private FactReader<String> ownerAt(String home) {
        return first(places.ownerNames(), name -> text(home + "." + name))
                .or(text(home + ".full_name")
                        .as(full -> full.indexOf('/') > 0 ? full.substring(0, full.indexOf('/')) : null));
    }

    private FactReader<Repository> repository() {
        return ofRepository(GitHubFacts::repositoryAt).as(GitHubFacts::checkedRepository);
    }

    private static FactReader<String> repositoryAt(String home) {
        FactReader<String> name = text(home + ".name");
        // Both are read, so that neither may be of another type.
        FactReader<String> full = text(home + ".full_name").as(text -> text.substring(text.indexOf('/') + 1));
        return by(
                        (event, json) -> {
                            @Nullable String last = full.read(event, json);
                            @Nullable String own = name.read(event, json);
                            return own == null ? last : own;
                        },
                        name,
                        full)
                .required("repository");
    }

    private static Repository checkedRepository(String name) throws InvalidPayload {
        if (name.length() > MAX_REPOSITORY_CHARS) {
            throw InvalidPayload.notAName("repository");
        }
        return NameValidation.repository(name);
    }

    /** Reads something of the repository, from the first of its places that has an object. */
    private <T> FactReader<T> ofRepository(Function<String, FactReader<T>> reader) {
        FactReader<T> elsewhere = nothing();
        for (int at = places.repositories().size() - 1; at >= 0; at--) {
            String home = places.repositories().get(at);
            elsewhere = choose(objectIfAny(home), reader.apply(home), elsewhere);
        }
        return choose(object("repository"), reader.apply("repository"), elsewhere);
    }

    private static FactReader<Boolean> is(String name) {
        return by((event, json) -> event.is(name));
    }

    private static FactReader<String> first(List<String> paths, Function<String, FactReader<String>> reader) {
        FactReader<String> first = nothing();
        for (String path : paths) {
            first = first.or(reader.apply(path));
        }
        return first;
    }

    private static String[] array(List<String> paths) {
        return paths.toArray(String[]::new);
    }
}
