package dev.jenvoy.hook;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.sender.CommonEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts that select hooks.
 *
 * @param kind the common name of the event, by which hooks may be named too; {@code null} if they may not, or if the sender's
 *     own name is the common one
 */
public record HookSelector(
        Event event,
        @Nullable Event kind,
        @Nullable Owner owner,
        @Nullable Repository repository,
        @Nullable RefName branch) {

    /** Makes a selector of an event that has only its own name. */
    public HookSelector(Event event, @Nullable Owner owner, @Nullable Repository repository, @Nullable RefName branch) {
        this(event, null, owner, repository, branch);
    }

    /** Returns the selector of a delivery with these facts. */
    public static HookSelector of(Facts facts, boolean commonNames) {
        Event kind = commonNames ? CommonEvent.kind(facts) : facts.event();
        return new HookSelector(
                facts.event(),
                kind.equals(facts.event()) ? null : kind,
                facts.owner(),
                facts.repository(),
                facts.branch());
    }

    /** Returns the same selector for any owner. */
    public HookSelector ofAnyOwner() {
        return new HookSelector(event, kind, null, repository, branch);
    }

    /** Returns whether one of the names is there only because of the common name of the event. */
    public boolean isCommon(BaseName parent) {
        return kind != null
                && !new HookSelector(event, owner, repository, branch).parents().contains(parent);
    }

    /**
     * Returns the names of this selector's hooks, in the order in which they run: the six of the owner's folder, then
     * the six of the hooks folder itself. Each name with the sender's own name of the event is followed by the one with the
     * common name. Leaves out names that need a repository or a branch that the delivery does
     * not have.
     */
    public List<BaseName> parents() {
        List<BaseName> parents = new ArrayList<>(12);
        if (owner != null) {
            addSix("@" + owner.name() + "/", parents);
        }
        addSix("", parents);
        return parents;
    }

    private void addSix(String folder, List<BaseName> parents) {
        addThree(folder, kind == null ? List.of(event.name()) : List.of(event.name(), kind.name()), parents);
        addThree(folder, List.of(BaseName.ALL), parents);
    }

    private void addThree(String folder, List<String> events, List<BaseName> parents) {
        if (repository != null && branch != null && mayNameHooks(branch)) {
            for (String first : events) {
                parents.add(BaseName.of(folder, first + "-" + repository.name() + "-" + branch.name(), false));
            }
        }
        if (repository != null) {
            for (String first : events) {
                parents.add(BaseName.of(folder, first + "-" + repository.name(), false));
            }
        }
        for (String first : events) {
            parents.add(BaseName.of(folder, first, true));
        }
    }

    /**
     * Returns whether hooks may be named after a branch. A branch {@code main+deploy} must not reach a child of {@code
     * main}.
     */
    public static boolean mayNameHooks(RefName branch) {
        return branch.name().indexOf('+') < 0 && branch.name().indexOf('=') < 0;
    }
}
