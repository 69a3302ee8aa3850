package dev.jenvoy.hook.head;

import dev.jenvoy.hook.Hook;
import dev.jenvoy.hook.HookFile;
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.hook.HookSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
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

    /** Whether a head was seen that wants a report. */
    private volatile boolean reports;

    private final AtomicReference<Duration> longestKillGrace = new AtomicReference<>(Duration.ZERO);

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

    /** Returns the head of a file that was seen last; empty if it was not seen. Reads nothing. */
    public Optional<HookHead> known(Path file) {
        return Optional.ofNullable(heads.get(file)).map(Read::head);
    }

    /**
     * Returns the head as {@link #of}, without reading or evaluating an expression: empty where it asks something of deliveries,
     * or may do so. For threads that must not be held.
     */
    private Optional<HookHead> atOnce(Hook hook) {
        Hook.Stamp stamp = hook.stamp() == null ? HookFile.see(hook.file()).stamp() : hook.stamp();
        if (stamp == null) {
            return Optional.of(HookHead.NONE);
        }
        Read known = heads.get(hook.file());
        if (known != null && known.settled && known.stamp.equals(stamp)) {
            return Optional.of(known.head).filter(head -> !head.asksDelivery());
        }
        HeadFile read = HeadFile.read(hook.file());
        return HeadParser.needsExpressions(read)
                ? Optional.empty()
                : Optional.of(of(hook.file(), stamp, read)).filter(head -> !head.asksDelivery());
    }

    private HookHead of(Path file, Hook.Stamp stamp) {
        Read known = heads.get(file);
        return known != null && known.settled && known.stamp.equals(stamp)
                ? known.head
                : of(file, stamp, HeadFile.read(file));
    }

    private HookHead of(Path file, Hook.Stamp stamp, HeadFile read) {
        Read known = heads.get(file);
        Instant now = clock.instant();
        boolean settled = stamp.modified().toInstant().plus(TICK).isBefore(now) && !isFault(read);
        HookHead head = known != null && known.lines.equals(read) ? known.head : parsed(read);
        if (heads.size() >= MAX_FILES) {
            heads.clear();
        }
        heads.put(file, new Read(stamp, settled, read, head));
        asks |= head.asksDelivery();
        reports |= head.wantsReports();
        HookOptions.killGrace(head.options()).ifPresent(this::seen);
        return head;
    }

    private void seen(Duration killGrace) {
        Duration unusedLongest =
                longestKillGrace.accumulateAndGet(killGrace, BinaryOperator.maxBy(Comparator.naturalOrder()));
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

    /**
     * Returns hooks in the order in which they run: those with the option {@code on} come last, in their own order. Reads files, and
     * the expressions in them.
     */
    public List<HeadedHook> inOrder(List<Hook> hooks, HookSettings settings) {
        return sorted(hooks.stream().map(hook -> new HeadedHook(hook, of(hook))), settings);
    }

    /** The same without any expression; empty if a head asks something of deliveries, or may do so. */
    public Optional<List<HeadedHook>> inOrderAtOnce(List<Hook> hooks, HookSettings settings) {
        List<HeadedHook> headed = new ArrayList<>(hooks.size());
        for (Hook hook : hooks) {
            Optional<HookHead> head = atOnce(hook);
            if (head.isEmpty()) {
                return Optional.empty();
            }
            headed.add(new HeadedHook(hook, head.get()));
        }
        return Optional.of(sorted(headed.stream(), settings));
    }

    private static List<HeadedHook> sorted(Stream<HeadedHook> hooks, HookSettings settings) {
        return hooks.sorted(Comparator.comparing(one ->
                        options(one.hook().name(), one.head(), settings).on().isPresent()))
                .toList();
    }

    /** Returns whether a head was seen that wants reports about its hook. Answers from memory. */
    public boolean wantReports() {
        return reports;
    }

    /**
     * Returns the longest time between SIGTERM and SIGKILL that a head has given its hook since this server began to read
     * heads; zero if none did. The head of a hook is read before it runs. Answers from memory.
     */
    public Duration longestKillGrace() {
        return longestKillGrace.get();
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
