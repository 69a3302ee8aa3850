package dev.jenvoy.journal.postgres.scope;

import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.share.Part;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What this server holds in the database, and has yet to hear of. Deliveries reach it in two ways, as accepted and as
 * claimed, on two threads. Where one of a queue came by one way, a later one of the same queue must not overtake it by the
 * other.
 *
 * <p>What a claim returned counts as taken up when the next claim begins. Thread-safe.
 */
public final class Handover {

    /** By entry, the number of the claim that it came with. */
    private final Map<Long, Long> claimed = new ConcurrentHashMap<>();

    /** By fence, the parts that this server holds by it. */
    private final Map<Long, Set<Part>> held = new ConcurrentHashMap<>();

    private final Set<Long> accepting = ConcurrentHashMap.newKeySet();
    private final AtomicLong claims = new AtomicLong();

    /** A claim begins: everything of the earlier ones has been taken up. */
    public void claiming() {
        claims.incrementAndGet();
    }

    /** Returns the number of the last claim of which everything has been taken up. */
    public long takenUp() {
        return claims.get() - 1;
    }

    /** These are being claimed; called before the commit, so that no thread sees them held without knowing this. */
    public void claimed(Collection<Long> entries) {
        long number = claims.get();
        entries.forEach(entry -> claimed.put(entry, number));
    }

    /** Returns whether a held delivery was taken up by the end of this claim, or was accepted here. */
    public boolean isTakenUp(long entry, long claim) {
        Long number = claimed.get(entry);
        return number == null || number <= claim;
    }

    /** It is being accepted for this server; called before the commit. */
    public void accepting(long entry) {
        accepting.add(entry);
    }

    /** Listeners have heard that it was accepted, or it was not. */
    public void told(long entry) {
        accepting.remove(entry);
    }

    /** Returns whether a delivery that this server accepted is not yet known to its listeners. */
    public boolean isBeingAccepted(long entry) {
        return accepting.contains(entry);
    }

    /** This server does not hold what the delivery waits for any more. */
    public void released(long entry) {
        claimed.remove(entry);
    }

    /** Parts of a delivery are held from now on; called before the commit. */
    public void held(Hold hold, Set<Part> parts) {
        Set<Part> unusedAll = held.merge(hold.fence(), Set.copyOf(parts), (known, more) -> {
            Set<Part> both = EnumSet.copyOf(known);
            both.addAll(more);
            return both;
        });
    }

    /** A part has ended, or is held no more. */
    public void ended(Hold hold, Part part) {
        Set<Part> unusedRest = held.computeIfPresent(hold.fence(), (fence, known) -> {
            Set<Part> rest = EnumSet.copyOf(known);
            rest.remove(part);
            return rest.isEmpty() ? null : rest;
        });
    }

    /** Nothing is held by it any more. */
    public void ended(Hold hold) {
        held.remove(hold.fence());
    }

    /** Returns whether this server knows that it holds a part. */
    public boolean isHeld(long fence, Part part) {
        return held.getOrDefault(fence, Set.of()).contains(part);
    }

    /** This server is a new one, which holds nothing. */
    public void clear() {
        claimed.clear();
        accepting.clear();
        held.clear();
    }
}
