package dev.jenvoy.source;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what it can out of a payload of which nothing is promised: a repository in GitHub's form (an object {@code
 * repository} with a {@code name}), and what stands beside it, at the top or in {@code data}. Where there is no such
 * object, nothing is read and nothing is a fault: an invoice may have a {@code ref} too. Where there is one, its names
 * must be possible names.
 */
final class LooseFacts {

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
    private final String place;

    private LooseFacts(JsonFacts json, String place) {
        this.json = json;
        this.place = place;
    }

    /** Every path that it looks at, and one more. */
    static Collection<String> with(String path) {
        return Stream.concat(
                        Stream.of(path),
                        PLACES.stream().flatMap(place -> NAMES.stream().map(name -> place + name)))
                .toList();
    }

    static Facts read(Event event, JsonFacts json) throws Unfit {
        for (String place : PLACES) {
            LooseFacts facts = new LooseFacts(json, place);
            @Nullable String name = facts.json.textIfAny(place + "repository.name");
            if (name != null) {
                return facts.read(event, Names.repository(name));
            }
        }
        return Facts.of(event);
    }

    private Facts read(Event event, Repository repository) throws Unfit {
        @Nullable String ref = json.textIfAny(place + "ref");
        @Nullable RefName branch = Names.branch(ref);
        @Nullable RefName tag = Names.tag(ref);
        @Nullable String after = text("after");
        boolean nothing = after != null && Names.isNoCommit(after);
        return new Facts(
                event,
                text("action"),
                owner(),
                repository,
                branch,
                tag,
                branch == null && tag == null ? null : ref,
                nothing ? null : after,
                text("sender.login"),
                null,
                event.is("push") && nothing);
    }

    private @Nullable Owner owner() throws Unfit {
        for (String path : List.of("repository.owner.login", "repository.owner.name")) {
            @Nullable String name = json.textIfAny(place + path);
            if (name != null) {
                return Names.owner(name);
            }
        }
        @Nullable String full = json.textIfAny(place + "repository.full_name");
        return full == null ? null : FullName.of(full).owner();
    }

    private @Nullable String text(String name) {
        return Names.plainIfAny(json, place + name);
    }
}
