package dev.jenvoy.hook;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts that select hooks. */
public record HookSelector(
        Event event,
        @Nullable Owner owner,
        @Nullable Repository repository,
        @Nullable RefName branch) {

    /** Returns the selector of a delivery with these facts. */
    public static HookSelector of(Facts facts) {
        return new HookSelector(facts.event(), facts.owner(), facts.repository(), facts.branch());
    }

    /**
     * Returns the names of this selector's hooks, in the order in which they run: the six of the owner's folder, then
     * the six of the hooks folder itself. Leaves out names that need a repository or a branch that the delivery does
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
        for (String first : List.of(event.name(), BaseName.ALL)) {
            if (repository != null) {
                String named = first + "-" + repository.name();
                if (branch != null && mayNameHooks(branch)) {
                    parents.add(BaseName.of(folder, named + "-" + branch.name(), false));
                }
                parents.add(BaseName.of(folder, named, false));
            }
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
