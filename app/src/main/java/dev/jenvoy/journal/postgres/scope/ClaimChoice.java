package dev.jenvoy.journal.postgres.scope;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Chooses what one server may take of deliveries that it looks at in the order of acceptance: what no
 * server holds, if in all of its scopes the server holds or takes everything before it. For use by one thread.
 */
public final class ClaimChoice {

    /** More come another time: all are read while others wait to write. */
    private static final int MOST = 1_000;

    private final Set<Long> blocked = new HashSet<>();
    private final Set<Long> own = new HashSet<>();
    private final List<Free> chosen = new ArrayList<>();
    private int heads;

    /** @param heads how many to choose at most that wait behind no delivery of this server */
    public ClaimChoice(int heads) {
        this.heads = heads;
    }

    /** A delivery that no server holds. */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    public record Free(long entry, long[] scopes) {}

    /** Everything of these scopes that follows is for others, or for later. */
    public void block(long[] scopes) {
        LongStream.of(scopes).forEach(blocked::add);
    }

    /** This server holds the delivery that is next in these scopes. */
    public void own(long[] scopes) {
        LongStream.of(scopes).forEach(own::add);
    }

    /** The next that no server holds. */
    public void look(Free free) {
        long[] scopes = free.scopes();
        boolean isBlocked = LongStream.of(scopes).anyMatch(blocked::contains);
        boolean isHead = LongStream.of(scopes).noneMatch(own::contains);
        if (isBlocked || (isHead && heads == 0) || chosen.size() == MOST) {
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
