package dev.jenvoy.hook.head;

import dev.jenvoy.hook.Hook;
import dev.jenvoy.hook.HookFile;
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.hook.HookSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the heads of files as long as the files do not change. A file is read again if it was replaced, or has another size
 * or time, and always while that time is less than two seconds old, because two changes within one tick of the file
 * system's clock look the same. Safe for use by several threads.
 */
public final class HookHeads {

    private static final Duration TICK = Duration.ofSeconds(2);
    private static final int MAX_FILES = 10_000;

    private final InstantSource clock;
    private final Map<Path, Read> heads = new ConcurrentHashMap<>();

    /** Whether a head was seen that asks something of deliveries. */
    private volatile boolean asks;

    public HookHeads(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns the head of a hook as it was seen. Reads the file if that is another state than the last one. */
    public HookHead of(Hook hook) {
        Hook.@Nullable Stamp stamp = hook.stamp();
        return stamp == null ? now(hook.file()) : of(hook.file(), stamp);
    }

    /** Returns the head of a file as it is now; {@link HookHead#NONE} for a file that is no hook. */
    public HookHead now(Path file) {
        Hook.@Nullable Stamp stamp = HookFile.see(file).stamp();
        return stamp == null ? HookHead.NONE : of(file, stamp);
    }

    private HookHead of(Path file, Hook.Stamp stamp) {
        Read known = heads.get(file);
        if (known != null && known.settled && known.stamp.equals(stamp)) {
            return known.head;
        }
        Instant now = clock.instant();
        HeadFile read = HeadFile.read(file);
        boolean settled = stamp.modified().toInstant().plus(TICK).isBefore(now) && !isFault(read);
        HookHead head = known != null && known.lines.equals(read) ? known.head : parsed(read);
        if (heads.size() >= MAX_FILES) {
            heads.clear();
        }
        heads.put(file, new Read(stamp, settled, read, head));
        asks |= head.asksDelivery();
        return head;
    }

    /** Keeps the parser, and with it the library of expressions, from being loaded for files without a head. */
    private static HookHead parsed(HeadFile read) {
        return read.lines().isEmpty() && read.faults().isEmpty()
                ? HookHead.without(read.doubts())
                : HeadParser.parse(read);
    }

    /** Returns whether the file could not be read, which may be over the next time. */
    private static boolean isFault(HeadFile read) {
        return read.faults().stream().anyMatch(fault -> fault.line() == 0);
    }

    /** Returns the options of a hook: those that the configuration sets, and otherwise those of the head. */
    public static HookOptions options(String hook, HookHead head, HookSettings settings) {
        return head.isEmpty()
                ? settings.options().apply(hook)
                : settings.options().with(hook, head.options());
    }

    /** Returns hooks in the order in which they run: those with the option {@code on} come last, in their own order. */
    public List<Hook> inOrder(List<Hook> hooks, HookSettings settings) {
        return hooks.stream()
                .sorted(Comparator.comparing(
                        hook -> options(hook.name(), of(hook), settings).on().isPresent()))
                .toList();
    }

    /**
     * Returns whether a decision by heads may read a payload, or take long. Answers from memory: once a head asked something
     * of deliveries, it may.
     */
    public boolean mayBlock() {
        return asks;
    }

    private record Read(Hook.Stamp stamp, boolean settled, HeadFile lines, HookHead head) {}
}
