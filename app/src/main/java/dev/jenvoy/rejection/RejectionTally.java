package dev.jenvoy.rejection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.jenvoy.address.Addresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts rejected requests in groups. Counting takes no disk: some seconds later, all that was counted is written in one
 * change, however many requests it was. What a crash of the server loses is the count of these seconds. Thread-safe.
 */
public final class RejectionTally {

    /** The most groups between two writes. Beyond them, requests are counted by their check alone. */
    static final int MOST_PENDING = 500;

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.http");
    private static final long PAUSE_SECONDS = 5;
    private static final int IPV6_BYTES = 16;

    private final RejectedGroups kept;
    private final ScheduledExecutorService timer;

    @GuardedBy("this")
    private Map<RejectionKind, RejectedGroup> pending = new HashMap<>();

    @GuardedBy("this")
    private boolean scheduled;

    public RejectionTally(RejectedGroups kept, ScheduledExecutorService timer) {
        this.kept = kept;
        this.timer = timer;
    }

    /**
     * Counts a rejected request. Does not block.
     *
     * @param from the client's address, or why it is not known
     * @param delivery the id in the response
     * @param hint what helps; may be empty
     */
    public void count(
            Instant at,
            int status,
            String check,
            String reason,
            String source,
            String from,
            String delivery,
            String hint) {
        RejectionKind kind = new RejectionKind(status, check, reason, source, peer(from));
        synchronized (this) {
            put(new RejectedGroup(kind, 1, at, at, delivery, hint));
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        try {
            Future<?> unusedTask = timer.schedule(this::write, PAUSE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            // The server stops, and writes the rest itself.
            LOG.trace("rejected requests are written at the end");
        }
    }

    @GuardedBy("this")
    private void put(RejectedGroup group) {
        boolean hasRoom = pending.size() < MOST_PENDING || pending.containsKey(group.kind());
        RejectedGroup placed = hasRoom ? group : group.as(group.kind().ofCheckAlone());
        pending.merge(placed.kind(), placed, RejectedGroup::and);
    }

    /** Returns all groups, kept and not yet kept, of which the last request came last first. Blocks for reading from disk. */
    public List<RejectedGroup> groups() {
        Map<RejectionKind, RejectedGroup> all = new HashMap<>();
        Collection<RejectedGroup> waiting;
        synchronized (this) {
            waiting = List.copyOf(pending.values());
        }
        kept.all().forEach(group -> all.put(group.kind(), group));
        waiting.forEach(group -> all.merge(group.kind(), group, RejectedGroup::and));
        List<RejectedGroup> sorted = new ArrayList<>(all.values());
        sorted.sort(Comparator.comparing(RejectedGroup::last).reversed());
        return sorted;
    }

    /** Writes what was counted. Must be called before the storage is closed, which then completes the write. */
    public void write() {
        Collection<RejectedGroup> some;
        synchronized (this) {
            scheduled = false;
            some = pending.values();
            pending = new HashMap<>();
        }
        if (some.isEmpty()) {
            return;
        }
        kept.add(some).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.debug("rejected requests not kept yet cause=\"{}\"", failure.toString());
                takeBack(some);
            }
        });
    }

    private synchronized void takeBack(Collection<RejectedGroup> groups) {
        for (RejectedGroup group : groups) {
            put(group);
        }
    }

    /** Returns the network of an IPv6 address, because one client may use each address in it; other texts as they are. */
    private static String peer(String from) {
        if (from.indexOf(':') < 0) {
            return from;
        }
        byte[] address = Addresses.parse(from).map(InetAddress::getAddress).orElse(new byte[0]);
        if (address.length != IPV6_BYTES) {
            return from;
        }
        Arrays.fill(address, IPV6_BYTES / 2, IPV6_BYTES, (byte) 0);
        try {
            return Addresses.format(InetAddress.getByAddress(address)) + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
