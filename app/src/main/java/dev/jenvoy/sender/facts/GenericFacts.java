package dev.jenvoy.sender.facts;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.request.InvalidPayload;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads facts out of a payload whose form is not known. It looks for a repository in GitHub's form: an object {@code
 * repository} with a {@code name}, at the top or in {@code data}. The repository's names must be valid, and reference and
 * commit lie beside it. Without a repository these are not read, because an invoice may have a {@code ref} too. Action and
 * sender are read in any case; there a value that is no text counts as absent.
 *
 * <p>Each fact is read on demand, so that a fact taken from elsewhere is not judged here.
 */
public final class GenericFacts {

    private static final List<String> PLACES = List.of("", "data.");
    private static final List<String> NAMES = List.of(
            "action",
            "ref",
            "after",
            "repository.name",
            "repository.full_name",
            "repository.owner.login",
            "repository.owner.name",
            "sender.login");

    private final JsonFacts json;

    /** The prefix of the repository's path; {@code null} without a repository. */
    private final @Nullable String place;

    private GenericFacts(JsonFacts json, @Nullable String place) {
        this.json = json;
        this.place = place;
    }

    /** Returns every path that it reads, and one more. */
    public static Collection<String> with(String path) {
        return Stream.concat(
                        Stream.of(path),
                        PLACES.stream().flatMap(place -> NAMES.stream().map(name -> place + name)))
                .toList();
    }

    public static GenericFacts in(JsonFacts json) {
        for (String place : PLACES) {
            if (json.textIfAny(place + "repository.name") != null) {
                return new GenericFacts(json, place);
            }
        }
        return new GenericFacts(json, null);
    }

    /** Reads all facts. */
    public static Facts read(Event event, JsonFacts json) throws InvalidPayload {
        GenericFacts facts = in(json);
        @Nullable Repository repository = facts.repository();
        @Nullable String ref = facts.ref();
        @Nullable RefName branch = NameValidation.branch(ref);
        @Nullable RefName tag = NameValidation.tag(ref);
        @Nullable String after = facts.after();
        boolean nothing = after != null && NameValidation.isNoCommit(after);
        return Facts.about(event)
                .action(facts.action())
                .owner(facts.owner())
                .repository(repository)
                .branch(branch)
                .tag(tag)
                .ref(ref)
                .sha(nothing ? null : after)
                .sender(facts.sender())
                .deletion(event.is("push") && nothing)
                .build();
    }

    @Nullable
    public Repository repository() throws InvalidPayload {
        return place == null
                ? null
                : NameValidation.repository(String.valueOf(json.textIfAny(place + "repository.name")));
    }

    @Nullable
    public Owner owner() throws InvalidPayload {
        @Nullable String name = ownersName();
        return name == null ? null : NameValidation.owner(name);
    }

    /** Reads the owner of a repository that is named elsewhere; a text that cannot be an owner's name is for people. */
    @Nullable
    public Owner ownerIfAny() {
        @Nullable String name = ownersName();
        return name != null && Owner.isName(name) ? new Owner(name) : null;
    }

    private @Nullable String ownersName() {
        if (place == null) {
            return null;
        }
        for (String path : List.of("repository.owner.login", "repository.owner.name")) {
            @Nullable String name = json.textIfAny(place + path);
            if (name != null) {
                return name;
            }
        }
        @Nullable String full = json.textIfAny(place + "repository.full_name");
        return full != null && full.indexOf('/') > 0 ? full.substring(0, full.lastIndexOf('/')) : null;
    }

    /** Reads the reference of a branch or tag. */
    @Nullable
    public String ref() throws InvalidPayload {
        @Nullable String ref = place == null ? null : json.textIfAny(place + "ref");
        return NameValidation.branch(ref) == null && NameValidation.tag(ref) == null ? null : ref;
    }

    /** Reads the commit after a push, which may {@linkplain NameValidation#isNoCommit mean no commit}. */
    @Nullable
    public String after() {
        return place == null ? null : NameValidation.plainIfAny(json, place + "after");
    }

    @Nullable
    public String action() {
        return anywhere("action");
    }

    @Nullable
    public String sender() {
        return anywhere("sender.login");
    }

    /** Reads a text beside the repository, or without a repository at the first place that has it. */
    private @Nullable String anywhere(String name) {
        if (place != null) {
            return NameValidation.plainIfAny(json, place + name);
        }
        for (String any : PLACES) {
            @Nullable String text = NameValidation.plainIfAny(json, any + name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
