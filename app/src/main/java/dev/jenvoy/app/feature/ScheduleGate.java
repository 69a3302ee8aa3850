package dev.jenvoy.app.feature;

import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.hook.HookFile;
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.hook.lint.HookCatalogue;
import dev.jenvoy.journal.History;
import dev.jenvoy.schedule.ScheduledDeliveries;
import dev.jenvoy.schedule.ScheduledHook;
import dev.jenvoy.schedule.Timetable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens the timetable when a hook has a schedule for the first time. Until then, no class of {@code schedule} is loaded. */
public final class ScheduleGate {

    /** How many looks apart the heads of all files are looked through for a first schedule. */
    private static final int LOOKS = 6;

    /** How long before this server begins, another one that died may have seen to schedules last. */
    private static final Duration HANDED_ON = Duration.ofSeconds(55);

    private final Supplier<HookSettings> settings;
    private final HookHeads heads;
    private final Dispatcher dispatcher;
    private final History history;
    private final Path file;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private @Nullable Timetable timetable;
    private int looks;
    private boolean rests;

    /**
     * @param file keeps until when schedules were seen to
     * @param timer runs what is due, and may wait for the disk
     */
    public ScheduleGate(
            Supplier<HookSettings> settings,
            HookHeads heads,
            Dispatcher dispatcher,
            History history,
            Path file,
            ScheduledExecutorService timer,
            InstantSource clock) {
        this.settings = settings;
        this.heads = heads;
        this.dispatcher = dispatcher;
        this.history = history;
        this.file = file;
        this.timer = timer;
        this.clock = clock;
    }

    /**
     * Lets schedules follow the configuration, the hooks folder and the clock. Reads the disk if there is a schedule, and now
     * and then to see whether a head has one.
     */
    public synchronized void follow() {
        if (timetable == null && isWanted()) {
            timetable = ScheduledDeliveries.timetable(this::scheduled, dispatcher, history, file, timer, clock);
        }
        if (timetable != null && rests) {
            timetable.goOnSince(clock.instant().minus(HANDED_ON));
            rests = false;
        }
        if (timetable != null) {
            timetable.follow();
        }
    }

    /** Leaves the schedules to another server until {@link #follow} is called again. */
    public synchronized void rest() {
        rests = true;
        if (timetable != null) {
            timetable.rest();
        }
    }

    private boolean isWanted() {
        HookSettings now = settings.get();
        if (now.options().mayHaveSchedules()) {
            return true;
        }
        boolean look = looks % LOOKS == 0;
        looks++;
        return look
                && HookCatalogue.names(now).stream()
                        .anyMatch(name -> options(name, now)
                                .filter(options -> options.schedule().isPresent())
                                .isPresent());
    }

    /** Returns the hooks in the folder that have a schedule now. */
    private List<ScheduledHook> scheduled() {
        HookSettings now = settings.get();
        return HookCatalogue.names(now).stream()
                .flatMap(name -> options(name, now).stream().flatMap(options -> scheduled(name, options)))
                .toList();
    }

    /** Returns the options of a hook; empty for a file that is no hook. */
    private Optional<HookOptions> options(String name, HookSettings now) {
        Path path = now.folder().resolve(name);
        return HookFile.look(path).answers()
                ? Optional.of(HookHeads.options(name, heads.now(path), now))
                : Optional.empty();
    }

    private static Stream<ScheduledHook> scheduled(String name, HookOptions options) {
        return options.schedule().stream().map(schedule -> new ScheduledHook(name, schedule, options.catchesUp()));
    }
}
