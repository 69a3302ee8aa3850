package dev.jenvoy.sender.facts;

import static dev.jenvoy.sender.facts.FactReader.choose;
import static dev.jenvoy.sender.facts.FactReader.isEvent;
import static dev.jenvoy.sender.facts.FactReader.isNoCommit;
import static dev.jenvoy.sender.facts.FactReader.nothing;
import static dev.jenvoy.sender.facts.FactReader.plainIfAny;
import static dev.jenvoy.sender.facts.FactReader.textIfAny;

import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.Repository;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a payload whose form is not known has its facts. It looks for a repository in GitHub's form: an object {@code
 * repository} with a {@code name}, at the top or in {@code data}. The repository's names must be valid, and reference and
 * commit lie beside it. Without a repository these are not read, because an invoice may have a {@code ref} too. Action and
 * sender are read in any case; there a value that is no text counts as absent.
 */
public final class GenericFacts {

    private static final String TOP = "";
    private static final String DATA = "data.";

    public static final FactReader<Repository> REPOSITORY =
            besideRepository(GenericFacts::name).as(NameValidation::repository);

    private static final FactReader<String> OWNERS_NAME =
            besideRepository(place -> textIfAny(place + "repository.owner.login")
                    .or(textIfAny(place + "repository.owner.name"))
                    .or(textIfAny(place + "repository.full_name").as(GenericFacts::beforeLastSlash)));

    public static final FactReader<Owner> OWNER = OWNERS_NAME.as(NameValidation::owner);

    /** Reads the owner of a repository that is named elsewhere; a text that cannot be an owner's name is for people. */
    public static final FactReader<Owner> OWNER_IF_ANY =
            OWNERS_NAME.as(name -> Owner.isName(name) ? new Owner(name) : null);

    /** Reads the reference of a branch or tag. */
    public static final FactReader<String> REF = besideRepository(place -> textIfAny(place + "ref"))
            .as(ref -> NameValidation.branch(ref) == null && NameValidation.tag(ref) == null ? null : ref);

    /** Reads the commit after a push, which may {@linkplain NameValidation#isNoCommit mean no commit}. */
    public static final FactReader<String> AFTER = besideRepository(place -> plainIfAny(place + "after"));

    public static final FactReader<String> ACTION = anywhere("action");
    public static final FactReader<String> SENDER = anywhere("sender.login");

    /** Reads the title at GitHub's places. */
    public static final FactReader<String> TITLE = FactReader.title(
            "head_commit.message",
            "pull_request.title",
            "issue.title",
            "release.name",
            "data.head_commit.message",
            "data.pull_request.title",
            "data.issue.title",
            "data.release.name");

    private GenericFacts() {}

    /**
     * Returns a table of all facts.
     *
     * @param others what the sender reads besides
     */
    public static FactTable table(FactReader<?> others) {
        return FactTable.common()
                .declare(others)
                .action(ACTION)
                .owner(OWNER)
                .repository(REPOSITORY)
                .sender(SENDER)
                .title(TITLE)
                .rows(FactTable.otherwise()
                        .fullRef(REF)
                        .sha(commit(AFTER))
                        .deletion(isNoCommit(AFTER).onlyIf(isEvent("push"))));
    }

    /** Reads a commit; finds nothing where the hash means that there is none. */
    public static FactReader<String> commit(FactReader<String> sha) {
        return sha.as(hash -> NameValidation.isNoCommit(hash) ? null : hash);
    }

    private static FactReader<String> name(String place) {
        return textIfAny(place + "repository.name");
    }

    /** Reads a fact at the first place that has a repository; finds nothing without a repository. */
    private static <T> FactReader<T> besideRepository(Function<String, FactReader<T>> reader) {
        return besideRepository(reader, nothing());
    }

    private static <T> FactReader<T> besideRepository(
            Function<String, FactReader<T>> reader, FactReader<T> withoutRepository) {
        FactReader<T> inData = choose(name(DATA).present(), reader.apply(DATA), withoutRepository);
        return choose(name(TOP).present(), reader.apply(TOP), inData);
    }

    /** Reads a text beside the repository, or without a repository at the first place that has it. */
    private static FactReader<String> anywhere(String name) {
        return besideRepository(place -> plainIfAny(place + name), plainIfAny(TOP + name, DATA + name));
    }

    private static @Nullable String beforeLastSlash(String full) {
        return full.indexOf('/') > 0 ? full.substring(0, full.lastIndexOf('/')) : null;
    }
}
