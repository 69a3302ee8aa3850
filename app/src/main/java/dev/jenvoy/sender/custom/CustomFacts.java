package dev.jenvoy.sender.custom;

import static dev.jenvoy.sender.facts.FactReader.branchOf;
import static dev.jenvoy.sender.facts.FactReader.choose;
import static dev.jenvoy.sender.facts.FactReader.isEvent;
import static dev.jenvoy.sender.facts.FactReader.isNoCommit;
import static dev.jenvoy.sender.facts.FactReader.nothing;
import static dev.jenvoy.sender.facts.FactReader.tagOf;

import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.sender.facts.FactReader;
import dev.jenvoy.sender.facts.FactTable;
import dev.jenvoy.sender.facts.FullName;
import dev.jenvoy.sender.facts.GenericFacts;
import dev.jenvoy.sender.facts.NameValidation;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the facts from the paths that the configuration names, and from GitHub's places for the other facts. A value at a
 * named path must be a valid fact; GitHub's place for that fact is then not read.
 *
 * @param paths the named paths by the facts' names
 */
record CustomFacts(Map<String, String> paths) {

    FactTable table() {
        boolean refIsNamed = paths.containsKey("branch") || paths.containsKey("tag") || paths.containsKey("ref");
        FactReader<String> ref = refIsNamed ? named("ref") : GenericFacts.REF;
        FactReader<RefName> branch = branch(ref);
        FactReader<RefName> tag = tag(ref);
        FactReader<String> sha = named("sha", GenericFacts.AFTER);
        FactReader<Boolean> mayBeDeleted =
                choose(isEvent("push"), FactTable.ALWAYS, choose(branch.present(), FactTable.ALWAYS, tag.present()));
        return FactTable.common()
                .action(named("action", GenericFacts.ACTION))
                .owner(owner())
                .repository(repository())
                .sender(named("sender", GenericFacts.SENDER))
                .title(title())
                .rows(FactTable.otherwise()
                        .branch(branch)
                        .tag(tag)
                        .ref(ref)
                        .sha(GenericFacts.commit(sha))
                        .deletion(isNoCommit(sha).onlyIf(mayBeDeleted)));
    }

    /** Reads the branch. The named path may hold a full reference, which says itself what it is. */
    private FactReader<RefName> branch(FactReader<String> ref) {
        FactReader<String> name = named("branch");
        FactReader<RefName> own =
                name.as(text -> text.startsWith("refs/") ? NameValidation.branch(text) : NameValidation.refName(text));
        return choose(name.present(), own, branchOf(ref));
    }

    private FactReader<RefName> tag(FactReader<String> ref) {
        FactReader<String> name = named("tag");
        FactReader<RefName> own =
                name.as(text -> text.startsWith("refs/") ? NameValidation.tag(text) : NameValidation.refName(text));
        return choose(name.present(), own, tagOf(named("branch")).or(tagOf(ref)));
    }

    /** Reads the owner: the part before the last slash of the repository, unless the configuration names a path. */
    private FactReader<Owner> owner() {
        if (paths.containsKey("owner")) {
            return named("owner").as(NameValidation::owner);
        }
        if (!paths.containsKey("repository")) {
            return GenericFacts.OWNER;
        }
        FactReader<String> full = named("repository");
        return choose(
                full.as(name -> name.indexOf('/') >= 0),
                full.as(name -> FullName.of(name).owner()),
                GenericFacts.OWNER_IF_ANY);
    }

    private FactReader<Repository> repository() {
        return paths.containsKey("repository")
                ? named("repository").as(name -> NameValidation.repository(name.substring(name.lastIndexOf('/') + 1)))
                : GenericFacts.REPOSITORY;
    }

    private FactReader<String> title() {
        return Optional.ofNullable(paths.get("title")).map(FactReader::title).orElse(GenericFacts.TITLE);
    }

    private FactReader<String> named(String fact) {
        return named(fact, nothing());
    }

    /** Reads a fact at its named path, or as usual if the configuration names no path. */
    private FactReader<String> named(String fact, FactReader<String> usual) {
        return Optional.ofNullable(paths.get(fact)).map(FactReader::plain).orElse(usual);
    }
}
