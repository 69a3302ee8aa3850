package dev.jenvoy.sender.github;

import static dev.jenvoy.sender.facts.FactReader.branchOf;
import static dev.jenvoy.sender.facts.FactReader.choose;
import static dev.jenvoy.sender.facts.FactReader.flag;
import static dev.jenvoy.sender.facts.FactReader.isEvent;
import static dev.jenvoy.sender.facts.FactReader.isEventWith;
import static dev.jenvoy.sender.facts.FactReader.isNoCommit;
import static dev.jenvoy.sender.facts.FactReader.nothing;
import static dev.jenvoy.sender.facts.FactReader.number;
import static dev.jenvoy.sender.facts.FactReader.object;
import static dev.jenvoy.sender.facts.FactReader.objectIfAny;
import static dev.jenvoy.sender.facts.FactReader.plain;
import static dev.jenvoy.sender.facts.FactReader.plainIfAny;
import static dev.jenvoy.sender.facts.FactReader.refName;
import static dev.jenvoy.sender.facts.FactReader.tagOf;
import static dev.jenvoy.sender.facts.FactReader.text;
import static dev.jenvoy.sender.facts.FactReader.title;
import static dev.jenvoy.sender.facts.FactReader.titleIn;

import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.sender.facts.FactReader;
import dev.jenvoy.sender.facts.FactTable;
import dev.jenvoy.sender.facts.NameValidation;
import dev.jenvoy.sender.request.InvalidPayload;
import java.util.List;
import java.util.function.Function;

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
                .title(title(array(places.titles())))
                .rows(
                        row(isEvent("push"), ref, branchOf(ref), tagOf(ref))
                                .sha(pushed())
                                .deletion(deletion())
                                // Gogs has no head commit.
                                .title(title("head_commit.message").or(titleIn("commits", pushed(), "message"))),
                        row(isEvent("create", "delete"), ref, made("branch", HEADS), made("tag", TAGS))
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
        FactReader<String> base = nothing();
        for (String path : places.bases()) {
            base = base.or(text(path));
        }
        return FactTable.when(condition)
                .ref(ref)
                .branch(branch.or(choose(tag.present(), nothing(), refName(base).onlyIf(pull))))
                .tag(tag)
                .number(number("pull_request.number").onlyIf(pull));
    }

    /** A branch of GitHub's may be named like a full reference; Forgejo names created branches in full. */
    private FactReader<RefName> made(String kind, String prefix) {
        FactReader<String> ref = plain("ref");
        FactReader<String> type = text("ref_type");
        FactReader<Boolean> isKind = type.as(kind::equals);
        return ref.onlyIf(choose(ref.present(), isKind, nothing()))
                .as(name -> NameValidation.refName(
                        places.fullRefs() && name.startsWith(prefix) ? name.substring(prefix.length()) : name));
    }

    /** Returns the commit after a push; nothing after a deletion. */
    private FactReader<String> pushed() {
        FactReader<String> after = plain("after");
        return choose(after.present(), choose(isNoCommit(after), nothing(), after), commit());
    }

    /** GitHub says that a push deletes. Gitea, which sends GitHub's headers too, only sends a commit of zeros. */
    private static FactReader<Boolean> deletion() {
        return flag("deleted").or(isNoCommit(plain("after")));
    }

    /**
     * Returns the commit, whose place depends on the event. A value that is no text there is a fault in the event that the
     * place is named for. In another event, which GitHub may not have documented yet, it is not the commit.
     */
    private FactReader<String> commit() {
        FactReader<String> first = nothing();
        for (String path : places.commits()) {
            String about = path.substring(0, path.indexOf('.'));
            first = first.or(choose(isEventWith(about), plain(path), plainIfAny(path)));
        }
        return first.or(choose(isEvent("status"), plain("sha"), plainIfAny("sha")));
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
        FactReader<String> login = nothing();
        for (String name : places.ownerNames()) {
            login = login.or(text(home + "." + name));
        }
        return login.or(text(home + ".full_name")
                .as(full -> full.indexOf('/') > 0 ? full.substring(0, full.indexOf('/')) : null));
    }

    private FactReader<Repository> repository() {
        return ofRepository(GitHubFacts::repositoryAt).as(GitHubFacts::checkedRepository);
    }

    private static FactReader<String> repositoryAt(String home) {
        FactReader<String> name = text(home + ".name");
        FactReader<String> full = text(home + ".full_name");
        // The condition reads the full name too, so that neither may be of another type.
        return choose(full.present(), name.or(full.as(text -> text.substring(text.indexOf('/') + 1))), name)
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

    private static String[] array(List<String> paths) {
        return paths.toArray(new String[0]);
    }
}
