package dev.jenvoy.journal.postgres.scope;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Chooses what one server may take of deliveries that it looks at in the order of acceptance: what nobody holds, and before which in none of
 * its scopes stands what it neither holds nor takes. For use by one thread.
 */
public final class LaneWalk {

    private final Set<Long> blocked = new HashSet<>();
    private final Set<Long> own = new HashSet<>();
    private final List<Free> chosen = new ArrayList<>();
    private int heads;

    /** @param heads how many to choose at most that wait behind none of this server's */
    public LaneWalk(int heads) {
        this.heads = heads;
    }

    /** A delivery that nobody holds. */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    public record Free(long entry, long[] scopes) {}

    /** Everything of these scopes that follows is for others, or for later. */
    public void block(long[] scopes) {
        LongStream.of(scopes).forEach(blocked::add);
    }

    /** This server holds the delivery that stands next in these scopes. */
    public void own(long[] scopes) {
        LongStream.of(scopes).forEach(own::add);
    }

    /** The next that nobody holds. */
    public void look(Free free) {
        long[] scopes = free.scopes();
        boolean isBlocked = LongStream.of(scopes).anyMatch(blocked::contains);
        boolean isHead = LongStream.of(scopes).noneMatch(own::contains);
        if (isBlocked || isHead && heads == 0) {
            block(scopes);
            return;
        }
        if (isHead) {
            heads--;
        }
        own(scopes);
        chosen.add(free);
    }

    /** Returns what was chosen, in order. */
    public List<Free> chosen() {
        return chosen;
    }
}
