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
 * Reads what it can out of a payload of which nothing is promised: a repository in GitHub's form, and what stands beside
 * it, at the top or in {@code data}. What is not there, or is something else of the same name, is left out and no fault:
 * an invoice may have a {@code ref} too. Without a repository nothing is read.
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

    static Facts read(Event event, JsonFacts json) {
        for (String place : PLACES) {
            Facts facts = new LooseFacts(json, place).read(event);
            if (facts.repository() != null) {
                return facts;
            }
        }
        return Facts.of(event);
    }

    private Facts read(Event event) {
        String full = orEmpty("repository.full_name");
        int slash = full.lastIndexOf('/');
        @Nullable String ref = text("ref");
        @Nullable RefName branch = ref == null ? null : under("refs/heads/", ref);
        @Nullable RefName tag = ref == null ? null : under("refs/tags/", ref);
        @Nullable String after = text("after");
        boolean nothing = after != null && Names.isNoCommit(after);
        return new Facts(
                event,
                text("action"),
                owner(slash < 0 ? "" : full.substring(0, slash)),
                repository(full.substring(slash + 1)),
                branch,
                tag,
                branch == null && tag == null ? null : ref,
                nothing ? null : after,
                text("sender.login"),
                null,
                event.is("push") && nothing);
    }

    private @Nullable Owner owner(String ofFullName) {
        return Stream.of(orEmpty("repository.owner.login"), orEmpty("repository.owner.name"), ofFullName)
                .filter(Owner::isName)
                .map(Owner::new)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Repository repository(String ofFullName) {
        return Stream.of(orEmpty("repository.name"), ofFullName)
                .filter(Repository::isName)
                .map(Repository::new)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable RefName under(String prefix, String ref) {
        String name = ref.startsWith(prefix) ? ref.substring(prefix.length()) : "";
        return RefName.isName(name) ? new RefName(name) : null;
    }

    private String orEmpty(String name) {
        String text = text(name);
        return text == null ? "" : text;
    }

    private @Nullable String text(String name) {
        return Names.plainIfAny(json, place + name);
    }
}
