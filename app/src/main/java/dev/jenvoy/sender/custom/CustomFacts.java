package dev.jenvoy.sender.custom;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.sender.facts.FullName;
import dev.jenvoy.sender.facts.GenericFacts;
import dev.jenvoy.sender.facts.NameValidation;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.request.InvalidPayload;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the facts from the paths that the configuration names, and from GitHub's places for the other facts. A value at a
 * named path must be a valid fact; GitHub's place for that fact is then not read.
 */
final class CustomFacts {

    private final Event event;
    private final GenericFacts usual;
    private final Map<String, String> paths;
    private final JsonFacts json;

    private CustomFacts(Event event, Map<String, String> paths, JsonFacts json) {
        this.event = event;
        this.usual = GenericFacts.in(json);
        this.paths = paths;
        this.json = json;
    }

    /** Returns every path that is read. */
    static Collection<String> paths(Map<String, String> named) {
        return Stream.concat(GenericFacts.with("action").stream(), named.values().stream())
                .distinct()
                .toList();
    }

    /**
     * Reads the facts of this event.
     *
     * @param named the paths by the facts' names
     */
    static Facts read(Event event, Map<String, String> named, JsonFacts json)
            throws InvalidPayload, JsonFacts.WrongType {
        return new CustomFacts(event, named, json).read();
    }

    private Facts read() throws InvalidPayload, JsonFacts.WrongType {
        boolean refIsNamed = paths.containsKey("branch") || paths.containsKey("tag") || paths.containsKey("ref");
        String ref = refIsNamed ? named("ref") : usual.ref();
        RefName branch = branch(ref);
        RefName tag = tag(ref);
        String sha = paths.containsKey("sha") ? named("sha") : usual.after();
        boolean nothing = sha != null && NameValidation.isNoCommit(sha);
        return Facts.about(event)
                .action(paths.containsKey("action") ? named("action") : usual.action())
                .owner(owner())
                .repository(repository())
                .branch(branch)
                .tag(tag)
                .ref(ref)
                .sha(nothing ? null : sha)
                .sender(paths.containsKey("sender") ? named("sender") : usual.sender())
                .deletion(nothing && (event.is("push") || branch != null || tag != null))
                .build();
    }

    /** Reads the branch. The named path may hold a full reference, which says itself what it is. */
    private @Nullable RefName branch(@Nullable String ref) throws InvalidPayload, JsonFacts.WrongType {
        String name = named("branch");
        if (name == null) {
            return NameValidation.branch(ref);
        }
        return name.startsWith("refs/") ? NameValidation.branch(name) : NameValidation.refName(name);
    }

    private @Nullable RefName tag(@Nullable String ref) throws InvalidPayload, JsonFacts.WrongType {
        String name = named("tag");
        if (name != null) {
            return name.startsWith("refs/") ? NameValidation.tag(name) : NameValidation.refName(name);
        }
        RefName ofBranch = NameValidation.tag(named("branch"));
        return ofBranch == null ? NameValidation.tag(ref) : ofBranch;
    }

    /** Reads the owner: the part before the last slash of the repository, unless the configuration names a path. */
    private @Nullable Owner owner() throws InvalidPayload, JsonFacts.WrongType {
        if (paths.containsKey("owner")) {
            String name = named("owner");
            return name == null ? null : NameValidation.owner(name);
        }
        if (!paths.containsKey("repository")) {
            return usual.owner();
        }
        String full = named("repository");
        return full != null && full.indexOf('/') >= 0 ? FullName.of(full).owner() : usual.ownerIfAny();
    }

    private @Nullable Repository repository() throws InvalidPayload, JsonFacts.WrongType {
        if (!paths.containsKey("repository")) {
            return usual.repository();
        }
        String name = named("repository");
        return name == null ? null : NameValidation.repository(name.substring(name.lastIndexOf('/') + 1));
    }

    private @Nullable String named(String fact) throws InvalidPayload, JsonFacts.WrongType {
        String path = paths.get(fact);
        return path == null ? null : NameValidation.plain(json, path);
    }
}
