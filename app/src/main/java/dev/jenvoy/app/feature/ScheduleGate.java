package dev.jenvoy.app.feature;

import dev.jenvoy.dispatch.Dispatcher;
import dev.jenvoy.hook.HookFile;
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.lint.HookCatalogue;
import dev.jenvoy.journal.History;
import dev.jenvoy.schedule.ScheduledDeliveries;
import dev.jenvoy.schedule.ScheduledHook;
import dev.jenvoy.schedule.Timetable;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens the timetable when a hook has a schedule for the first time. Until then, no class of {@code schedule} is loaded. */
public final class ScheduleGate {

    private final Supplier<HookSettings> settings;
    private final Dispatcher dispatcher;
    private final History history;
    private final Path file;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private @Nullable Timetable timetable;

    /**
     * @param file keeps until when schedules were seen to
     * @param timer runs what is due, and may wait for the disk
     */
    public ScheduleGate(
            Supplier<HookSettings> settings,
            Dispatcher dispatcher,
            History history,
            Path file,
            ScheduledExecutorService timer,
            InstantSource clock) {
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.history = history;
        this.file = file;
        this.timer = timer;
        this.clock = clock;
    }

    /** Lets schedules follow the configuration, the hooks folder and the clock. Reads the disk if there is a schedule. */
    public synchronized void follow() {
        if (timetable == null && settings.get().options().mayHaveSchedules()) {
            timetable = ScheduledDeliveries.timetable(this::scheduled, dispatcher, history, file, timer, clock);
        }
        if (timetable != null) {
            timetable.follow();
        }
    }

    /** Returns the hooks in the folder that have a schedule now. */
    private List<ScheduledHook> scheduled() {
        HookSettings now = settings.get();
        if (!now.options().mayHaveSchedules()) {
            return List.of();
        }
        return HookCatalogue.names(now).stream()
                .filter(name -> HookFile.look(now.folder().resolve(name)).answers())
                .flatMap(name -> scheduled(name, now.options().apply(name)))
                .toList();
    }

    private static Stream<ScheduledHook> scheduled(String name, HookOptions options) {
        return options.schedule().stream().map(schedule -> new ScheduledHook(name, schedule, options.catchesUp()));
    }
}
